import type { EmulatorClock } from "../common/clock";

/** The duration of a hold: on the emulator's clock, in real time, or until it is released. */
export interface HoldDuration {
  seconds?: number | undefined;
  milliseconds?: number | undefined;
}

interface Hold {
  /** The clock's offset at which the hold ends. */
  until: number;
  timer: NodeJS.Timeout | undefined;
  end: () => void;
}

/** Requests that wait for the emulator's clock or for real time. */
export class Holds {
  readonly #clock: EmulatorClock;
  readonly #held = new Set<Hold>();

  constructor(clock: EmulatorClock) {
    this.#clock = clock;
    clock.onMove(() => {
      this.#endDue();
    });
  }

  /** Calls `onEnd` after the duration, or when the hold is released. */
  hold({ seconds, milliseconds }: HoldDuration, onEnd: () => void): void {
    const hold: Hold = {
      until: seconds === undefined ? Infinity : this.#clock.offset + seconds * 1000,
      timer: undefined,
      end: () => {
        clearTimeout(hold.timer);
        this.#held.delete(hold);
        onEnd();
      },
    };
    if (milliseconds !== undefined) hold.timer = setTimeout(hold.end, milliseconds);
    this.#held.add(hold);
  }

  /** Ends all holds in the order in which they started. */
  release(): void {
    for (const hold of [...this.#held]) hold.end();
  }

  /** Drops all holds: what is held never continues. */
  abandon(): void {
    for (const { timer } of this.#held) clearTimeout(timer);
    this.#held.clear();
  }

  #endDue(): void {
    const due = [...this.#held].filter(({ until }) => until <= this.#clock.offset);
    for (const hold of due.sort((one, other) => one.until - other.until)) hold.end();
  }
}
