import type { Dispatcher } from "undici";
import type { Route } from "./route";

/** A request without a complete response. */
export class NoResponseError extends Error {
  constructor(
    /** An error of undici, a ProxyFailure, or an error named TimeoutError. */
    readonly thrown: unknown,
    /** Whether undici passed the request to a connection. */
    readonly maybeSent: boolean,
  ) {
    super("The request got no whole response.");
  }
}

/**
 * Sends a request and reads its response.
 *
 * @param overallMs the timeout for everything, including the wait for a connection.
 * @throws NoResponse
 */
export async function send<T>(
  route: Route,
  request: Dispatcher.RequestOptions,
  overallMs: number,
  read: (response: Dispatcher.ResponseData) => T | Promise<T>,
): Promise<T> {
  let begun = false;
  // The only way to learn from undici whether an error came before the connection was open.
  const dispatcher = route.dispatcher.compose((dispatch) => (options, handler) => {
    const start = handler.onRequestStart?.bind(handler);
    handler.onRequestStart = (...parameters) => {
      begun = true;
      start?.(...parameters);
    };
    return dispatch(options, handler);
  });
  // Not AbortSignal.timeout: its timer would outlive the request.
  const deadline = new AbortController();
  const timer = setTimeout(() => {
    deadline.abort(new DOMException("The whole exchange has taken too long.", "TimeoutError"));
  }, overallMs);
  try {
    return await read(await dispatcher.request({ ...request, signal: deadline.signal }));
  } catch (thrown) {
    throw new NoResponseError(route.explain(thrown), begun);
  } finally {
    clearTimeout(timer);
  }
}

/** A header, or the first of several with this name. */
export function headerOf({ headers }: Dispatcher.ResponseData, name: string): string | undefined {
  const header = headers[name];
  return Array.isArray(header) ? header[0] : header;
}
