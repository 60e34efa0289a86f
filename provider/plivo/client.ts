import { checkEndpoint, vendorEndpoint } from "./endpoint";
import { parseJson } from "./error-body";
import { AlreadyExpiredError, InvalidSessionUuidError, UnreadableAnswerError } from "./errors";
import { saysAlreadyExpired } from "./failures";
import type { CreateSessionRequest, ListFilters, UpdateSessionRequest } from "./requests";
import { pageEnvelope, readSession, sessionEnvelope, type Session } from "./schemas";
import { scrub } from "./scrub";
import type { Answer, Request } from "./exchange";
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

/** A page of sessions, newest first. */
export interface SessionPage {
  readonly sessions: Session[];
  /** How many sessions the filters match, where the answer says it. */
  readonly totalCount: number | undefined;
  /** The offset of the next page; undefined: this is the last. */
  readonly nextOffset: number | undefined;
  /** The answer's Date header, as ISO 8601 in UTC. */
  readonly date: string | undefined;
}

/** The answer to a create. */
export interface CreatedSession {
  readonly session: Session;
  readonly apiId: string | undefined;
}

/**
 * A client of the calls in Plivo's document "Session API". It sends each request once. Every method throws a
 * `PlivoError` where Plivo does not answer with a success that can be read.
 */
export class PlivoClient {
  readonly authId: string;
  readonly #transport: Transport;
  readonly #collection: string;

  /** @throws EndpointError */
  constructor({ authId, authToken, endpoint = vendorEndpoint, connections, timeouts }: PlivoClientOptions) {
    this.authId = authId;
    this.#collection = `/v1/Account/${encodeURIComponent(authId)}/Masking/Session`;
    this.#transport = new Transport({
      endpoint: checkEndpoint(endpoint),
      authId,
      authToken,
      connections,
      timeouts,
    });
  }

  /** Makes a session; with `initiateCallToFirstParty` it rings the first party's phone. */
  async create(request: CreateSessionRequest): Promise<CreatedSession> {
    const sent = { method: "POST", path: this.#collection, body: wireObject(request) } as const;
    const answer = await this.#send(sent);
    const envelope = readEnvelope(sent, answer);
    const session = readSession(
      envelope.session === undefined
        ? undefined
        : {
            session_uuid: envelope.session_uuid,
            ...envelope.session,
            virtual_number: envelope.session["virtual_number"] ?? envelope.virtual_number,
          },
    );
    if (session === undefined) throw unreadable(sent, answer, "it has no session with a session_uuid");
    return { session, apiId: envelope.api_id };
  }

  /** Reads a session, live or expired. */
  async get(sessionUuid: string): Promise<Session> {
    const sent = { method: "GET", path: this.#item(sessionUuid) } as const;
    const answer = await this.#send(sent);
    const session = readSession(readEnvelope(sent, answer).response);
    if (session === undefined) throw unreadable(sent, answer, "it has no session with a session_uuid");
    return session;
  }

  /** Reads one page of the sessions that match. */
  async list(filters: ListFilters = {}): Promise<SessionPage> {
    const query = new URLSearchParams(
      Object.entries(wireObject(filters)).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const sent = { method: "GET", path: this.#collection, query } as const;
    const answer = await this.#send(sent, [filters.firstParty, filters.secondParty]);
    const page = pageEnvelope.safeParse(readEnvelope(sent, answer).response);
    if (!page.success) throw unreadable(sent, answer, "it has no page of sessions");
    const sessions = page.data.objects.map(readSession);
    if (!sessions.every((session) => session !== undefined)) {
      throw unreadable(sent, answer, "it lists a session without a session_uuid");
    }
    const { meta } = page.data;
    const offset = (filters.offset ?? 0) + sessions.length;
    const totalCount = meta?.total_count ?? undefined;
    const more = sessions.length > 0 && (totalCount === undefined ? meta?.next != null : offset < totalCount);
    return { sessions, totalCount, nextOffset: more ? offset : undefined, date: isoDate(answer.date) };
  }

  /** Reads all pages of the sessions that match, one after another. */
  async *pages(filters: ListFilters = {}): AsyncGenerator<SessionPage> {
    let offset: number | undefined = filters.offset ?? 0;
    while (offset !== undefined) {
      const page: SessionPage = await this.list({ ...filters, offset });
      yield page;
      offset = page.nextOffset;
    }
  }

  /** Reads all sessions that match, page by page. */
  async *sessions(filters: ListFilters = {}): AsyncGenerator<Session> {
    for await (const page of this.pages(filters)) yield* page.sessions;
  }

  /** Changes a live session: only what is given. With `sessionExpiry` its clock starts anew. */
  async update(sessionUuid: string, request: UpdateSessionRequest): Promise<Session> {
    const sent = { method: "POST", path: this.#item(sessionUuid), body: wireObject(request) } as const;
    const answer = await this.#send(sent);
    const session = readSession({ session_uuid: sessionUuid, ...readEnvelope(sent, answer).session });
    if (session === undefined) throw unreadable(sent, answer, "it has no session");
    return session;
  }

  /**
   * Ends a session.
   *
   * @throws AlreadyExpiredError also where Plivo says so in a success.
   */
  async expire(sessionUuid: string): Promise<void> {
    const sent = { method: "DELETE", path: this.#item(sessionUuid) } as const;
    const { status, body } = await this.#send(sent);
    const answered = sessionEnvelope.safeParse(parseJson(body));
    const error = answered.success ? answered.data.error : undefined;
    if (typeof error === "string" && saysAlreadyExpired(error)) {
      throw new AlreadyExpiredError({
        method: sent.method,
        path: sent.path,
        status,
        apiId: answered.data?.api_id,
      });
    }
  }

  /** Closes the kept connections. */
  close(): Promise<void> {
    return this.#transport.close();
  }

  /** What a request's body says of people must not come back in an error. */
  #send(request: Request, others: readonly (string | undefined)[] = []): Promise<Answer> {
    const { first_party, second_party, first_party_pin, second_party_pin } = request.body ?? {};
    const personal = [first_party, second_party, first_party_pin, second_party_pin, ...others];
    return this.#transport.send(
      request,
      personal.filter((value) => typeof value === "string"),
    );
  }

  #item(sessionUuid: string): string {
    if (!/^[A-Za-z0-9_-]{1,100}$/.test(sessionUuid)) throw new InvalidSessionUuidError();
    return `${this.#collection}/${sessionUuid}`;
  }
}

function wireObject(request: CreateSessionRequest | ListFilters): Record<string, unknown> {
  const given = Object.entries(request).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [wireName(name), value as unknown]));
}

function readEnvelope(request: Request, answer: Answer) {
  const json = parseJson(answer.body);
  const envelope = sessionEnvelope.safeParse(json);
  if (!envelope.success) throw unreadable(request, answer, "it is no JSON object");
  return envelope.data;
}

function unreadable(
  { method, path }: Request,
  { status, requestId }: Answer,
  what: string,
): UnreadableAnswerError {
  const apiId = requestId === undefined ? undefined : scrub(requestId, []);
  return new UnreadableAnswerError({ method, path, status, apiId }, what);
}

function isoDate(header: string | undefined): string | undefined {
  const time = Date.parse(header ?? "");
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
