import type { Dispatcher } from "undici";
import type { Route } from "./route";

/** A request that got no whole response. */
export class NoResponseError extends Error {
  constructor(
    /** What undici has thrown, a ProxyFailure, or an error named TimeoutError. */
    readonly thrown: unknown,
    /** Whether the request has been given to a connection, and may have been sent. */
    readonly maybeSent: boolean,
  ) {
    super("The request got no whole response.");
  }
}

/**
 * Sends a request and reads its response.
 *
 * @param overallMs for the whole exchange, also while the request waits for a connection.
 * @throws NoResponse
 */
export async function send<T>(
  route: Route,
  request: Dispatcher.RequestOptions,
  overallMs: number,
  read: (response: Dispatcher.ResponseData) => T | Promise<T>,
): Promise<T> {
  let begun = false;
  // undici says in no other way whether an error came before a connection stood.
  const dispatcher = route.dispatcher.compose((dispatch) => (options, handler) => {
    const start = handler.onRequestStart?.bind(handler);
    handler.onRequestStart = (...parameters) => {
      begun = true;
      start?.(...parameters);
    };
    return dispatch(options, handler);
  });
  // Not AbortSignal.timeout, whose timer would outlive the request.
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
