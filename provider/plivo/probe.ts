import { connectionError, NetworkError, ProxyError, TimeoutError } from "./connection-errors";
import { httpDate } from "./time";
import { openRoute } from "./route";
import { headerOf, NoResponseError, send } from "./send";

/** A request to any URL, over the same network route as those to the API. */
export interface ProbeRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Has HTTPS_PROXY, HTTP_PROXY and NO_PROXY. */
  readonly environment: NodeJS.ProcessEnv;
  /** Until the response's headers. */
  readonly timeoutMs: number;
}

export interface ProbeResult {
  readonly status: number;
  /** The Date header, in milliseconds since the epoch. */
  readonly date: number | undefined;
  /** The variable and address of the proxy that was used. Undefined if none. */
  readonly proxy: string | undefined;
}

/**
 * Sends one request, and reads only the response's status and headers. Does not follow a redirect.
 *
 * @throws ProxySettingError
 * @throws ProbeError
 */
export async function probe(request: ProbeRequest): Promise<ProbeResult> {
  const { method, headers = {}, body, environment, timeoutMs } = request;
  const url = new URL(request.url);
  const route = openRoute(url, {
    environment,
    connectTimeoutMs: timeoutMs,
    pool: { headersTimeout: timeoutMs, allowH2: false },
  });
  const path = `${url.pathname}${url.search}`;
  try {
    const sent = { origin: url.origin, path, method, headers, body: body ?? null };
    return await send(route, sent, timeoutMs, (response) => {
      // The body may be endless.
      response.body.on("error", () => undefined).destroy();
      return {
        status: response.statusCode,
        date: httpDate(headerOf(response, "date")),
        proxy: route.usedProxy(),
      };
    });
  } catch (error) {
    if (error instanceof NoResponseError)
      throw new ProbeError(connectionError({ method, path }, error), timeoutMs);
    throw error;
  } finally {
    void route.dispatcher.destroy();
  }
}

/** There was no response. */
export class ProbeError extends Error {
  /** Why, in a few words, for parentheses. */
  readonly reason: string;

  constructor(cause: NetworkError | TimeoutError | ProxyError, timeoutMs: number) {
    super("The server did not answer.");
    if (cause instanceof ProxyError) this.reason = cause.reason;
    else if (cause instanceof NetworkError) this.reason = cause.reason;
    else this.reason = `after ${String(timeoutMs / 1000)} s`;
  }
}
