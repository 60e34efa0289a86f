import type { Clock } from "./clock";

/**
 * A moment by a clock's two measures: the time can be set, and elapsed time may stand still while the machine
 * sleeps.
 */
export interface Moment {
  readonly now: number;
  readonly elapsed: number;
}

export function momentOf(clock: Clock): Moment {
  return { now: clock.now(), elapsed: clock.elapsed() };
}

/** Milliseconds since a moment by the measure that says more: never too few. */
export function timeSince(clock: Clock, { now, elapsed }: Moment): number {
  return Math.max(clock.now() - now, clock.elapsed() - elapsed);
}

/** By less, the two measures may differ without a sleep: both count in steps. */
const minSleepMs = 1_000;

/**
 * A clock whose elapsed time also counts system sleep, for the age of cached data. A forward jump of its time
 * counts as sleep.
 */
export function sleepAwareClock(clock: Clock): Clock {
  // Not read before it is used: a wrong PLIVO_CLOCK_OFFSET would fail whatever makes the clock.
  let last: Moment | undefined;
  let ageMs = 0;
  return {
    now: () => clock.now(),
    wait: (milliseconds) => clock.wait(milliseconds),
    elapsed: () => {
      const moment = momentOf(clock);
      const { now, elapsed } = last ?? moment;
      const awakeMs = moment.elapsed - elapsed;
      const asleepMs = moment.now - now - awakeMs;
      last = moment;
      ageMs += asleepMs > minSleepMs ? awakeMs + asleepMs : awakeMs;
      return ageMs;
    },
  };
}
