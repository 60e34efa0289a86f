/** The emulator's time: real time plus an offset that controls move. Everything the emulator dates uses it. */
export class EmulatorClock {
  readonly #realNow: () => number;
  readonly #listeners: (() => void)[] = [];
  #offset = 0;

  /** @param realNow source of real time in milliseconds since the epoch */
  constructor(realNow: () => number) {
    this.#realNow = realNow;
  }

  /** Milliseconds between the emulator's time and real time. */
  get offset(): number {
    return this.#offset;
  }

  /** The emulator's time in milliseconds since the epoch. */
  now(): number {
    return this.#realNow() + this.#offset;
  }

  /** Lets time pass: `seconds` (0 or more, fractions allowed). */
  advance(seconds: number): void {
    if (!Number.isFinite(seconds) || seconds < 0) throw new RangeError("advance takes 0 or more seconds");
    this.set(this.now() + seconds * 1000);
  }

  /** Moves to a point in time, also into the past: milliseconds since the epoch, or an ISO 8601 text. */
  set(time: number | string): void {
    const target = typeof time === "number" ? time : Date.parse(time);
    if (Number.isNaN(new Date(target).getTime())) throw new RangeError("the time is not a valid date");
    this.#offset += target - this.now();
    this.#notify();
  }

  /** Moves to so many milliseconds from real time. */
  setOffset(offset: number): void {
    this.#offset = offset;
    this.#notify();
  }

  /** Calls back each time that the offset has changed. */
  onMove(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Back to real time. */
  reset(): void {
    this.setOffset(0);
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
