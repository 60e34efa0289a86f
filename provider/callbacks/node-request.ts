import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Http2ServerRequest } from "node:http2";
import { ReadableStream } from "node:stream/web";
import { CallbackBodyReadError, CallbackUnreadableError } from "./errors";

/** A request of Node, with the properties that frameworks and hosts add. */
type Incoming = (IncomingMessage | Http2ServerRequest) & {
  readonly originalUrl?: unknown;
  readonly body?: unknown;
  readonly rawBody?: unknown;
};

/**
 * A request of `node:http` or `node:http2` as a web-standard Request.
 *
 * @throws CallbackBodyReadError if the body was read before and there is no `rawBody`;
 *   CallbackUnreadableError if no Request can have its URL, method or headers.
 */
export function requestOf(incoming: Incoming): Request {
  const { method = "GET" } = incoming;
  const body = method === "GET" || method === "HEAD" ? undefined : bodyOf(incoming);
  try {
    const init = body === undefined ? { method } : { method, body, duplex: "half" as const };
    return new Request(urlOf(incoming), { ...init, headers: headersOf(incoming.headers) });
  } catch {
    throw new CallbackUnreadableError("has a URL, a method or headers that no web request may have");
  }
}

/** HTTP/2 has method, path and host among the headers, with names that start with ":". */
function headersOf(headers: IncomingHttpHeaders): Headers {
  const result = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(":")) continue;
    for (const each of [value ?? []].flat()) result.append(name, each);
  }
  return result;
}

function bodyOf(incoming: Incoming): Uint8Array<ArrayBuffer> | string | ReadableStream<Uint8Array> {
  const { rawBody, body } = incoming;
  if (typeof rawBody === "string") return rawBody;
  if (rawBody instanceof Uint8Array) return new Uint8Array(rawBody);
  // A parser that finds nothing to parse leaves an empty object and an unread stream.
  if (incoming.readableDidRead || incoming.readableEnded || isParsed(body)) throw new CallbackBodyReadError();
  // An early end of the reading must not destroy the connection, which the response needs.
  return ReadableStream.from(incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>);
}

/** Whether a host or parser has set a parsed `body`. */
function isParsed(body: unknown): boolean {
  if (typeof body !== "object" || body === null || body instanceof Uint8Array) return false;
  return Object.keys(body).length > 0;
}

function urlOf({ originalUrl, url = "/", headers, socket }: Incoming): string {
  // Express removes the mount path of a router from `url`.
  const target = typeof originalUrl === "string" ? originalUrl : url;
  const { ":scheme": scheme = "encrypted" in socket ? "https" : "http", ":authority": authority } = headers;
  const host = typeof authority === "string" ? authority : (headers.host ?? "");
  if (hostDelimiters.test(host)) throw new TypeError("no host");
  return `${scheme === "https" ? "https" : "http"}://${host === "" ? "localhost" : host}${pathOf(target)}`;
}

/**
 * A Host header with one of these could change the path: the handler would verify another path than the
 * router saw.
 */
const hostDelimiters = /[\s/\\?#@]/;

/** HTTP allows a full URL as the target. Its origin is the sender's choice, so it is ignored. */
function pathOf(target: string): string {
  if (target.startsWith("/")) return target;
  const [, rest] = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*(.*)$/i.exec(URL.canParse(target) ? target : "") ?? [];
  if (rest === undefined) throw new TypeError("no path");
  return rest.startsWith("/") ? rest : `/${rest}`;
}
