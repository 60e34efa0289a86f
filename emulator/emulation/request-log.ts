/** A request to the API and its outcome. */
export interface RecordedRequest {
  method: string;
  /** As sent, without the query. */
  path: string;
  query: Record<string, string>;
  /** The decoded JSON body, or the raw text if it is no JSON, or null if there is none. */
  body: unknown;
  /** The emulator's status. 0 if a fault prevented or still delays a decision. */
  status: number;
  /** ISO 8601, by the emulator's clock. */
  time: string;
  userAgent: string | undefined;
  /** The session that the path names or that the request created. Absent if there is none. */
  sessionUuid?: string;
  /**
   * The ID of the fault that hit the request. If there are several, the one that ended it or replaced its
   * response.
   */
  fault?: string;
  /** With `fault`: the status that the client received. 0 if it received none yet. */
  sent?: number;
  /**
   * The body of the response that the client received. Absent if it was not sent in full or was dropped for
   * newer ones.
   */
  response?: string;
}

/** The maximum number of stored requests. Older ones are dropped, but still counted. */
export const maxRequests = 10_000;

/** The maximum size of all stored responses. The oldest are dropped first. */
const maxResponseCharacters = 2 * 2 ** 20;

/** The log of API requests, oldest first. */
export class RequestLog {
  readonly #onChange: () => void;
  #entries: RecordedRequest[] = [];
  #count = 0;
  #responses = new Set<RecordedRequest>();
  #responseCharacters = 0;

  /** @param onChange is called after each change. */
  constructor(onChange: () => void = () => undefined) {
    this.#onChange = onChange;
  }

  add(entry: RecordedRequest): void {
    this.#count += 1;
    this.#entries.push(entry);
    if (this.#entries.length >= 2 * maxRequests) this.#entries = this.#entries.slice(-maxRequests);
    this.#onChange();
  }

  /** Adds the response to a logged request, and drops the oldest responses beyond the limit. */
  addResponse(entry: RecordedRequest, response: string): void {
    entry.response = response;
    this.#responses.add(entry);
    this.#responseCharacters += response.length;
    for (const oldest of this.#responses) {
      if (this.#responseCharacters <= maxResponseCharacters) break;
      this.#responses.delete(oldest);
      this.#responseCharacters -= oldest.response?.length ?? 0;
      delete oldest.response;
    }
    this.#onChange();
  }

  /** The latest requests, up to 10,000. */
  all(): RecordedRequest[] {
    return this.#entries.slice(-maxRequests);
  }

  /** The requests that created a session or name it in their path. */
  ofSession(sessionUuid: string): RecordedRequest[] {
    return this.all().filter((entry) => entry.sessionUuid === sessionUuid);
  }

  /** The number of requests since the start or the last `clear`, including dropped ones. */
  count(): number {
    return this.#count;
  }

  clear(): void {
    this.#entries = [];
    this.#count = 0;
    this.#responses = new Set();
    this.#responseCharacters = 0;
    this.#onChange();
  }
}
