import { setTimeout as delay } from "node:timers/promises";

/** Time, as the callback handler and its store are handed it. */
export interface CallbackClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Ends so many milliseconds later; may reject once the signal is aborted. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** This machine's time. */
export const machineClock: CallbackClock = {
  now: () => Date.now(),
  wait: (milliseconds, signal) => delay(milliseconds, undefined, signal === undefined ? {} : { signal }),
};
