import type { Clock } from "../../provider/common/clock";

interface Waiting {
  readonly until: number;
  readonly resolve: () => void;
}

/** A clock that stands still until it is advanced. */
export class FakeClock implements Clock {
  /** Every wait that was asked for, in milliseconds. */
  readonly waits: number[] = [];
  #time = 0;
  #waiting: Waiting[] = [];

  now(): number {
    return Date.UTC(2026, 2, 1) + this.#time;
  }

  elapsed(): number {
    return this.#time;
  }

  wait(milliseconds: number): Promise<void> {
    this.waits.push(milliseconds);
    return new Promise((resolve) => {
      this.#waiting.push({ until: this.#time + milliseconds, resolve });
    });
  }

  /** Lets time pass; whoever waits goes on at just the moment that was waited for. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#time + milliseconds;
    for (;;) {
      await settled();
      const next = this.#waiting.toSorted((one, other) => one.until - other.until)[0];
      if (next === undefined || next.until > end) break;
      this.#time = next.until;
      this.#waiting = this.#waiting.filter((waiting) => waiting !== next);
      next.resolve();
    }
    this.#time = end;
  }

  /** Until somebody waits, for as long as an answer of a server in this process can take. */
  async waiting(): Promise<void> {
    for (let turn = 0; turn < 10_000 && this.#waiting.length === 0; turn++) await settled();
    if (this.#waiting.length === 0) throw new Error("nobody waits");
  }

  /** Lets time pass until nobody waits any more, which is within an hour. */
  async finish(): Promise<void> {
    await settled();
    const end = this.#time + 3_600_000;
    while (this.#waiting.length > 0) {
      if (this.#time > end) throw new Error("somebody waits again and again");
      await this.advance(1_000);
    }
  }
}

/** Lets everything happen that waits for no clock. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
