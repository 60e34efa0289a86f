import { fstatSync } from "node:fs";

let isWatching = false;

/**
 * Ends this process when Pulumi's engine is gone. The engine holds the other end of its plugin's standard input; killed, it
 * leaves the process behind, whose waiting creates would go on making sessions that no state ever learns of, beside those
 * of the next run.
 */
export function exitWithEngine(): void {
  if (isWatching || !isPipe(0)) return;
  isWatching = true;
  // What is in flight is cut, as if the engine had taken this process with it.
  process.stdin.once("end", () => process.exit()).resume();
  process.stdin.unref();
}

function isPipe(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFIFO();
  } catch (error) {
    // The process was started without a standard input.
    if ((error as NodeJS.ErrnoException).code === "EBADF") return false;
    throw error;
  }
}
