import type { EmulatorClock } from "../common/clock";

/** How long something is held: on the emulator's clock, in real time, or until it is let go. */
export interface HoldDuration {
  seconds?: number | undefined;
  milliseconds?: number | undefined;
}

interface Hold {
  /** The clock's offset at which it ends. */
  until: number;
  timer: NodeJS.Timeout | undefined;
  end: () => void;
}

/** What waits for the emulator's clock to be moved, or for real time to pass. */
export class Holds {
  readonly #clock: EmulatorClock;
  readonly #held = new Set<Hold>();

  constructor(clock: EmulatorClock) {
    this.#clock = clock;
    clock.onMove(() => {
      this.#endDue();
    });
  }

  /** Calls back when the duration is over, or what is held is let go. */
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

  /** Lets go of everything, in the order in which it came. */
  release(): void {
    for (const hold of [...this.#held]) hold.end();
  }

  /** Forgets everything: what is held never goes on. */
  abandon(): void {
    for (const { timer } of this.#held) clearTimeout(timer);
    this.#held.clear();
  }

  #endDue(): void {
    const due = [...this.#held].filter(({ until }) => until <= this.#clock.offset);
    for (const hold of due.sort((one, other) => one.until - other.until)) hold.end();
  }
}
