import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

/** What the process of one operation is told. */
export interface OperationSettings {
  /** Absolute path of the CLI. */
  readonly cli: string;
  /** The stack's folder. */
  readonly folder: string;
  /** File in bench/rivals. */
  readonly rival: string;
  /** Sessions that the program declares. */
  readonly size: number;
  readonly operation: "preview" | "up" | "refresh" | "destroy";
  /** Whether the operation before was killed. */
  readonly isAfterKill: boolean;
  /** Resources at once. Default: the engine's, 4 for each processor. */
  readonly parallel?: number;
  /** The variables of the engine and of the rival. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What it tells at its end. */
export interface Outcome {
  readonly seconds: number;
  /** The most memory that the program's process had. */
  readonly peakBytes: number;
  /** The end of the CLI's output. */
  readonly printed: string;
}

export interface RunningOperation {
  /** Rejects if the operation fails or is killed. */
  readonly outcome: Promise<Outcome>;
  /** Kills the CLI and the program at once, as `kill -9` of their process group does. */
  readonly kill: () => Promise<void>;
}

/** Starts an operation in a process, and a process group, of its own. */
export function startOperation(settings: OperationSettings): RunningOperation {
  const script = path.join(import.meta.dirname, "operate.ts");
  const child = fork(script, [JSON.stringify(settings)], { detached: true, silent: true });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  let outcome: Outcome | undefined;
  child.on("message", (message: Outcome) => (outcome = message));
  // The message can come after the exit.
  const exit = Promise.all([once(child, "exit"), once(child, "disconnect")]);
  return {
    outcome: exit.then(([[code]]) => {
      if (code === 0 && outcome !== undefined) return outcome;
      throw new Error(`An operation of the engine failed (${String(code ?? "killed")}): ${output}`);
    }),
    kill: async () => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      await exit;
    },
  };
}
