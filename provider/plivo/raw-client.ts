import type { Clock } from "../common/clock";
import { checkEndpoint, vendorEndpoint } from "./endpoint";
import { isPlivoErrorBody } from "./error-body";
import type { Request } from "./http-exchange";
import { responseError, isSuccess } from "./response-errors";
import { asObject, parseResponse, type JsonObject } from "./json";
import { httpDate } from "./time";
import { Transport, type Timeouts } from "./transport";

export interface RawClientOptions {
  readonly authId: string;
  readonly authToken: string;
  /** The part of the API's URLs before `/v1`. Default: Plivo's. */
  readonly endpoint?: string | undefined;
  readonly clock: Clock;
  /** Has HTTPS_PROXY, HTTP_PROXY and NO_PROXY. */
  readonly environment: NodeJS.ProcessEnv;
  readonly timeouts?: Partial<Timeouts>;
}

/** A request of any form, also an invalid one. */
export interface RawRequest {
  readonly method: Request["method"];
  /** The path after `/Masking/Session`, such as `/` and a UUID. Default: none. */
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A response of any status. */
export interface RawResponse {
  readonly status: number;
  /** Undefined if it is not a JSON object. */
  readonly body: JsonObject | undefined;
  /** Whether it is a success with a JSON object or an empty body, or an error in one of Plivo's forms. */
  readonly isFromPlivo: boolean;
  /** Plivo's error text, without personal data. Undefined if none. */
  readonly error: string | undefined;
  /** The Retry-After header. */
  readonly retryAfter: string | undefined;
  /** The Date header, in milliseconds since the epoch. */
  readonly date: number | undefined;
  /** When the request was sent and its response read, by the clock's elapsed milliseconds. */
  readonly sentAt: number;
  readonly readAt: number;
}

/**
 * Sends requests of any form and returns the responses unchanged, to examine the API's behaviour. Neither
 * retries nor limits requests.
 */
export class RawClient {
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #sessionsPath: string;

  /** @throws EndpointError, ProxySettingError */
  constructor({ endpoint = vendorEndpoint, timeouts, ...options }: RawClientOptions) {
    this.#sessionsPath = `/v1/Account/${encodeURIComponent(options.authId)}/Masking/Session`;
    this.#clock = options.clock;
    this.#transport = new Transport({ ...options, endpoint: checkEndpoint(endpoint), timeouts });
  }

  /** @throws PlivoError if there is no response. */
  async send({ method, path = "", query, body }: RawRequest): Promise<RawResponse> {
    const sentAt = this.#clock.elapsed();
    const request: Request = {
      method,
      path: `${this.#sessionsPath}${path}`,
      ...(query === undefined ? {} : { query: new URLSearchParams(query) }),
      ...(body === undefined ? {} : { body }),
    };
    const response = await this.#transport.fetch(request);
    const json = asObject(parseResponse(response.body));
    const isEmpty = response.body.trim() === "";
    return {
      status: response.status,
      body: json,
      isFromPlivo: isSuccess(response.status)
        ? json !== undefined || isEmpty
        : isPlivoErrorBody(response.body),
      error: response.failure().vendorText,
      retryAfter: response.retryAfter,
      date: httpDate(response.date),
      sentAt,
      readAt: this.#clock.elapsed(),
    };
  }

  /**
   * Lists one session, to check the credentials.
   *
   * @throws PlivoError
   */
  async assertCredentials(): Promise<void> {
    const query = new URLSearchParams({ limit: "1" });
    const response = await this.#transport.fetch({ method: "GET", path: this.#sessionsPath, query });
    if (!isSuccess(response.status)) throw responseError(response);
  }

  /** Closes the connections, after the requests in flight. */
  close(): Promise<void> {
    return this.#transport.close();
  }
}
