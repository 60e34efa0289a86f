import { setTimeout as delay } from "node:timers/promises";
import { ProviderError } from "./errors";

/** PLIVO_CLOCK_OFFSET is not a sensible number of seconds. */
export class ClockOffsetError extends ProviderError {
  readonly code = "PLIVO_INVALID_CLOCK_OFFSET";
  constructor() {
    super(
      "PLIVO_CLOCK_OFFSET must be a number of seconds within ten years, such as 3600 or -60: correct it, or unset it.",
    );
  }
}

/** Time, as everything that dates, measures or waits is handed it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds since some moment; never set back or forth, so for durations. */
  elapsed(): number;
  /** Ends so many milliseconds later. */
  wait(milliseconds: number): Promise<void>;
}

/** This machine's time. */
export const machineClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  wait: (milliseconds) => delay(milliseconds),
};

/**
 * A clock shifted by the environment's PLIVO_CLOCK_OFFSET (seconds), with which a preview shows what a later `up` would do. A
 * shifted clock says so, once for each offset: a process that runs several programs can change it.
 *
 * @throws ClockOffsetError on use of `now`, where the offset is not a number.
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

/** Seconds. */
const maxOffsetSeconds = 315_576_000;

function readOffset(text: string | undefined): number {
  if (text === undefined || text.trim() === "") return 0;
  const seconds = Number(text);
  if (!(Math.abs(seconds) <= maxOffsetSeconds)) throw new ClockOffsetError();
  return seconds;
}
