import { setTimeout as delay } from "node:timers/promises";
import { ProviderError } from "./errors";

/** PLIVO_CLOCK_OFFSET is not a number of seconds within ten years. */
export class ClockOffsetError extends ProviderError {
  readonly code = "PLIVO_INVALID_CLOCK_OFFSET";
  constructor() {
    super(
      "PLIVO_CLOCK_OFFSET must be a number of seconds within ten years, such as 3600 or -60: correct it, or unset it.",
    );
  }
}

/** Wall time, elapsed time and waiting. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Monotonic milliseconds, for durations. */
  elapsed(): number;
  /** Resolves after this many milliseconds. */
  wait(milliseconds: number): Promise<void>;
}

/** This machine's clock. */
export const machineClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  wait: (milliseconds) => delay(milliseconds),
};

/**
 * A clock shifted by PLIVO_CLOCK_OFFSET (seconds), to preview what a later `up` would do. Logs each offset
 * once. The variable is read on each call, because a process that runs several programs can change it.
 *
 * @throws ClockOffsetError from `now`, if the offset is not a number within ten years.
 */
export function shiftedClock(
  clock: Clock,
  environment: NodeJS.ProcessEnv,
  log: (line: string) => void,
): Clock {
  let read: { readonly text: string | undefined; readonly offset: number } | undefined;
  return {
    now: () => {
      const text = environment["PLIVO_CLOCK_OFFSET"];
      if (read === undefined || read.text !== text) {
        read = { text, offset: readOffset(text) };
        if (read.offset !== 0) {
          log(`PLIVO_CLOCK_OFFSET is set: the provider's clock is shifted by ${String(read.offset)} s.`);
        }
      }
      return clock.now() + read.offset * 1000;
    },
    elapsed: () => clock.elapsed(),
    wait: (milliseconds) => clock.wait(milliseconds),
  };
}

/** Ten years. */
const maxOffsetSeconds = 315_576_000;

function readOffset(text: string | undefined): number {
  if (text === undefined || text.trim() === "") return 0;
  const seconds = Number(text);
  if (!(Math.abs(seconds) <= maxOffsetSeconds)) throw new ClockOffsetError();
  return seconds;
}
