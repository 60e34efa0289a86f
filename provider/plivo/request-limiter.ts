import type { Clock } from "../common/clock";

export interface RequestLimiterOptions {
  readonly clock: Clock;
  /** Shows one line to the user. */
  readonly log: (line: string) => void;
  /** The maximum in 5 seconds. Default: 300, an account's limit in Plivo's "Account and feature limits". */
  readonly requests?: number;
  /**
   * The maximum in flight at once. Default: 64, enough to reach the limit above at response times of up to 1
   * s.
   */
  readonly inFlight?: number;
}

/** The period in seconds over which Plivo counts an account's requests. */
export const rateLimitSeconds = 5;
/** A little longer, because clocks differ in speed. */
const periodMs = rateLimitSeconds * 1_000 + 50;
/** The time before the first log line, and between two. */
const quietMs = { first: 3_000, next: 15_000 };

interface Waiter {
  readonly start: () => void;
  /** In the clock's elapsed milliseconds. */
  readonly queuedAt: number;
}

/**
 * Limits the requests of an account in flight and in any 5 seconds, first come, first served.
 *
 * A request counts until 5.05 s after its response. The maximum rate is 300 in 5.05 s plus the response time:
 * 58 per second at 0.1 s, 50 at 1 s. Counting from the send time would allow more, but could exceed the limit
 * if some requests are delayed in transit.
 */
export class RequestLimiter {
  readonly #clock: Clock;
  readonly #log: (line: string) => void;
  readonly #maxRequests: number;
  readonly #maxInFlight: number;
  readonly #queue: Waiter[] = [];
  /** When the requests of the last period ended, oldest first. Each arrived at Plivo before that. */
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

  /** Runs `send` as soon as the limits allow it. */
  async run<T>(send: () => Promise<T>): Promise<T> {
    await new Promise<void>((resolve) => {
      this.#queue.push({ start: resolve, queuedAt: this.#clock.elapsed() });
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

  /** Starts no request for this many milliseconds, after a 429. */
  pause(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.elapsed() + milliseconds);
  }

  #admit(): void {
    while (!this.#isWaiting && this.#queue.length > 0 && this.#inFlight < this.#maxInFlight) {
      const delayMs = this.#delayMs();
      // All allowed requests are in flight: the next response calls this again.
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
    // In parts, to log in time.
    await this.#clock.wait(Math.min(milliseconds, quietMs.first));
    this.#isWaiting = false;
    this.#admit();
  }

  #logWait(): void {
    const now = this.#clock.elapsed();
    const waited = now - (this.#queue[0]?.queuedAt ?? now);
    if (waited < quietMs.first || now - this.#lastLogAt < quietMs.next) return;
    this.#lastLogAt = now;
    const count = this.#queue.length;
    this.#log(
      `Waiting for Plivo's rate limit: ${String(count)} ${count === 1 ? "session" : "sessions"} queued.`,
    );
  }
}
