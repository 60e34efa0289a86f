import {
  readCreateResponse,
  readExpireResponse,
  readGetResponse,
  readPage,
  readUpdateResponse,
} from "./responses";
import type { CreateResponse, SessionPage } from "./responses";
import { machineClock, type Clock } from "../common/clock";
import { checkEndpoint, vendorEndpoint } from "./endpoint";
import { NotFoundError, RateLimitedError, type PlivoError } from "./errors";
import type { Response, Request } from "./http-exchange";
import { RequestLimiter } from "./request-limiter";
import type { ListFilters } from "./filters";
import type { CreateSessionRequest, UpdateSessionRequest } from "./requests";
import { Retries, type RetryPolicy, type RetryLimits } from "./retries";
import type { Session } from "./schemas";
import { checkSessionUuid } from "./session-uuid";
import { visibleLog } from "../common/visible";
import { filterTime } from "./time";
import { Transport, type Timeouts } from "./transport";
import { wireName } from "./wire-names";

export interface PlivoClientOptions {
  /** The auth ID of the account. */
  readonly authId: string;
  readonly authToken: string;
  /** The part of the API's URLs before `/v1`. Default: Plivo's. `http:` only for loopback. */
  readonly endpoint?: string;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /** Receives a line when a request waits or is retried. Default: ignores it. */
  readonly log?: (line: string) => void;
  /** Share one between clients of the same account in a process. Default: one for this client. */
  readonly limiter?: RequestLimiter;
  /** Limits of retries after temporary failures. Default: 6 attempts within 3 minutes. */
  readonly retries?: Partial<RetryLimits>;
  /** Returns 0 to 1, for random delays. Default: Math.random. */
  readonly random?: (() => number) | undefined;
  /** The maximum number of connections. Default: 64. */
  readonly connections?: number;
  /** Milliseconds. Default: connect 10 s, headers 30 s, body 30 s, overall 60 s. */
  readonly timeouts?: Partial<Timeouts>;
  /** Has HTTPS_PROXY, HTTP_PROXY and NO_PROXY. Default: the environment of this process. */
  readonly environment?: NodeJS.ProcessEnv;
}

const always = () => true;
/**
 * A walk stops after this many pages without a new session. Pages repeat sessions if others create sessions
 * faster than the walk lists them, or if a server ignores the offset.
 */
const maxRepeatedPages = 10;

/**
 * A client for the calls of Plivo's document "Session API".
 *
 * Retries a request after a temporary failure: no response, 429 or 5xx. A create is retried only if Plivo has
 * certainly not processed it, because a second create would create a second session.
 *
 * Every method throws a `PlivoError` if Plivo does not respond with a readable success. A method with a
 * `sessionUuid` throws an `InvalidSessionUuidError` before any request if the text cannot be part of a path.
 */
export class PlivoClient {
  /** The auth ID of the account. */
  readonly authId: string;
  readonly #transport: Transport;
  readonly #sessionsPath: string;
  readonly #limiter: RequestLimiter;
  readonly #retries: Retries;
  readonly #log: (line: string) => void;

