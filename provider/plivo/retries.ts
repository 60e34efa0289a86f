import type { Clock } from "../common/clock";
import { PlivoError, RateLimitedError, UnreadableAnswerError } from "./errors";

/** How far a request that failed for the moment is sent again. Times in milliseconds. */
export interface RetryLimits {
  /** Times that a request is sent at most. */
  readonly maxAttempts: number;
  /** Times that the rate limit may refuse it, which count apart. */
  readonly maxRateLimitedAttempts: number;
  /** Times that a read is sent whose answer cannot be read, which count as the others too. */
  readonly maxUnreadableAttempts: number;
  /** The longest wait before the second attempt; it doubles for each later one. */
  readonly initialDelayMs: number;
  readonly maxDelayMs: number;
  /** The longest wait that a Retry-After is followed for. */
  readonly maxRetryAfterMs: number;
  /** All attempts and the waits between them together, without the time for which attempts wait for their turn. */
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

/** What may be sent again, and what is to be done before it is. */
export interface RetryPolicy {
  /** Whether a request may be sent again after this error, which is a temporary one. */
  readonly canRetry: (error: PlivoError) => boolean;
  /** Is told of each wait; true: the next attempt waits for its turn that long, and need not be held back here. */
  readonly onRetry?: (error: PlivoError, wait: number) => boolean;
}

/** Milliseconds for which a user is left without a word. */
const quietMs = 3_000;

/**
 * Sends again what failed for the moment: bounded in attempts and in time, after exponentially growing waits of random
 * length ("full jitter"), or after what Retry-After asks for.
 *
 * Ours, since no kept library waits on a clock that it is handed.
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
   * @param send calls `leaves` when its turn has come: what it has waited for that counts towards no limit.
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

  /** Attempts at most, if this one and so many unreadable answers are among them. */
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
    // 0, or a date that has come, would spend all attempts at once.
    if (retryAfter > 0) return Math.min(retryAfter * 1000, maxRetryAfterMs);
    return this.#random() * Math.min(maxDelayMs, initialDelayMs * 2 ** (attempt - 1));
  }

  #logRetry(error: PlivoError, attempt: number, maxAttempts: number, wait: number): void {
    const seconds = String(Math.ceil(wait / 1000));
    const next = `attempt ${String(attempt + 1)} of ${String(maxAttempts)}`;
    this.#log(`Plivo fails at the moment (${error.method}, ${error.code}): ${next} in ${seconds} s.`);
  }
}

/** Such an answer can be large, and rarely becomes another one. */
function isUnreadableRead(error: PlivoError): boolean {
  return error instanceof UnreadableAnswerError && error.method === "GET";
}
