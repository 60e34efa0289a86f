import type { EmulatorClock } from "./clock";

/** Receives the time that was scheduled. The clock may have moved past it. */
export type Action = (time: number) => void;

interface Timer {
  readonly due: number;
  readonly action: Action;
}

/** The limit of setTimeout. */
const maxTimeoutMs = 2 ** 31 - 1;

/**
 * Actions at a time of the emulator's clock. If the clock is moved, all actions that are due run at once, in
 * order, each with its own time. Otherwise they run in real time.
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

  /** Schedules an action at a time in milliseconds since the epoch. Returns a function that cancels it. */
  at(due: number, action: Action): () => void {
    const timer = { due, action };
    this.#pending.splice(this.#indexFor(due), 0, timer);
    this.#scheduleNext();
    return () => {
      const place = this.#pending.indexOf(timer);
      if (place >= 0) this.#pending.splice(place, 1);
    };
  }

  /** Cancels all actions. */
  clear(): void {
    this.#pending = [];
    clearTimeout(this.#timeout);
  }

  /** Behind the actions of the same time, so that they run in the order in which they were scheduled. */
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
