const maxRequests = 300;
const windowMs = 5_000;

/**
 * 300 requests per 5 seconds and account, in a sliding window by the emulator's clock. Rejected requests do
 * not count.
 */
export class RateLimiter {
  readonly #accepted = new Map<string, number[]>();

  /** Whether a request at this time (milliseconds) is within the limit. If so, it is counted. */
  accept(authId: string, now: number): boolean {
    const recent = (this.#accepted.get(authId) ?? []).filter((time) => time > now - windowMs && time <= now);
    const accepted = recent.length < maxRequests;
    if (accepted) recent.push(now);
    this.#accepted.set(authId, recent);
    return accepted;
  }

  /** Whole seconds until the account's next request would be accepted. */
  retryAfterSeconds(authId: string, now: number): number {
    const [oldest = now] = this.#accepted.get(authId) ?? [];
    return Math.max(1, Math.ceil((oldest + windowMs - now) / 1000));
  }

  clear(): void {
    this.#accepted.clear();
  }
}
