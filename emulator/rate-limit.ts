const REQUESTS = 300;
const WINDOW_MS = 5_000;

/** 300 requests per 5 seconds and account, over a sliding window of the emulator's clock. Refused ones don't count. */
export class RateLimiter {
  readonly #accepted = new Map<string, number[]>();

  /** Whether a request of this account at this time (milliseconds) is within the limit; counts it if so. */
  accept(authId: string, now: number): boolean {
    const recent = (this.#accepted.get(authId) ?? []).filter((time) => time > now - WINDOW_MS && time <= now);
    const accepted = recent.length < REQUESTS;
    if (accepted) recent.push(now);
    this.#accepted.set(authId, recent);
    return accepted;
  }

  clear(): void {
    this.#accepted.clear();
  }
}
