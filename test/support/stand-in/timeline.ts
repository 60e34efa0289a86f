import type { Emulator } from "plivo-masking-emulator";
import type { Clock } from "../../../provider/common/clock";

/** Turns of the event loop without a request after which everything waits: an exchange on one machine takes fewer. */
const quietTurns = 16;

/** One turn of the event loop, in which what is under way goes on. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

interface Waiter {
  /** Milliseconds since the epoch. */
  readonly until: number;
  readonly isGone: () => boolean;
  readonly resolve: () => void;
}

/**
 * The emulator's clock as the time of everybody. It stands while anything is under way, and moves on to the next moment for
 * which somebody waits: so waits that overlap take the time of the longest, and none takes real time.
 */
export class Timeline {
  readonly #emulator: Pick<Emulator, "clock" | "requests">;
  #waiters: Waiter[] = [];
  #runs = false;

  constructor(emulator: Pick<Emulator, "clock" | "requests">) {
    this.#emulator = emulator;
  }

  /** A clock for somebody whose waits never end once it is gone. */
  clock(isGone: () => boolean): Clock {
    const { clock } = this.#emulator;
    return {
      now: () => clock.now(),
      elapsed: () => clock.now(),
      wait: (milliseconds) =>
        new Promise((resolve) => {
          this.#waiters.push({ until: clock.now() + milliseconds, isGone, resolve });
          if (!this.#runs) void this.#run();
        }),
    };
  }

  /** Resolves when nothing has been under way for a while. */
  async quiet(): Promise<void> {
    let seen = this.#emulator.requests.count();
    for (let turns = 0; turns < quietTurns; turns += 1) {
      await turn();
      const count = this.#emulator.requests.count();
      if (count !== seen) turns = 0;
      seen = count;
    }
  }

  async #run(): Promise<void> {
    this.#runs = true;
    while (this.#waiters.length > 0) {
      await this.quiet();
      this.#waiters = this.#waiters.filter(({ isGone }) => !isGone());
      this.#waiters.sort((one, other) => one.until - other.until);
      const next = this.#waiters.shift();
      if (next === undefined) break;
      const { clock } = this.#emulator;
      if (next.until > clock.now()) clock.advance((next.until - clock.now()) / 1000);
      next.resolve();
    }
    this.#runs = false;
  }
}
