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

/** Between these lines of docs/reliability.md stand the figures. */
export const markers = { begin: "<!-- soak:begin -->", end: "<!-- soak:end -->" };

/** The page does not have the two markers, in their order. */
export class MarkersError extends Error {
  readonly code = "SOAK_MARKERS";
  constructor() {
    super(`The page must have ${markers.begin} and, below it, ${markers.end}, once each.`);
    this.name = "MarkersError";
  }
}

/**
 * The page with the run's figures in place of those that it had.
 *
 * @throws MarkersError
 */
export function withReport(page: string, run: Run): string {
  const [before = "", rest = "", ...more] = page.split(markers.begin);
  const [old, after] = rest.split(markers.end);
  if (more.length > 0 || old === undefined || after === undefined || rest.split(markers.end).length > 2) {
    throw new MarkersError();
  }
  return `${before}${markers.begin}\n\n${report(run)}\n\n${markers.end}${after}`;
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

/** A table as prettier would have it: columns of one width. */
function table(head: readonly string[], rows: readonly string[][]): string[] {
  const cells = [head, ...rows].map((line) => line.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((line) => line[column]?.length ?? 0)));
  const lines = cells.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)));
  const rule = widths.map((width) => "-".repeat(width));
  const [first = [], ...others] = lines;
  return [first, rule, ...others].map((line) => `| ${line.join(" | ")} |`);
}
