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
export const rateLimitSeconds = 5;
/** Milliseconds. A little over it, since its clock and this one do not tick alike. */
const periodMs = rateLimitSeconds * 1_000 + 50;
/** Milliseconds for which a user is left without a word, before the first line and between two. */
const quietMs = { first: 3_000, next: 15_000 };

interface Waiter {
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
  readonly #maxRequests: number;
  readonly #maxInFlight: number;
  readonly #queue: Waiter[] = [];
  /**
   * When the requests of the last period were answered, the oldest first: none has come to Plivo later than that, while how
   * long after its sending it came is not known.
   */
  readonly #finishedAt: number[] = [];
  #inFlight = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #isWaiting = false;
  #lastLogAt = Number.NEGATIVE_INFINITY;

  constructor({ clock, log, requests = 300, inFlight = 64 }: RequestLimiterOptions) {
    this.#clock = clock;
    this.#log = log;
    this.#maxRequests = requests;
    this.#maxInFlight = inFlight;
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
      this.#inFlight -= 1;
      this.#finishedAt.push(this.#clock.elapsed());
      this.#admit();
    }
  }

  /** Lets nothing pass for so many milliseconds: Plivo has said that the limit is reached. */
  pause(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.elapsed() + milliseconds);
  }

  #admit(): void {
    while (!this.#isWaiting && this.#queue.length > 0 && this.#inFlight < this.#maxInFlight) {
      const delayMs = this.#delayMs();
      // All that may be sent is under way: the next answer asks again.
      if (delayMs === undefined) return;
      if (delayMs > 0) {
        void this.#admitAfter(delayMs);
        return;
      }
      this.#inFlight += 1;
      this.#queue.shift()?.start();
    }
  }

  #delayMs(): number | undefined {
    const now = this.#clock.elapsed();
    while ((this.#finishedAt[0] ?? now) <= now - periodMs) this.#finishedAt.shift();
    const oldest = this.#finishedAt[0];
    const paused = Math.max(0, this.#pausedUntil - now);
    if (this.#inFlight + this.#finishedAt.length < this.#maxRequests) return paused;
    return oldest === undefined ? undefined : Math.max(paused, oldest + periodMs - now);
  }

  async #admitAfter(milliseconds: number): Promise<void> {
    this.#isWaiting = true;
    this.#logWait();
    // In parts, so that the line comes in time.
    await this.#clock.wait(Math.min(milliseconds, quietMs.first));
    this.#isWaiting = false;
    this.#admit();
  }

  #logWait(): void {
    const now = this.#clock.elapsed();
    const waited = now - (this.#queue[0]?.since ?? now);
    if (waited < quietMs.first || now - this.#lastLogAt < quietMs.next) return;
    this.#lastLogAt = now;
    const count = this.#queue.length;
    this.#log(
      `Waiting for Plivo's rate limit: ${String(count)} ${count === 1 ? "session" : "sessions"} queued.`,
    );
  }
}
