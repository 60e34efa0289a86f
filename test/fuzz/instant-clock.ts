import type { Clock } from "../../provider/common/clock";

/** A clock on which every wait ends at once, and has taken its time all the same. */
export function instantClock(): Clock {
  let waited = 0;
  return {
    now: () => Date.now() + waited,
    elapsed: () => performance.now() + waited,
    wait: async (milliseconds) => {
      waited += milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
