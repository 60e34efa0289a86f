/** One request to the API as the emulator saw it, and the status it answered. */
export interface RecordedRequest {
  method: string;
  /** As sent, without the query. */
  path: string;
  query: Record<string, string>;
  /** The decoded JSON body; the raw text where it was no JSON; null where there was none. */
  body: unknown;
  status: number;
  /** ISO 8601, of the emulator's clock. */
  time: string;
  userAgent: string | undefined;
}

/** How many requests are kept; older ones are forgotten, though still counted. */
export const KEPT_REQUESTS = 10_000;

/** The bounded log of API requests, oldest first. */
export class RequestLog {
  #entries: RecordedRequest[] = [];
  #count = 0;

  add(entry: RecordedRequest): void {
    this.#count += 1;
    this.#entries.push(entry);
    if (this.#entries.length >= 2 * KEPT_REQUESTS) this.#entries = this.#entries.slice(-KEPT_REQUESTS);
  }

  /** The latest requests, at most 10,000. */
  all(): RecordedRequest[] {
    return this.#entries.slice(-KEPT_REQUESTS);
  }

  /** All requests since the start or the last clear, forgotten ones too. */
  count(): number {
    return this.#count;
  }

  clear(): void {
    this.#entries = [];
    this.#count = 0;
  }
}
