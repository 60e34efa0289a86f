import "../common/require-node";
import { machineClock, shiftedClock } from "../common/clock";
import { resolveAccount } from "../accounts/credentials";
import { withNextStep } from "../accounts/next-steps";
import { e164 } from "../common/phone-number";
import {
  PlivoClient,
  type CreateSessionRequest,
  type PlivoClientOptions,
  type UpdateSessionRequest,
} from "../plivo";
import {
  SessionReader,
  type DetailsPage,
  type ListOptions,
  type SessionDetails,
  type SessionFilters,
  type SessionList,
} from "./queries";
import { sessionDetails } from "./details";
import { visibleLog } from "../common/visible";

export { machineClock, type Clock } from "../common/clock";
export { ConfigurationError } from "../accounts/configuration-error";
export { ProviderError } from "../common/errors";
export {
  AddressNotFoundError,
  AlreadyExpiredError,
  AuthenticationError,
  EndpointError,
  GeoPermissionError,
  InvalidRequestError,
  InvalidSessionUuidError,
  NetworkError,
  NotFoundError,
  PlivoError,
  ProxyError,
  ProxySettingError,
  RateLimitedError,
  RedirectError,
  RequestLimiter,
  ServerError,
  TimeoutError,
  UnreadableAnswerError,
  type CreateSessionRequest,
  type PlivoClientOptions,
  type Processed,
  type RetryLimits,
  type Timeouts,
  type UpdateSessionRequest,
} from "../plivo";
export {
  InvalidFiltersError,
  type DetailsPage,
  type InteractionDetails,
  type ListOptions,
  type SessionDetails,
  type SessionFilters,
  type SessionList,
  type TimeWindow,
} from "./queries";

/** The result of a create. */
export interface CreatedSession {
  readonly session: SessionDetails;
  /** Plivo's ID of the request. Plivo's support asks for it. */
  readonly apiId: string | undefined;
}

/** Options of `MaskingClient.fromEnvironment`, in addition to the environment. */
export interface EnvironmentOptions extends Omit<
  PlivoClientOptions,
  "authId" | "authToken" | "endpoint" | "environment"
> {
  /** The account: `support` reads PLIVO_SUPPORT_AUTH_ID and so on. Default: the account of PLIVO_AUTH_ID. */
  readonly account?: string;
  /** Default: the environment of this process. */
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * A client of Plivo's masking sessions for a worker or a script, without Pulumi. It has the calls of Plivo's
 * document "Session API".
 *
 * After a temporary failure (no response, 429, 5xx), the client retries the request within the limits of
 * `retries`, unless a retry could do harm. It also keeps to Plivo's rate limit. Every method throws a
 * `PlivoError` if Plivo does not respond with a readable success. A method with a `sessionUuid` throws an
 * `InvalidSessionUuidError` if the text cannot be a session's UUID.
 */
export class MaskingClient {
  readonly #client: PlivoClient;
  readonly #reader: SessionReader;

  /** @throws EndpointError, ProxySettingError */
  constructor(options: PlivoClientOptions) {
    const { clock = machineClock } = options;
    const log = visibleLog(options.log ?? (() => undefined));
    try {
      this.#client = new PlivoClient(options);
    } catch (error) {
      throw withNextStep("client", error);
    }
    this.#reader = new SessionReader(this.#client, { clock, log });
  }

  /**
   * A client configured by PLIVO_AUTH_ID, PLIVO_AUTH_TOKEN, PLIVO_ENDPOINT (default: Plivo's API),
   * PLIVO_CLOCK_OFFSET, HTTPS_PROXY and NO_PROXY.
   *
   * @throws ConfigurationError if credentials are missing.
   * @throws EndpointError, ProxySettingError
   */
  static fromEnvironment(options: EnvironmentOptions = {}): MaskingClient {
    const { account, environment = process.env, clock = machineClock, ...rest } = options;
    const { endpoint, ...credentials } = resolveAccount(account, environment, undefined);
    return new MaskingClient({
      ...rest,
      ...credentials,
      environment,
      ...(endpoint === undefined ? {} : { endpoint }),
      clock: shiftedClock(clock, environment, rest.log ?? (() => undefined)),
    });
  }

  /** The auth ID of the account. */
  get authId(): string {
    return this.#client.authId;
  }

  /**
   * Reads a session, live or expired.
   *
   * @throws NotFoundError if the account has no such session.
   */
  get(sessionUuid: string): Promise<SessionDetails> {
    return advise(this.#reader.get(sessionUuid));
  }

  /**
   * Lists the sessions that match, over all pages. Without a filter on time, lists the last 7 days.
   *
   * @throws InvalidFiltersError
   */
  list(options: ListOptions = {}): Promise<SessionList> {
    return advise(this.#reader.list(options));
  }

  /**
   * Lists page by page, and requests each page on demand. Otherwise like `list`.
   *
   * @throws InvalidFiltersError
   */
  pages(filters: SessionFilters = {}): AsyncGenerator<DetailsPage> {
    return adviseEach(this.#reader.pages(filters));
  }

  /**
   * Lists session by session. Otherwise like `pages`.
   *
   * @throws InvalidFiltersError
   */
  sessions(filters: SessionFilters = {}): AsyncGenerator<SessionDetails> {
    return adviseEach(this.#reader.sessions(filters));
  }

  /**
   * Creates a session. With `initiateCallToFirstParty`, this rings the first party's phone. The client
   * retries only if Plivo certainly created no session. If an error's `processed` is not "no", Plivo may have
   * created one.
   */
  async create(request: CreateSessionRequest): Promise<CreatedSession> {
    const { session, apiId } = await advise(this.#client.create(withE164(request)));
    return { session: sessionDetails(session), apiId };
  }

  /** Updates the given fields of a live session. `sessionExpiry` restarts the session's clock. */
  async update(sessionUuid: string, request: UpdateSessionRequest): Promise<SessionDetails> {
    return sessionDetails(await advise(this.#client.update(sessionUuid, withE164(request))));
  }

  /**
   * Expires a session.
   *
   * @throws AlreadyExpiredError
   */
  expire(sessionUuid: string): Promise<void> {
    return advise(this.#client.expire(sessionUuid));
  }

  /** Closes the connections, after the requests in flight. */
  close(): Promise<void> {
    return this.#client.close();
  }
}

/** Adds the next step to an error's message. */
function advise<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw withNextStep("client", error);
  });
}

async function* adviseEach<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* items;
  } catch (error) {
    throw withNextStep("client", error);
  }
}

/** The request with the parties' numbers in E.164 form. Plivo judges what is not a possible number. */
function withE164<Request extends UpdateSessionRequest>(request: Request): Request {
  const sent = { ...request };
  for (const name of ["firstParty", "secondParty"] as const) {
    const number = request[name];
    if (typeof number === "string") sent[name] = e164(number) ?? number;
  }
  return sent;
}
