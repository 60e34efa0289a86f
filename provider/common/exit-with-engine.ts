import { fstatSync } from "node:fs";

let isWatching = false;

/**
 * Exits this process when Pulumi's engine is gone, that is when standard input ends. A killed engine leaves
 * its plugins running, and their queued creates would still create sessions that are in no state.
 */
export function exitWithEngine(): void {
  if (isWatching || !isPipe(0)) return;
  isWatching = true;
  // Requests in flight are cut off, as if the engine had killed this process too.
  process.stdin.once("end", () => process.exit()).resume();
  process.stdin.unref();
}

function isPipe(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFIFO();
  } catch (error) {
    // The process has no standard input.
    if ((error as NodeJS.ErrnoException).code === "EBADF") return false;
    throw error;
  }
}
