/** Time, as the callback handler and its store are handed it. */
export interface CallbackClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Ends so many milliseconds later. Nobody waits for it any more once the signal is aborted: it may then reject, or never end. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** This machine's time. */
export const machineClock: CallbackClock = {
  now: () => Date.now(),
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      signal?.addEventListener("abort", () => {
        clearTimeout(timer);
      });
    }),
};
