const maxRequests = 300;
const windowMs = 5_000;

/** 300 requests per 5 seconds and account, over a sliding window of the emulator's clock. Refused ones don't count. */
export class RateLimiter {
  readonly #accepted = new Map<string, number[]>();

  /** Whether a request of this account at this time (milliseconds) is within the limit; counts it if so. */
  accept(authId: string, now: number): boolean {
    const recent = (this.#accepted.get(authId) ?? []).filter((time) => time > now - windowMs && time <= now);
    const accepted = recent.length < maxRequests;
    if (accepted) recent.push(now);
    this.#accepted.set(authId, recent);
    return accepted;
  }

  /** Whole seconds until a request of this account is accepted again, if no other comes. */
  retryAfterSeconds(authId: string, now: number): number {
    const [oldest = now] = this.#accepted.get(authId) ?? [];
    return Math.max(1, Math.ceil((oldest + windowMs - now) / 1000));
  }

  clear(): void {
    this.#accepted.clear();
  }
}
