/** One request to the API as the emulator saw it, and what became of it. */
export interface RecordedRequest {
  method: string;
  /** As sent, without the query. */
  path: string;
  query: Record<string, string>;
  /** The decoded JSON body; the raw text where it was no JSON; null where there was none. */
  body: unknown;
  /** What the emulator decided; 0 where a fault kept it from deciding, or has so far. */
  status: number;
  /** ISO 8601, of the emulator's clock. */
  time: string;
  userAgent: string | undefined;
  /** The session that its path names, or that it created. Absent where there is none. */
  sessionUuid?: string;
  /** The id of the fault that hit it: of several the one that ended it or replaced its answer. Absent where none did. */
  fault?: string;
  /** With `fault`: the status that the client was sent; 0 where none was, or not yet. */
  sent?: number;
  /** The body of the response as the client was sent it. Absent if none was sent in full, or if newer ones have taken its place. */
  response?: string;
}

/** How many requests are kept; older ones are forgotten, though still counted. */
export const maxRequests = 10_000;

/** How many characters of responses are kept in all, those of the latest requests. */
const maxResponseCharacters = 2 * 2 ** 20;

/** The bounded log of API requests, oldest first. */
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

  /** Keeps the response to a request that is in the log, and forgets the oldest responses if there is too much of them. */
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

  /** The latest requests, at most 10,000. */
  all(): RecordedRequest[] {
    return this.#entries.slice(-maxRequests);
  }

  /** Those among them that concern a session: its creation, and what names it in the path. */
  ofSession(sessionUuid: string): RecordedRequest[] {
    return this.all().filter((entry) => entry.sessionUuid === sessionUuid);
  }

  /** All requests since the start or the last clear, forgotten ones too. */
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
