import { table, withSection } from "../markdown.ts";
import type { Figures } from "./figures.ts";

/** A whole run, in which every proof has passed. */
export interface Run {
  readonly date: Date;
  /** The abbreviated hash. */
  readonly commit: string;
  /** Whether the files were as committed. */
  readonly clean: boolean;
  readonly node: string;
  readonly seconds: number;
  readonly proofs: readonly ProofRun[];
}

export interface ProofRun {
  readonly name: string;
  readonly seconds: number;
  readonly figures: readonly Figures[];
}

/**
 * The page with the run's figures in place of those that it had.
 *
 * @throws MarkersError
 */
export function withReport(page: string, run: Run): string {
  return withSection(page, "soak", report(run));
}

function report({ date, commit, clean, node, seconds, proofs }: Run): string {
  const day = date.toISOString().slice(0, 10);
  const tree = clean ? "" : " with uncommitted changes";
  const rows = proofs.flatMap((proof) =>
    proof.figures.map((figures, index) => row(index === 0 ? proof : undefined, figures)),
  );
  return [
    `Last full run: ${day}, commit ${commit}${tree}, Node ${node}, ${duration(seconds)}. Every proof passed.`,
    "",
    ...table(["Proof", "Time", "Part", "Figures"], rows),
  ].join("\n");
}

function row(proof: ProofRun | undefined, { proof: part, figures }: Figures): string[] {
  const counted = Object.entries(figures).map(([name, value]) => `${name} ${shown(value)}`);
  return [proof?.name ?? "", proof === undefined ? "" : duration(proof.seconds), part, counted.join(", ")];
}

function shown(value: number | string): string {
  return typeof value === "number" ? value.toLocaleString("en-GB") : value;
}

/** "41 min 5 s". */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes === 0 ? `${whole} s` : `${minutes} min ${whole % 60} s`;
}
