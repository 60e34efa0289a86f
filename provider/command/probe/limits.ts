/** The session_expiry of each create, the maximum lifetime of a probe's session. */
export const sessionLifeSeconds = 240;

/** Hard limits of a run. */
export const limits = {
  sessions: 24,
  requests: 300,
  /** The part of these requests that is reserved for expiring sessions. */
  requestsForCleanUp: 100,
  /** Further requests with --rate-limit: Plivo refuses the 301st within 5 seconds. */
  requestsOfFlood: 400,
} as const;

export class LimitReached extends Error {}

export type Purpose = "question" | "create" | "cleanUp" | "flood";

/** Counts a run's sessions and requests. */
export class Budget {
  readonly #floods: boolean;
  #sessions = 0;
  #requests = 0;
  #flood = 0;

  /** @param floods whether the run tests the rate limit */
  constructor(floods: boolean) {
    this.#floods = floods;
  }

  get sessions(): number {
    return this.#sessions;
  }

  get requests(): number {
    return this.#requests + this.#flood;
  }

  /** Counts a request, and a create's session. @throws LimitReached, with nothing counted */
  take(purpose: Purpose): void {
    if (purpose === "flood") {
      if (!this.#floods || this.#flood >= limits.requestsOfFlood) throw new LimitReached("the flood is over");
      this.#flood += 1;
      return;
    }
    const max = purpose === "cleanUp" ? limits.requests : limits.requests - limits.requestsForCleanUp;
    if (this.#requests >= max)
      throw new LimitReached(`the limit of ${String(limits.requests)} requests is reached`);
    if (purpose === "create" && this.#sessions >= limits.sessions)
      throw new LimitReached(`the limit of ${String(limits.sessions)} sessions is reached`);
    this.#requests += 1;
    if (purpose === "create") this.#sessions += 1;
  }
}