  /** @throws EndpointError, ProxySettingError */
  constructor(options: PlivoClientOptions) {
    const { authId, authToken, endpoint = vendorEndpoint, connections, timeouts, environment } = options;
    const { clock = machineClock, limiter, retries, random } = options;
    const log = visibleLog(options.log ?? (() => undefined));
    this.authId = authId;
    this.#sessionsPath = `/v1/Account/${encodeURIComponent(authId)}/Masking/Session`;
    const origin = checkEndpoint(endpoint);
    this.#transport = new Transport({
      endpoint: origin,
      authId,
      authToken,
      connections,
      timeouts,
      clock,
      environment,
    });
    this.#limiter = limiter ?? new RequestLimiter({ clock, log });
    this.#retries = new Retries({ clock, log, random, limits: retries });
    this.#log = log;
  }

  /**
   * Creates a session. With `initiateCallToFirstParty`, this rings the first party's phone.
   *
   * @param onSend is called just before each attempt is sent.
   */
  async create(request: CreateSessionRequest, onSend?: () => void): Promise<CreateResponse> {
    const sent: Request = { method: "POST", path: this.#sessionsPath, body: wireObject(request) };
    const unlessProcessed = { canRetry: ({ processed }: PlivoError) => processed === "no" };
    return this.#send(sent, readCreateResponse, unlessProcessed, onSend);
  }

  /** Reads a session, live or expired. */
  async get(sessionUuid: string): Promise<Session> {
    const sent: Request = { method: "GET", path: this.#pathOf(sessionUuid) };
    return this.#send(sent, (response) => readGetResponse(response, sessionUuid));
  }

  /** Reads a session. Undefined if the account has no such session. */
  async find(sessionUuid: string): Promise<Session | undefined> {
    try {
      return await this.get(sessionUuid);
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
  }

  /** Lists one page of the sessions that match. */
  async list(filters: ListFilters = {}): Promise<SessionPage> {
    const query = new URLSearchParams(Object.entries(wireObject(filters)).map(queryParameter));
    return this.#send({ method: "GET", path: this.#sessionsPath, query }, (response) =>
      readPage(response, filters.offset ?? 0),
    );
  }

  /**
   * Lists all pages of the sessions that match, each session once. `limit` is the size of a page.
   *
   * Sessions created during the walk move others to a later page, so a page can repeat sessions: they are
   * dropped. A session that stops matching (by status, duration or expiryTime) moves others to an earlier
   * page. If the total falls, the walk goes back that far. It can miss sessions if as many new ones match at
   * the same time.
   */
  async *pages(filters: ListFilters = {}): AsyncGenerator<SessionPage> {
    const seen = new Set<string>();
    let offset: number | undefined = filters.offset ?? 0;
    let total = 0;
    let repeatedPages = 0;
    while (offset !== undefined) {
      const page: SessionPage = await this.list({ ...filters, offset });
      const sessions = page.sessions.filter(({ sessionUuid }) => {
        const known = seen.has(sessionUuid);
        seen.add(sessionUuid);
        return !known;
      });
      yield { ...page, sessions };
      repeatedPages = sessions.length === 0 ? repeatedPages + 1 : 0;
      const dropped = Math.max(0, total - (page.totalCount ?? total));
      total = page.totalCount ?? total;
      const next: number | undefined =
        dropped === 0 ? page.nextOffset : Math.max(filters.offset ?? 0, offset - dropped);
      offset = repeatedPages === maxRepeatedPages ? undefined : next;
    }
  }

  /** Lists all sessions that match, page by page, each once. */
  async *sessions(filters: ListFilters = {}): AsyncGenerator<Session> {
    for await (const { sessions } of this.pages(filters)) yield* sessions;
  }

  /**
   * Updates the given fields of a live session. `sessionExpiry` restarts the session's clock. If the response
   * is lost, the retry restarts it again, and logs that.
   *
   * @param onResponseLost is called before each retry after a lost response. Plivo may have processed the
   * update, whatever error comes next.
   */
  async update(
    sessionUuid: string,
    request: UpdateSessionRequest,
    onResponseLost?: () => void,
  ): Promise<Session> {
    const sent: Request = { method: "POST", path: this.#pathOf(sessionUuid), body: wireObject(request) };
    const onRetry = ({ processed }: PlivoError) => {
      if (processed !== "no") onResponseLost?.();
      if (request.sessionExpiry !== undefined && processed !== "no") {
        this.#log(
          `Masking session ${sessionUuid}: the update of sessionExpiry is sent again after a lost response, which restarts ` +
            "the session's clock again.",
        );
      }
      return false;
    };
    return this.#send(sent, (response) => readUpdateResponse(response, sessionUuid), {
      canRetry: always,
      onRetry,
    });
  }

  /**
   * Expires a session.
   *
   * @throws AlreadyExpiredError, also if a response with a success status says so.
   */
  async expire(sessionUuid: string): Promise<void> {
    await this.#send({ method: "DELETE", path: this.#pathOf(sessionUuid) }, readExpireResponse);
  }

  /** Closes the connections, after the requests in flight. */
  close(): Promise<void> {
    return this.#transport.close();
  }

  /** Each attempt waits for the limiter. After a 429, the limiter pauses all requests of the account. */
  #send<T>(
    request: Request,
    read: (response: Response) => T,
    { canRetry, onRetry }: RetryPolicy = { canRetry: always },
    onSend?: () => void,
  ): Promise<T> {
    const attempt = async (onStart: () => void) => {
      const response = await this.#limiter.run(() => {
        onStart();
        onSend?.();
        return this.#transport.send(request);
      });
      return read(response);
    };
    return this.#retries.run(attempt, {
      canRetry,
      onRetry: (error, wait) => {
        if (!(error instanceof RateLimitedError)) return onRetry?.(error, wait) ?? false;
        this.#limiter.pause(wait);
        return true;
      },
    });
  }

  #pathOf(sessionUuid: string): string {
    checkSessionUuid(sessionUuid);
    return `${this.#sessionsPath}/${encodeURIComponent(sessionUuid)}`;
  }
}

function wireObject(request: CreateSessionRequest | ListFilters): Record<string, unknown> {
  const given = Object.entries<unknown>(request).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [wireName(name), value]));
}

function queryParameter([name, value]: [string, unknown]): [string, string] {
  const text = String(value);
  if (/^(?:created|expiry)_time/.test(name)) return [name, filterTime(text)];
  // Without "+", as Plivo stores numbers: its document does not say that filters accept a "+".
  return [name, /_(?:party|number)$/.test(name) ? text.replace(/^\+/, "") : text];
}
