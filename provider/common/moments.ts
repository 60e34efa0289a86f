import type { Clock } from "./clock";

/**
 * A moment on both of a clock's scales: someone can set the wall time, and elapsed time may stop while the
 * machine sleeps.
 */
export interface Moment {
  readonly now: number;
  readonly elapsed: number;
}

export function momentOf(clock: Clock): Moment {
  return { now: clock.now(), elapsed: clock.elapsed() };
}

/** Milliseconds since a moment, by the scale that says more. */
export function timeSince(clock: Clock, { now, elapsed }: Moment): number {
  return Math.max(clock.now() - now, clock.elapsed() - elapsed);
}

/** The two scales can differ by less than this without a sleep, because both count in steps. */
const minSleepMs = 1_000;

/**
 * A clock whose elapsed time also counts system sleep, for the age of cached data. A forward jump of the wall
 * time counts as sleep.
 */
export function sleepAwareClock(clock: Clock): Clock {
  // Set on first use: reading the clock here would throw if PLIVO_CLOCK_OFFSET is wrong.
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
