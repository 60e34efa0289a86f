import type { EmulatorClock } from "./clock";

/** Told the time at which it was to happen, which the clock may have passed by then. */
export type Action = (time: number) => void;

interface Timer {
  readonly due: number;
  readonly action: Action;
}

/** setTimeout takes no longer ones. */
const longestWait = 2 ** 31 - 1;

/**
 * What is to happen at a time of the emulator's clock. Where the clock is moved, everything that has come due happens at once, in the
 * order of time, each as if at its own moment; while it is not moved, real time brings it about.
 */
export class Timers {
  readonly #clock: EmulatorClock;
  #waiting: Timer[] = [];
  #wait: NodeJS.Timeout | undefined;

  constructor(clock: EmulatorClock) {
    this.#clock = clock;
    clock.onMove(() => {
      this.#run();
    });
  }

  /** Lets something happen at a time in milliseconds since the epoch; answers a function that calls it off. */
  at(due: number, action: Action): () => void {
    const timer = { due, action };
    this.#waiting.splice(this.#placeFor(due), 0, timer);
    this.#waitForNext();
    return () => {
      const place = this.#waiting.indexOf(timer);
      if (place >= 0) this.#waiting.splice(place, 1);
    };
  }

  /** Calls everything off. */
  clear(): void {
    this.#waiting = [];
    clearTimeout(this.#wait);
  }

  /** After those of the same time: what was asked for first happens first. */
  #placeFor(due: number): number {
    let [low, high] = [0, this.#waiting.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#waiting[middle]?.due ?? Infinity) <= due) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #run(): void {
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined || next.due > this.#clock.now()) break;
      this.#waiting.shift();
      next.action(next.due);
    }
    this.#waitForNext();
  }

  #waitForNext(): void {
    clearTimeout(this.#wait);
    const [next] = this.#waiting;
    if (next === undefined) return;
    const wait = Math.min(Math.max(next.due - this.#clock.now(), 0), longestWait);
    this.#wait = setTimeout(() => {
      this.#run();
    }, wait);
    this.#wait.unref();
  }
}
