import { spawn } from "node:child_process";
import { once } from "node:events";
import { open } from "node:fs/promises";

/** How a command ended. */
export type Ended = "passed" | "failed" | "out of time";

export interface CommandOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** The file that gets everything that it prints. */
  readonly log: string;
  /** Milliseconds after which it is killed. */
  readonly limit: number;
  /** Kills it when aborted; it has failed then. */
  readonly signal?: AbortSignal;
}

/** Runs Node with these parameters. Once it ends, or its time is over, nothing of its process group is left. */
export async function runNode(
  parameters: readonly string[],
  { environment, log, limit, signal }: CommandOptions,
): Promise<Ended> {
  const output = await open(log, "w");
  // A file, not a pipe: what a command leaves behind could hold a pipe open for ever.
  const stdio = ["ignore", output.fd, output.fd] as const;
  const child = spawn(process.execPath, parameters, { env: environment, detached: true, stdio: [...stdio] });
  let stopped: Ended | undefined;
  const stop = (how: Ended) => {
    stopped ??= how;
    killGroup(child.pid);
  };
  const aborted = () => {
    stop("failed");
  };
  const timer = setTimeout(() => {
    stop("out of time");
  }, limit);
  signal?.addEventListener("abort", aborted);
  if (signal?.aborted === true) aborted();
  try {
    const [exitCode] = (await once(child, "exit")) as [number | null];
    return stopped ?? (exitCode === 0 ? "passed" : "failed");
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", aborted);
    killGroup(child.pid);
    await output.close();
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // Nobody of the group is left.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
