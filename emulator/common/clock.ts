/** The emulator's clock: real time plus an offset that controls can change. All its dates come from it. */
export class EmulatorClock {
  readonly #realNow: () => number;
  readonly #listeners: (() => void)[] = [];
  #offset = 0;

  /** @param realNow source of real time in milliseconds since the epoch. */
  constructor(realNow: () => number) {
    this.#realNow = realNow;
  }

  /** Milliseconds from real time to the emulator's time. */
  get offset(): number {
    return this.#offset;
  }

  /** The emulator's time in milliseconds since the epoch. */
  now(): number {
    return this.#realNow() + this.#offset;
  }

  /** Moves the clock forward by `seconds` (0 or more, fractions allowed). */
  advance(seconds: number): void {
    if (!Number.isFinite(seconds) || seconds < 0) throw new RangeError("advance takes 0 or more seconds");
    this.set(this.now() + seconds * 1000);
  }

  /** Sets the time, which may be in the past: milliseconds since the epoch, or an ISO 8601 text. */
  set(time: number | string): void {
    const target = typeof time === "number" ? time : Date.parse(time);
    if (Number.isNaN(new Date(target).getTime())) throw new RangeError("the time is not a valid date");
    this.#offset += target - this.now();
    this.#notify();
  }

  /** Sets the difference from real time, in milliseconds. */
  setOffset(offset: number): void {
    this.#offset = offset;
    this.#notify();
  }

  /** Calls `listener` after each change of the offset. */
  onMove(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Resets the clock to real time. */
  reset(): void {
    this.setOffset(0);
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
