import type { IncomingMessage, ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";
import { machineClock } from "./clock";
import { refusalResponse, refuseOf, type CallbackHandler } from "./handler";
import { requestOf } from "./node-request";
import { consoleReporter } from "./report";

export interface NodeListenerOptions {
  /**
   * Receives the errors of a handler that you wrapped: invalid requests, bodies that were read before, and
   * what your function threw. The result of `createCallbackHandler` uses its own `onError` instead. Default:
   * at most one line a minute on stderr.
   */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

/**
 * Turns a handler into a listener of `node:http`, `node:https` and `node:http2`, and a middleware of Express:
 * `createServer(toNodeListener(handler))`. Mount it before every body parser: if the body was read before and
 * the request has no `rawBody` (bytes or text), the response is 400 with PLIVO_CALLBACK_UNREADABLE. Throws
 * nothing.
 */
export function toNodeListener(
  handler: CallbackHandler,
  { onError = consoleReporter(machineClock) }: NodeListenerOptions = {},
): (request: IncomingMessage | Http2ServerRequest, response: ServerResponse | Http2ServerResponse) => void {
  const refuse =
    refuseOf(handler) ??
    ((error: unknown) => {
      void callOnError(onError, error);
      return refusalResponse(error);
    });
  return (incoming, response) => {
    respond(handler, refuse, incoming, response as ServerResponse).catch(() => response.destroy());
  };
}

/** Rejects only if not even an error response can be sent. */
async function respond(
  handler: CallbackHandler,
  refuse: (error: unknown) => Response,
  incoming: IncomingMessage | Http2ServerRequest,
  response: ServerResponse,
): Promise<void> {
  try {
    send(response, await bufferResponse(await handler(requestOf(incoming))));
  } catch (error) {
    // Nothing was sent: the request was invalid, or a wrapper's response was read before or has a failing
    // body.
    send(response, await bufferResponse(refuse(error)));
  }
  // Drops the unread rest of the body, which would block the connection.
  incoming.resume();
}

interface BufferedResponse {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer;
}

/** Reads the whole Response before anything is sent, because its body may fail. */
async function bufferResponse(response: Response): Promise<BufferedResponse> {
  const body = Buffer.from(await response.arrayBuffer());
  const headers: BufferedResponse["headers"] = Object.fromEntries(
    [...response.headers].filter(([name]) => !connectionHeaders.includes(name)),
  );
  const cookies = response.headers.getSetCookie();
  // Browsers would read joined cookies as one.
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  return { status: response.status, headers, body };
}

/** Node sets these headers for HTTP/1; HTTP/2 forbids them. */
const connectionHeaders = ["connection", "content-length", "keep-alive", "transfer-encoding", "upgrade"];

/** Does nothing if another middleware, such as a timeout, has sent a response. */
function send(response: ServerResponse, { status, headers, body }: BufferedResponse): void {
  if (response.headersSent) return;
  response.writeHead(status, headers);
  response.end(body);
}

async function callOnError(onError: (error: unknown) => unknown, error: unknown): Promise<void> {
  try {
    await onError(error);
  } catch {
    consoleReporter(machineClock)(error);
  }
}
