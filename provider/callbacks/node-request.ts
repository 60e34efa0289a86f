import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Http2ServerRequest } from "node:http2";
import { ReadableStream } from "node:stream/web";
import { CallbackBodyReadError, CallbackUnreadableError } from "./errors";

/** A request of Node's, with what frameworks and hosts put onto it. */
type Incoming = (IncomingMessage | Http2ServerRequest) & {
  readonly originalUrl?: unknown;
  readonly body?: unknown;
  readonly rawBody?: unknown;
};

/**
 * A request of `node:http` or `node:http2` in the web-standard form.
 *
 * @throws CallbackBodyReadError if somebody has read the body, and left no `rawBody`; CallbackUnreadableError if it is no request in that form.
 */
export function requestOf(incoming: Incoming): Request {
  const { method = "GET" } = incoming;
  const body = method === "GET" || method === "HEAD" ? undefined : bodyOf(incoming);
  try {
    const init = body === undefined ? { method } : { method, body, duplex: "half" as const };
    return new Request(urlOf(incoming), { ...init, headers: headersOf(incoming.headers) });
  } catch {
    throw new CallbackUnreadableError("came with a URL, a method or headers that no web request may have");
  }
}

/** HTTP/2 puts method, path and host among the headers, under names that begin with ":". */
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
  // A parser that finds nothing to parse leaves an empty object, and the stream as it was.
  if (incoming.readableDidRead || incoming.readableEnded || isParsed(body)) throw new CallbackBodyReadError();
  // Reading no further must not destroy the connection, on which the answer is still to go.
  return ReadableStream.from(incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>);
}

/** Some hosts put the attributes onto a request whose body they have kept. */
function isParsed(body: unknown): boolean {
  if (typeof body !== "object" || body === null || body instanceof Uint8Array) return false;
  return Object.keys(body).length > 0;
}

function urlOf({ originalUrl, url = "/", headers, socket }: Incoming): string {
  // Express takes the part of the path away at which a router is mounted.
  const target = typeof originalUrl === "string" ? originalUrl : url;
  const { ":scheme": scheme = "encrypted" in socket ? "https" : "http", ":authority": authority } = headers;
  const host = typeof authority === "string" ? authority : (headers.host ?? "");
  if (hostDelimiters.test(host)) throw new TypeError("no host");
  return `${scheme === "https" ? "https" : "http"}://${host === "" ? "localhost" : host}${pathOf(target)}`;
}

/**
 * In a host, they would move its border: the sender would choose the path that is verified, although a router
 * has chosen by another one.
 */
const hostDelimiters = /[\s/\\?#@]/;

/** HTTP allows a whole URL in place of a path. Its origin is the sender's choice and never counts. */
function pathOf(target: string): string {
  if (target.startsWith("/")) return target;
  const [, rest] = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*(.*)$/i.exec(URL.canParse(target) ? target : "") ?? [];
  if (rest === undefined) throw new TypeError("no path");
  return rest.startsWith("/") ? rest : `/${rest}`;
}
