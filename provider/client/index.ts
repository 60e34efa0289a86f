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

/** A session that was made. */
export interface CreatedSession {
  readonly session: SessionDetails;
  /** The vendor's name for the request; its support asks for it. */
  readonly apiId: string | undefined;
}

/** How `MaskingClient.fromEnvironment` makes a client, beside what the environment says. */
export interface EnvironmentOptions extends Omit<
  PlivoClientOptions,
  "authId" | "authToken" | "endpoint" | "environment"
> {
  /** Which account: `support` reads PLIVO_SUPPORT_AUTH_ID and so on. Default: that of PLIVO_AUTH_ID. */
  readonly account?: string;
  /** Default: this process's. */
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Plivo's masking sessions for a worker or a script, without Pulumi: the calls of Plivo's document "Session API".
 *
 * A request that fails for the moment (a lost connection or answer, 429, 5xx) is sent again, a few times and for a bounded
 * time, where that is harmless; Plivo's rate limit is kept. Every method throws a `PlivoError` where Plivo does not answer with a
 * success that can be read, and those that take a `sessionUuid` an `InvalidSessionUuidError` for what can be none.
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
   * A client by PLIVO_AUTH_ID, PLIVO_AUTH_TOKEN, PLIVO_ENDPOINT (default: Plivo's own) and PLIVO_CLOCK_OFFSET, through the proxy that
   * HTTPS_PROXY and NO_PROXY name.
   *
   * @throws ConfigurationError where credentials are missing.
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

  /** The account that requests are made for. */
  get authId(): string {
    return this.#client.authId;
  }

  /**
   * Reads a session, live or expired.
   *
   * @throws NotFoundError where the account has no such session.
   */
  get(sessionUuid: string): Promise<SessionDetails> {
    return advise(this.#reader.get(sessionUuid));
  }

  /**
   * Lists the sessions that match, over all pages and as far back as the filters say; without one on time, the last 7 days.
   *
   * @throws InvalidFiltersError
   */
  list(options: ListOptions = {}): Promise<SessionList> {
    return advise(this.#reader.list(options));
  }

  /**
   * Lists page by page; each is asked for when it is wanted. Otherwise as `list`.
   *
   * @throws InvalidFiltersError
   */
  pages(filters: SessionFilters = {}): AsyncGenerator<DetailsPage> {
    return adviseEach(this.#reader.pages(filters));
  }

  /**
   * Lists session by session. Otherwise as `pages`.
   *
   * @throws InvalidFiltersError
   */
  sessions(filters: SessionFilters = {}): AsyncGenerator<SessionDetails> {
    return adviseEach(this.#reader.sessions(filters));
  }

  /**
   * Makes a session; with `initiateCallToFirstParty` it rings the first party's phone. Sent again only where Plivo has surely not
   * made one: an error whose `processed` is not "no" leaves that open.
   */
  async create(request: CreateSessionRequest): Promise<CreatedSession> {
    const { session, apiId } = await advise(this.#client.create(withE164(request)));
    return { session: sessionDetails(session), apiId };
  }

  /** Changes a live session: only what is given. With `sessionExpiry` its clock starts anew. */
  async update(sessionUuid: string, request: UpdateSessionRequest): Promise<SessionDetails> {
    return sessionDetails(await advise(this.#client.update(sessionUuid, withE164(request))));
  }

  /**
   * Ends a session.
   *
   * @throws AlreadyExpiredError
   */
  expire(sessionUuid: string): Promise<void> {
    return advise(this.#client.expire(sessionUuid));
  }

  /** Closes the kept connections, once what is under way has ended. */
  close(): Promise<void> {
    return this.#client.close();
  }
}

/** With what to do next in an error's message. */
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

/** With the parties' numbers in their E.164 form. What is no possible number is left for Plivo to judge. */
function withE164<Request extends UpdateSessionRequest>(request: Request): Request {
  const sent = { ...request };
  for (const name of ["firstParty", "secondParty"] as const) {
    const number = request[name];
    if (typeof number === "string") sent[name] = e164(number) ?? number;
  }
  return sent;
}
