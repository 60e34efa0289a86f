import type { EmulatorClock } from "./clock";

/** Told the time at which it was to happen, which the clock may have passed by then. */
export type Action = (time: number) => void;

interface Timer {
  readonly due: number;
  readonly action: Action;
}

/** setTimeout takes no longer ones. */
const maxTimeoutMs = 2 ** 31 - 1;

/**
 * What is to happen at a time of the emulator's clock. Where the clock is moved, everything that has come due happens at once, in the
 * order of time, each as if at its own moment; while it is not moved, real time brings it about.
 */
export class Timers {
  readonly #clock: EmulatorClock;
  #pending: Timer[] = [];
  #timeout: NodeJS.Timeout | undefined;

  constructor(clock: EmulatorClock) {
    this.#clock = clock;
    clock.onMove(() => {
      this.#runDue();
    });
  }

  /** Lets something happen at a time in milliseconds since the epoch; answers a function that calls it off. */
  at(due: number, action: Action): () => void {
    const timer = { due, action };
    this.#pending.splice(this.#indexFor(due), 0, timer);
    this.#scheduleNext();
    return () => {
      const place = this.#pending.indexOf(timer);
      if (place >= 0) this.#pending.splice(place, 1);
    };
  }

  /** Calls everything off. */
  clear(): void {
    this.#pending = [];
    clearTimeout(this.#timeout);
  }

  /** After those of the same time: what was asked for first happens first. */
  #indexFor(due: number): number {
    let [low, high] = [0, this.#pending.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#pending[middle]?.due ?? Infinity) <= due) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #runDue(): void {
    for (;;) {
      const [next] = this.#pending;
      if (next === undefined || next.due > this.#clock.now()) break;
      this.#pending.shift();
      next.action(next.due);
    }
    this.#scheduleNext();
  }

  #scheduleNext(): void {
    clearTimeout(this.#timeout);
    const [next] = this.#pending;
    if (next === undefined) return;
    const wait = Math.min(Math.max(next.due - this.#clock.now(), 0), maxTimeoutMs);
    this.#timeout = setTimeout(() => {
      this.#runDue();
    }, wait);
    this.#timeout.unref();
  }
}
