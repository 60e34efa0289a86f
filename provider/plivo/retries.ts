import type { Clock } from "../common/clock";
import { PlivoError, RateLimitedError, UnreadableAnswerError } from "./errors";

/** Limits of retries after temporary failures. */
export interface RetryLimits {
  /** Attempts of a request, the first included. Default: 6. */
  readonly maxAttempts: number;
  /** Attempts that end with a 429. They count separately. Default: 12. */
  readonly maxRateLimitedAttempts: number;
  /** Attempts of a GET that end with an unreadable response. They also count as attempts. Default: 3. */
  readonly maxUnreadableAttempts: number;
  /** The maximum delay before the second attempt. It doubles with each attempt. Default: 500. */
  readonly initialDelayMs: number;
  /** The maximum delay before an attempt, except after a Retry-After. Default: 16,000. */
  readonly maxDelayMs: number;
  /** The maximum delay after a Retry-After that asks for more. Default: 60,000. */
  readonly maxRetryAfterMs: number;
  /** All attempts and delays together, without the time in the request limiter's queue. Default: 180,000. */
  readonly maxTotalMs: number;
}

export const defaultRetries: RetryLimits = {
  maxAttempts: 6,
  maxRateLimitedAttempts: 12,
  maxUnreadableAttempts: 3,
  initialDelayMs: 500,
  maxDelayMs: 16_000,
  maxRetryAfterMs: 60_000,
  maxTotalMs: 180_000,
};

export interface RetriesOptions {
  readonly clock: Clock;
  /** Shows one line to the user. */
  readonly log: (line: string) => void;
  /** From 0 to 1. Default: Math.random. */
  readonly random?: (() => number) | undefined;
  readonly limits?: Partial<RetryLimits> | undefined;
}

/** What may be retried. */
export interface RetryPolicy {
  /** Whether the request may be sent again after this temporary error. */
  readonly canRetry: (error: PlivoError) => boolean;
  /**
   * Called before each retry with its delay in milliseconds. Returns true if the request limiter serves the
   * delay.
   */
  readonly onRetry?: (error: PlivoError, wait: number) => boolean;
}

/** The time before the first log line. */
const quietMs = 3_000;

/**
 * Retries temporary failures, with limits on attempts and time. Delays grow exponentially with full jitter,
 * or follow a Retry-After.
 *
 * Not a library, because no maintained one waits on an injected clock.
 */
export class Retries {
  readonly #clock: Clock;
  readonly #log: (line: string) => void;
  readonly #random: () => number;
  readonly #limits: RetryLimits;

  constructor({ clock, log, random = Math.random, limits }: RetriesOptions) {
    this.#clock = clock;
    this.#log = log;
    this.#random = random;
    this.#limits = { ...defaultRetries, ...limits };
  }

  /**
   * @param send calls `onStart` when the request limiter lets it start. The time before that does not count.
   * @throws the error of the last attempt.
   */
  async run<T>(send: (onStart: () => void) => Promise<T>, { canRetry, onRetry }: RetryPolicy): Promise<T> {
    let spentMs = 0;
    const attempts = { limited: 0, failed: 0 };
    let unreadable = 0;
    for (;;) {
      let startedAt = this.#clock.elapsed();
      const onStart = () => {
        startedAt = this.#clock.elapsed();
      };
      try {
        return await send(onStart);
      } catch (error) {
        if (!(error instanceof PlivoError) || !error.temporary || !canRetry(error)) throw error;
        spentMs += this.#clock.elapsed() - startedAt;
        const attempt = (attempts[error instanceof RateLimitedError ? "limited" : "failed"] += 1);
        if (isUnreadableRead(error)) unreadable += 1;
        const maxAttempts = this.#maxAttempts(error, attempt, unreadable);
        const wait = this.#delayMs(error, attempt);
        if (attempt >= maxAttempts || spentMs + wait > this.#limits.maxTotalMs) throw error;
        spentMs += wait;
        if (onRetry?.(error, wait) === true) continue;
        if (spentMs >= quietMs) this.#logRetry(error, attempt, maxAttempts, wait);
        await this.#clock.wait(wait);
      }
    }
  }

  /** The maximum number of attempts, after this attempt and this many unreadable responses. */
  #maxAttempts(error: PlivoError, attempt: number, unreadable: number): number {
    const { maxAttempts, maxRateLimitedAttempts, maxUnreadableAttempts } = this.#limits;
    if (error instanceof RateLimitedError) return maxRateLimitedAttempts;
    return isUnreadableRead(error)
      ? Math.min(maxAttempts, attempt + maxUnreadableAttempts - unreadable)
      : maxAttempts;
  }

  #delayMs(error: PlivoError, attempt: number): number {
    const { initialDelayMs, maxDelayMs, maxRetryAfterMs } = this.#limits;
    const retryAfter = error instanceof RateLimitedError ? (error.retryAfter ?? 0) : 0;
    // 0, or a date in the past, would use up all attempts at once.
    if (retryAfter > 0) return Math.min(retryAfter * 1000, maxRetryAfterMs);
    return this.#random() * Math.min(maxDelayMs, initialDelayMs * 2 ** (attempt - 1));
  }

  #logRetry(error: PlivoError, attempt: number, maxAttempts: number, wait: number): void {
    const seconds = String(Math.ceil(wait / 1000));
    const next = `attempt ${String(attempt + 1)} of ${String(maxAttempts)}`;
    this.#log(
      `Plivo is not responding (${error.method}, ${error.code}): retrying in ${seconds} s (${next}).`,
    );
  }
}

/** Such a response can be large, and a retry rarely gets another one. */
function isUnreadableRead(error: PlivoError): boolean {
  return error instanceof UnreadableAnswerError && error.method === "GET";
}
