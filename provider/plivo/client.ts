import { readCreated, readExpired, readOne, readPage, readUpdated } from "./answers";
import type { CreatedSession, SessionPage } from "./answers";
import { checkEndpoint, vendorEndpoint } from "./endpoint";
import type { CreateSessionRequest, ListFilters, UpdateSessionRequest } from "./requests";
import type { Session } from "./schemas";
import { checkSessionUuid } from "./session-uuid";
import { filterTime } from "./time";
import { Transport, type Timeouts } from "./transport";
import { wireName } from "./wire-names";

export interface PlivoClientOptions {
  /** The account's auth ID. */
  readonly authId: string;
  readonly authToken: string;
  /** What stands before `/v1`. Default: the vendor's own. `http:` is for loopback alone. */
  readonly endpoint?: string;
  /** Connections at most. Default: 32. */
  readonly connections?: number;
  /** Milliseconds. Default: connect 10 s, headers 30 s, body 30 s, overall 60 s. */
  readonly timeouts?: Partial<Timeouts>;
}

/**
 * A client of the calls in Plivo's document "Session API". It sends each request once.
 *
 * Every method throws a `PlivoError` where Plivo does not answer with a success that can be read, and those that take a
 * `sessionUuid` an `InvalidSessionUuidError`, with nothing sent, for one that cannot stand in a path.
 */
export class PlivoClient {
  /** The account that requests are made for. */
  readonly authId: string;
  readonly #transport: Transport;
  readonly #collection: string;

  /** @throws EndpointError */
  constructor({ authId, authToken, endpoint = vendorEndpoint, connections, timeouts }: PlivoClientOptions) {
    this.authId = authId;
    this.#collection = `/v1/Account/${encodeURIComponent(authId)}/Masking/Session`;
    const origin = checkEndpoint(endpoint);
    this.#transport = new Transport({ endpoint: origin, authId, authToken, connections, timeouts });
  }

  /** Makes a session; with `initiateCallToFirstParty` it rings the first party's phone. */
  async create(request: CreateSessionRequest): Promise<CreatedSession> {
    const body = wireObject(request);
    return readCreated(await this.#transport.send({ method: "POST", path: this.#collection, body }));
  }

  /** Reads a session, live or expired. */
  async get(sessionUuid: string): Promise<Session> {
    return readOne(await this.#transport.send({ method: "GET", path: this.#item(sessionUuid) }));
  }

  /** Reads one page of the sessions that match. */
  async list(filters: ListFilters = {}): Promise<SessionPage> {
    const query = new URLSearchParams(Object.entries(wireObject(filters)).map(queryParameter));
    const answer = await this.#transport.send({ method: "GET", path: this.#collection, query });
    return readPage(answer, filters.offset ?? 0);
  }

  /** Reads all pages of the sessions that match, one after another; `limit` is the size of a page. */
  async *pages(filters: ListFilters = {}): AsyncGenerator<SessionPage> {
    let offset: number | undefined = filters.offset ?? 0;
    while (offset !== undefined) {
      const page: SessionPage = await this.list({ ...filters, offset });
      yield page;
      offset = page.nextOffset;
    }
  }

  /**
   * Reads all sessions that match, page by page, each once: one that is made meanwhile moves others onto the next page.
   * With a filter on status, one that expires meanwhile can make the walk miss another.
   */
  async *sessions(filters: ListFilters = {}): AsyncGenerator<Session> {
    const seen = new Set<string>();
    for await (const { sessions } of this.pages(filters)) {
      for (const session of sessions) {
        if (!seen.has(session.sessionUuid)) yield session;
        seen.add(session.sessionUuid);
      }
    }
  }

  /** Changes a live session: only what is given. With `sessionExpiry` its clock starts anew. */
  async update(sessionUuid: string, request: UpdateSessionRequest): Promise<Session> {
    const sent = { method: "POST", path: this.#item(sessionUuid), body: wireObject(request) } as const;
    return readUpdated(await this.#transport.send(sent), sessionUuid);
  }

  /**
   * Ends a session.
   *
   * @throws AlreadyExpiredError also where Plivo says so in a success.
   */
  async expire(sessionUuid: string): Promise<void> {
    readExpired(await this.#transport.send({ method: "DELETE", path: this.#item(sessionUuid) }));
  }

  /** Closes the kept connections, once what is under way has ended. */
  close(): Promise<void> {
    return this.#transport.close();
  }

  #item(sessionUuid: string): string {
    checkSessionUuid(sessionUuid);
    return `${this.#collection}/${encodeURIComponent(sessionUuid)}`;
  }
}

function wireObject(request: CreateSessionRequest | ListFilters): Record<string, unknown> {
  const given = Object.entries(request).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [wireName(name), value as unknown]));
}

function queryParameter([name, value]: [string, unknown]): [string, string] {
  return [name, /^(?:created|expiry)_time/.test(name) ? filterTime(String(value)) : String(value)];
}
