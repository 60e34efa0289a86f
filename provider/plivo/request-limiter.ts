import type { Clock } from "../common/clock";

export interface RequestLimiterOptions {
  readonly clock: Clock;
  /** Shows one line to the user. */
  readonly log: (line: string) => void;
  /** Requests in 5 seconds. Default: 300, the limit of an account in Plivo's "Account and feature limits". */
  readonly requests?: number;
  /** Requests under way at once. Default: 64, so that at answer times of up to 1 s it is the limit above that keeps requests back. */
  readonly inFlight?: number;
}

/** Seconds over which Plivo counts an account's requests. */
export const countedSeconds = 5;
/** Milliseconds. A little over it, since its clock and this one do not tick alike. */
const period = countedSeconds * 1_000 + 50;
/** Milliseconds for which a user is left without a word, before the first line and between two. */
const quiet = { first: 3_000, next: 15_000 };

interface Turn {
  readonly start: () => void;
  /** By the clock's elapsed milliseconds. */
  readonly since: number;
}

/**
 * Lets an account's requests pass in their order, no more at once and in any 5 seconds than it may make.
 *
 * A request counts until 5.05 s after its answer, so that the rate is 300 in 5.05 s and the answer time: 58 a second at 0.1 s, 50 at 1 s. To count
 * from the sending would be faster and pass the limit, where some requests come to Plivo late and others at once.
 */
export class RequestLimiter {
  readonly #clock: Clock;
  readonly #log: (line: string) => void;
  readonly #requests: number;
  readonly #inFlight: number;
  readonly #queue: Turn[] = [];
  /**
   * When the requests of the last period were answered, the oldest first: none has come to Plivo later than that, while how
   * long after its sending it came is not known.
   */
  readonly #answered: number[] = [];
  #underWay = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #waiting = false;
  #lastLine = Number.NEGATIVE_INFINITY;

  constructor({ clock, log, requests = 300, inFlight = 64 }: RequestLimiterOptions) {
    this.#clock = clock;
    this.#log = log;
    this.#requests = requests;
    this.#inFlight = inFlight;
  }

  /** Runs `send` when it is its turn. */
  async run<T>(send: () => Promise<T>): Promise<T> {
    await new Promise<void>((resolve) => {
      this.#queue.push({ start: resolve, since: this.#clock.elapsed() });
      this.#admit();
    });
    try {
      return await send();
    } finally {
      this.#underWay -= 1;
      this.#answered.push(this.#clock.elapsed());
      this.#admit();
    }
  }

  /** Lets nothing pass for so many milliseconds: Plivo has said that the limit is reached. */
  pause(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.elapsed() + milliseconds);
  }

  #admit(): void {
    while (!this.#waiting && this.#queue.length > 0 && this.#underWay < this.#inFlight) {
      const wait = this.#millisecondsToWait();
      // All that may be sent is under way: the next answer asks again.
      if (wait === undefined) return;
      if (wait > 0) {
        void this.#admitAfter(wait);
        return;
      }
      this.#underWay += 1;
      this.#queue.shift()?.start();
    }
  }

  #millisecondsToWait(): number | undefined {
    const now = this.#clock.elapsed();
    while ((this.#answered[0] ?? now) <= now - period) this.#answered.shift();
    const oldest = this.#answered[0];
    const paused = Math.max(0, this.#pausedUntil - now);
    if (this.#underWay + this.#answered.length < this.#requests) return paused;
    return oldest === undefined ? undefined : Math.max(paused, oldest + period - now);
  }

  async #admitAfter(milliseconds: number): Promise<void> {
    this.#waiting = true;
    this.#tell();
    // In parts, so that the line comes in time.
    await this.#clock.wait(Math.min(milliseconds, quiet.first));
    this.#waiting = false;
    this.#admit();
  }

  #tell(): void {
    const now = this.#clock.elapsed();
    const waited = now - (this.#queue[0]?.since ?? now);
    if (waited < quiet.first || now - this.#lastLine < quiet.next) return;
    this.#lastLine = now;
    const count = this.#queue.length;
    this.#log(
      `Waiting for Plivo's rate limit: ${String(count)} ${count === 1 ? "session" : "sessions"} queued.`,
    );
  }
}
