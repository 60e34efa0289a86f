import type { IncomingMessage, ServerResponse } from "node:http";
import { ReadableStream } from "node:stream/web";
import type { CallbackHandler } from "./handler";

/**
 * The handler as a listener of `node:http`, and so a middleware of Express and its like, before anything that reads bodies:
 * `createServer(toNodeListener(handler))`.
 */
export function toNodeListener(
  handler: CallbackHandler,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (incoming, response) => {
    respond(handler, incoming, response).catch(() => {
      // A handler of one's own that fails must not end the server.
      response.writeHead(500).end();
    });
  };
}

async function respond(
  handler: CallbackHandler,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = requestOf(incoming);
  const answer = request === undefined ? new Response(null, { status: 400 }) : await handler(request);
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  // What the handler has not read is dropped, else the connection would stand still.
  incoming.resume();
}

/** Undefined where it is no request that can be put in the web-standard form. */
function requestOf(incoming: IncomingMessage): Request | undefined {
  const { method = "GET", headersDistinct } = incoming;
  try {
    const headers = new Headers();
    for (const [name, values = []] of Object.entries(headersDistinct)) {
      for (const value of values) headers.append(name, value);
    }
    const body =
      method === "GET" || method === "HEAD" ? {} : { body: bodyOf(incoming), duplex: "half" as const };
    return new Request(urlOf(incoming), { method, headers, ...body });
  } catch {
    return undefined;
  }
}

/** Reading no further must not destroy the connection, on which the answer is still to go. */
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  return ReadableStream.from(incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>);
}

function urlOf(incoming: IncomingMessage & { readonly originalUrl?: unknown }): string {
  // Express takes the part of the path away at which a router is mounted.
  const { originalUrl, url = "/", headers, socket } = incoming;
  const target = typeof originalUrl === "string" ? originalUrl : url;
  // HTTP allows a whole URL in place of a path.
  if (!target.startsWith("/")) return target;
  return `${"encrypted" in socket ? "https" : "http"}://${headers.host ?? "localhost"}${target}`;
}
