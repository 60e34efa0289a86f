import type { Clock } from "../common/clock";
import { UnreadableAnswerError } from "./errors";
import type { Response, Request } from "./http-exchange";
import { connectionError } from "./connection-errors";
import { responseError, failureOf, isSuccess } from "./response-errors";
import { isSecret, requestSecrets } from "./request-secrets";
import { openRoute, type Route } from "./route";
import { headerOf, NoResponseError, send } from "./send";
import { userAgent } from "./user-agent";

/** Milliseconds. */
export interface Timeouts {
  readonly connect: number;
  /** From the end of the request to the response's headers. */
  readonly headers: number;
  /** Between two parts of the response's body. */
  readonly body: number;
  /** From the start to the end of the response, including the wait for a connection. */
  readonly overall: number;
}

/** Twice the size of a page of 20 sessions with 500 interactions each. */
export const maxResponseMegabytes = 12;

const defaultTimeouts: Timeouts = { connect: 10_000, headers: 30_000, body: 30_000, overall: 60_000 };

export interface TransportOptions {
  readonly endpoint: string;
  readonly authId: string;
  readonly authToken: string;
  /** The maximum number of connections. Further requests wait for one. Default: 64. */
  readonly connections?: number | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
  readonly clock: Clock;
  /** Has HTTPS_PROXY, HTTP_PROXY and NO_PROXY. Default: the environment of this process. */
  readonly environment?: NodeJS.ProcessEnv | undefined;
}

/** Sends requests over one pool of persistent connections. */
export class Transport {
  readonly #route: Route;
  readonly #origin: string;
  /** The endpoint's path. */
  readonly #prefix: string;
  readonly #authorization: string;
  readonly #secrets: readonly string[];
  readonly #overallMs: number;
  readonly #clock: Clock;

  /** @throws ProxySettingError */
  constructor(options: TransportOptions) {
    const { endpoint, authId, authToken, connections = 64, timeouts, clock } = options;
    const { connect, headers, body, overall } = { ...defaultTimeouts, ...timeouts };
    const credentials = Buffer.from(`${authId}:${authToken}`).toString("base64");
    const url = new URL(endpoint);
    const { origin, pathname } = url;
    this.#route = openRoute(url, {
      environment: options.environment ?? process.env,
      connectTimeoutMs: connect,
      pool: {
        connections,
        headersTimeout: headers,
        bodyTimeout: body,
        // Short: if the server is closing the connection, the request fails with an unknown outcome.
        keepAliveTimeout: 4_000,
        maxResponseSize: maxResponseMegabytes * 1024 * 1024,
        // One request per connection: a failing connection leaves only one outcome unknown.
        allowH2: false,
      },
    });
    this.#origin = origin;
    this.#prefix = pathname === "/" ? "" : pathname;
    this.#authorization = `Basic ${credentials}`;
    this.#secrets = [authToken, credentials, ...this.#route.secrets];
    this.#overallMs = overall;
    this.#clock = clock;
  }

  /**
   * Sends a request. A response other than 2xx is an error.
   *
   * @throws PlivoError
   */
  async send(request: Request): Promise<Response> {
    const response = await this.fetch(request);
    if (isSuccess(response.status)) return response;
    throw responseError(response);
  }

  /**
   * Sends a request, and returns a response of any status.
   *
   * @throws PlivoError if there is no response.
   */
  async fetch(request: Request): Promise<Response> {
    const received = await this.#receive(request);
    const secrets = () => [...this.#secrets, ...requestSecrets(request)];
    // The path is shown anyway, and a callback URL's query may have the session's UUID too.
    const path = request.path.toLowerCase();
    return {
      ...received,
      isSecret: (text) => !path.includes(text.toLowerCase()) && isSecret(text, secrets()),
      failure: () => failureOf(request, received, secrets()),
    };
  }

  async #receive({ method, path, query, body }: Request): Promise<Omit<Response, "failure" | "isSecret">> {
    const search = query === undefined || query.size === 0 ? "" : `?${query.toString()}`;
    const json = body === undefined ? null : JSON.stringify(body);
    // Throws before the request is sent if the clock cannot be read.
    this.#clock.now();
    try {
      const sent = {
        origin: this.#origin,
        method,
        path: `${this.#prefix}${path}${search}`,
        headers: this.#headers(json !== null),
        body: json,
      };
      return await send(this.#route, sent, this.#overallMs, async (response) => ({
        status: response.statusCode,
        body: await response.body.text(),
        requestId: headerOf(response, "x-request-id"),
        retryAfter: headerOf(response, "retry-after"),
        date: headerOf(response, "date"),
        receivedAt: this.#clock.now(),
      }));
    } catch (error) {
      if (isTooLarge(error)) {
        throw new UnreadableAnswerError(
          { method, path },
          `it is larger than ${String(maxResponseMegabytes)} MB`,
        );
      }
      throw connectionError({ method, path }, error);
    }
  }

  #headers(withBody: boolean): Record<string, string> {
    return {
      accept: "application/json",
      authorization: this.#authorization,
      "user-agent": userAgent,
      ...(withBody ? { "content-type": "application/json" } : {}),
    };
  }

  /** Closes the connections, after the requests in flight. */
  close(): Promise<void> {
    return this.#route.dispatcher.close();
  }
}

function isTooLarge(error: unknown): boolean {
  const thrown = error instanceof NoResponseError ? error.thrown : undefined;
  return (thrown as { code?: unknown } | undefined)?.code === "UND_ERR_RES_EXCEEDED_MAX_SIZE";
}
