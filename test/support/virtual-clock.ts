import type { Emulator } from "plivo-masking-emulator";
import type { Clock } from "../../provider/common/clock";

/**
 * The emulator's clock as the provider's own: whoever waits moves it on at once, for both. What others do at the same time
 * comes first, as it would in a real wait.
 */
export function virtualClock(emulator: Pick<Emulator, "clock">): Clock {
  const start = emulator.clock.offset;
  return {
    now: () => emulator.clock.now(),
    elapsed: () => performance.now() + emulator.clock.offset - start,
    wait: async (milliseconds) => {
      await new Promise((resolve) => setImmediate(resolve));
      emulator.clock.advance(milliseconds / 1000);
    },
  };
}
