import type { IncomingMessage, ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";
import { machineClock } from "./clock";
import { refusalResponse, refuseOf, type CallbackHandler } from "./handler";
import { requestOf } from "./node-request";
import { consoleReporter } from "./report";

export interface NodeListenerOptions {
  /**
   * Is told what fails before or after a handler that you wrapped: what is no request, a body that was read before, and what your function threw.
   * A handler of `createCallbackHandler` itself has its own `onError` told. Default: at most one line a minute on stderr.
   */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

/**
 * The handler as a listener of `node:http`, `node:https` and `node:http2`, and so a middleware of Express and its like:
 * `createServer(toNodeListener(handler))`. It must come before every body parser; a body that was read before is refused with
 * PLIVO_CALLBACK_UNREADABLE, unless its raw bytes, or its text, are the request's `rawBody`. Throws nothing.
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

/** Rejects only if not even a refusal can be sent. */
async function respond(
  handler: CallbackHandler,
  refuse: (error: unknown) => Response,
  incoming: IncomingMessage | Http2ServerRequest,
  response: ServerResponse,
): Promise<void> {
  try {
    send(response, await bufferResponse(await handler(requestOf(incoming))));
  } catch (error) {
    // What a wrapper has read before, or cannot be sent: nothing of it was.
    send(response, await bufferResponse(refuse(error)));
  }
  // What the handler has not read is dropped, else the connection would stand still.
  incoming.resume();
}

interface BufferedResponse {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer;
}

/** All of a Response, before anything of it is sent: its body may fail. */
async function bufferResponse(response: Response): Promise<BufferedResponse> {
  const body = Buffer.from(await response.arrayBuffer());
  const headers: BufferedResponse["headers"] = Object.fromEntries(
    [...response.headers].filter(([name]) => !connectionHeaders.includes(name)),
  );
  const cookies = response.headers.getSetCookie();
  // In one line, browsers would take them for one.
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  return { status: response.status, headers, body };
}

/** Node sets those of HTTP/1 itself; HTTP/2 forbids them. */
const connectionHeaders = ["connection", "content-length", "keep-alive", "transfer-encoding", "upgrade"];

/** Somebody else may have answered meanwhile, as a middleware that watches the time. */
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
