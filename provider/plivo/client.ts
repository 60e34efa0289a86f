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
  /** The account's auth ID. */
  readonly authId: string;
  readonly authToken: string;
  /** What stands before `/v1`. Default: the vendor's own. `http:` is for loopback alone. */
  readonly endpoint?: string;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Shows one line to the user: that a request waits, or is sent again. Default: says nothing. */
  readonly log?: (line: string) => void;
  /** What the account's requests in this process pass through. Default: one for this client. */
  readonly limiter?: RequestLimiter;
  /** How far a request that failed for the moment is sent again. Default: up to 6 times within 3 minutes. */
  readonly retries?: Partial<RetryLimits>;
  /** From 0 to 1, for the length of waits. Default: Math.random. */
  readonly random?: (() => number) | undefined;
  /** Connections at most. Default: 64. */
  readonly connections?: number;
  /** Milliseconds. Default: connect 10 s, headers 30 s, body 30 s, overall 60 s. */
  readonly timeouts?: Partial<Timeouts>;
  /** Where HTTPS_PROXY, HTTP_PROXY and NO_PROXY are read. Default: this process's environment. */
  readonly environment?: NodeJS.ProcessEnv;
}

const always = () => true;
/** Pages in a row on which all are known, since others make sessions faster than they are listed, before a walk ends. */
const maxRepeatedPages = 10;

/**
 * A client of the calls in Plivo's document "Session API".
 *
 * A request that fails for the moment (a lost connection or answer, 429, 5xx) is sent again, a few times and for a bounded
 * time, where that is harmless; a create, which would make a second session, only where Plivo has surely not carried it out.
 *
 * Every method throws a `PlivoError` where Plivo does not answer with a success that can be read, and those that take a
 * `sessionUuid` an `InvalidSessionUuidError`, with nothing sent, for one that cannot stand in a path.
 */
export class PlivoClient {
  /** The account that requests are made for. */
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
   * Makes a session; with `initiateCallToFirstParty` it rings the first party's phone.
   *
   * @param onSend is called each time just before the request leaves.
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

  /** Reads a session; undefined if the account does not know it. */
  async find(sessionUuid: string): Promise<Session | undefined> {
    try {
      return await this.get(sessionUuid);
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
  }

  /** Reads one page of the sessions that match. */
  async list(filters: ListFilters = {}): Promise<SessionPage> {
    const query = new URLSearchParams(Object.entries(wireObject(filters)).map(queryParameter));
    return this.#send({ method: "GET", path: this.#sessionsPath, query }, (response) =>
      readPage(response, filters.offset ?? 0),
    );
  }

  /**
   * Reads all pages of the sessions that match, one after another; `limit` is the size of a page. A session that is made
   * meanwhile moves others onto the next page; of each page, only those that no earlier one had are given.
   *
   * With a filter that a session can cease to match (status, duration, expiryTime), one that does so meanwhile moves others onto an earlier
   * page, which is read again where the total has fallen: only as many new ones at the same time hide that, and can make the walk miss some.
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
      // So often nothing new: a server that does not heed the offset would be asked for ever.
      offset = repeatedPages === maxRepeatedPages ? undefined : next;
    }
  }

  /** Reads all sessions that match, page by page, each once. */
  async *sessions(filters: ListFilters = {}): AsyncGenerator<Session> {
    for await (const { sessions } of this.pages(filters)) yield* sessions;
  }

  /**
   * Changes a live session: only what is given. With `sessionExpiry` its clock starts anew, also where the request is sent
   * again after a lost answer, which is then logged.
   *
   * @param onResponseLost is called each time before the request is sent again after an answer was lost: whatever error comes then, it
   * may have been carried out.
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
          `Masking session ${sessionUuid}: the update of sessionExpiry is sent again after a lost answer, which restarts the ` +
            "session's clock once more.",
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
   * Ends a session.
   *
   * @throws AlreadyExpiredError also where Plivo says so in a success.
   */
  async expire(sessionUuid: string): Promise<void> {
    await this.#send({ method: "DELETE", path: this.#pathOf(sessionUuid) }, readExpireResponse);
  }

  /** Closes the kept connections, once what is under way has ended. */
  close(): Promise<void> {
    return this.#transport.close();
  }

  /** Each attempt takes its turn; a reached rate limit holds back the whole account. */
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
  // As Plivo stores and answers them, since nothing says that its filters take a "+".
  return [name, /_(?:party|number)$/.test(name) ? text.replace(/^\+/, "") : text];
}
