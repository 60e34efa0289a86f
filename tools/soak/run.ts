import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Reporter } from "../pulumi-cli/reporter.ts";
import { runNode, type Ended } from "./command.ts";
import { FiguresError, readFigures, type Figures } from "./figures.ts";
import type { Proof } from "./proofs.ts";
import { duration, type ProofRun } from "./report.ts";

/** What came of a proof; without a complaint it has passed and counted. */
export interface Outcome extends ProofRun {
  readonly complaint: string | undefined;
  /** Everything that it has printed. */
  readonly log: string;
}

export interface RunOptions {
  readonly root: string;
  /** Gathers logs and figures, in a folder for each proof. */
  readonly folder: string;
  readonly reporter: Reporter;
  /** Proofs that run at the same time. */
  readonly lanes: number;
  /** Minutes for all together: what has not started by then, or not ended, has failed. */
  readonly limit: number;
  readonly signal: AbortSignal;
  /** Node's parameters for a proof. Default: jest over its tests. */
  readonly command?: (proof: Proof) => readonly string[];
}

/** Runs the proofs, a few at a time, each within its limit. What one does says nothing of the others. */
export async function runProofs(proofs: readonly Proof[], options: RunOptions): Promise<Outcome[]> {
  const { reporter, lanes, limit } = options;
  const deadline = performance.now() + limit * 60_000;
  const waiting = [...proofs];
  const running = new Map<Proof, number>();
  const outcomes = new Map<Proof, Outcome>();
  const lane = async () => {
    for (let proof = waiting.shift(); proof !== undefined; proof = waiting.shift()) {
      running.set(proof, performance.now());
      reporter.line(`${proof.name}: started, ${proof.limit} min at most`);
      const outcome = await runProof(proof, deadline, options);
      running.delete(proof);
      outcomes.set(proof, outcome);
      reporter.line(`${proof.name}: ${outcome.complaint ?? "passed"} after ${duration(outcome.seconds)}`);
    }
  };
  const timer = setInterval(() => {
    if (running.size > 0) reporter.progress(`running: ${[...running].map(progressOf).join("; ")}`);
  }, 1000);
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    clearInterval(timer);
  }
  return proofs.flatMap((proof) => outcomes.get(proof) ?? []);
}

function progressOf([{ name, limit }, since]: [Proof, number]): string {
  return `${name} ${duration((performance.now() - since) / 1000)} of ${limit} min`;
}

async function runProof(proof: Proof, deadline: number, options: RunOptions): Promise<Outcome> {
  const { root, folder: all, signal, command = jestCommand(root) } = options;
  const start = performance.now();
  const folder = path.join(all, proof.name);
  await mkdir(folder, { recursive: true });
  const log = path.join(folder, "output.log");
  const limit = Math.min(proof.limit * 60_000, deadline - start);
  const environment = { ...process.env, MASKING_SOAK: folder };
  const ended =
    limit <= 0 ? "out of time" : await runNode(command(proof), { environment, log, limit, signal });
  const seconds = (performance.now() - start) / 1000;
  const { figures, complaint } = judge(ended, path.join(folder, "figures.jsonl"));
  return { name: proof.name, seconds, figures, complaint, log };
}

function judge(ended: Ended, file: string): { figures: readonly Figures[]; complaint: string | undefined } {
  if (ended === "failed") return { figures: [], complaint: "FAILED" };
  if (ended === "out of time") return { figures: [], complaint: "NOT FINISHED in its time" };
  try {
    return { figures: readFigures(file), complaint: undefined };
  } catch (error) {
    if (error instanceof FiguresError) return { figures: [], complaint: `FAILED: ${error.message}` };
    throw error;
  }
}

/** One worker: what runs beside it has the other processor. */
function jestCommand(root: string): (proof: Proof) => readonly string[] {
  const jest = path.join(root, "node_modules", ".bin", "jest");
  return ({ tests }) => [jest, "--ci", "-w", "1", ...tests];
}
