/** The clock of a callback handler and its store. Tests replace it. */
export interface CallbackClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after that time. Once the signal is aborted, it may reject or never settle. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

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
