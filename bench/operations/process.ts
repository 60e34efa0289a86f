import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

export type Operation = "preview" | "up" | "refresh" | "destroy";

export interface OperationSettings {
  readonly cli: string;
  readonly folder: string;
  /** The module whose MaskingSession the program uses. */
  readonly rival: string;
  /** The number of sessions that the program declares. */
  readonly size: number;
  readonly operation: Operation;
  /** Parallel resource operations. Default: the engine's, 4 per processor. */
  readonly parallel?: number;
  /** The variables for the engine and the rival. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface Outcome {
  readonly seconds: number;
  readonly peakBytes: number;
  readonly printed: string;
}

/** Starts an operation in its own process group. */
export function startOperation(settings: OperationSettings) {
  const script = path.join(import.meta.dirname, "operate.ts");
  const child = fork(script, [JSON.stringify(settings)], { detached: true, silent: true });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  let outcome: Outcome | undefined;
  child.on("message", (message: Outcome) => (outcome = message));
  // The message can arrive after the exit.
  const exit = Promise.all([once(child, "exit"), once(child, "disconnect")]);
  return {
    /** Rejects if the operation fails or is killed. */
    outcome: exit.then(([[code]]): Outcome => {
      if (code === 0 && outcome !== undefined) return outcome;
      throw new Error(`An operation of the engine failed (${String(code ?? "killed")}): ${output}`);
    }),
    /** Kills the CLI and the program, like `kill -9` of their process group. */
    kill: async (): Promise<void> => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      await exit;
    },
  };
}
