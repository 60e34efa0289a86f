import { CallbackOptionsError, CallbackSignatureError } from "./errors";

/** The source of the URL that Plivo dialled: `publicUrl`, or `trustProxy` with `allowedHosts`. */
export interface PublicUrlOptions {
  /**
   * The URL in the session's `callbackUrl`. One of:
   * - an origin, such as `https://example.com`; path and query come from the request;
   * - a full URL, such as `https://example.com/plivo/events`, if a proxy changes the path. The query comes
   *   from the request;
   * - a function that returns an origin, or the full URL with its query, for example if the port varies;
   * - `"unverified-host"`: the URL of the request. The sender chooses the Host header, so a request that
   *   Plivo signed for another receiver of the account is accepted here too.
   */
  readonly publicUrl?: string | ((request: Request) => string) | undefined;
  /**
   * Takes the URL from `X-Forwarded-Proto`, `-Host` and `-Port` if there is no `publicUrl`. Set it only
   * behind a proxy that sets these headers itself, because anyone can send them. Requires `allowedHosts`.
   * Default: false.
   */
  readonly trustProxy?: boolean | undefined;
  /**
   * The hosts of your callback URLs, such as `example.com` or `example.com:8443`. `trustProxy` rejects other
   * hosts.
   */
  readonly allowedHosts?: readonly string[] | undefined;
}

const unverifiedHost = "unverified-host";

/** @throws CallbackOptionsError */
export function checkPublicUrl({ publicUrl, trustProxy, allowedHosts }: PublicUrlOptions): void {
  if (typeof publicUrl === "function" || publicUrl === unverifiedHost) return;
  if (publicUrl !== undefined) checkUrl(publicUrl);
  else if (trustProxy === true) checkHosts(allowedHosts);
  else throw new CallbackOptionsError(missingUrlText);
}

const missingUrlText =
  "createCallbackHandler needs publicUrl, the origin that Plivo dials, such as https://example.com: " +
  "otherwise the sender of a " +
  "request chooses the URL to verify. Set publicUrl, or trustProxy with allowedHosts; " +
  '"unverified-host" opts out.';

function checkUrl(publicUrl: unknown): void {
  if (typeof publicUrl === "string" && /^https?:\/\//i.test(publicUrl) && URL.canParse(publicUrl)) return;
  throw new CallbackOptionsError(
    "publicUrl must be a full URL that starts with http:// or https://, such as " +
      "https://example.com/plivo/events, equal to the session's callbackUrl.",
  );
}

function checkHosts(allowedHosts: PublicUrlOptions["allowedHosts"]): void {
  const hosts: unknown = allowedHosts;
  const isHost = (host: unknown) => typeof host === "string" && hostPattern.test(host);
  if (Array.isArray(hosts) && hosts.length > 0 && hosts.every(isHost)) return;
  throw new CallbackOptionsError(
    "trustProxy needs allowedHosts, the hosts of your callback URLs, such as example.com or " +
      "example.com:8443: anyone can send a header with another host.",
  );
}

/**
 * The URL that Plivo dialled, with the request's query.
 *
 * @throws CallbackSignatureError if its host is not allowed.
 */
export function publicUrlOf(request: Request, options: PublicUrlOptions): string {
  const { publicUrl, trustProxy, allowedHosts = [] } = options;
  if (typeof publicUrl === "function") return urlFromFunction(publicUrl(request), request);
  if (publicUrl !== undefined && publicUrl !== unverifiedHost) return urlFromOption(publicUrl, request);
  return trustProxy === true && publicUrl === undefined ? urlFromProxy(request, allowedHosts) : request.url;
}

function urlFromFunction(url: string, request: Request): string {
  return isOrigin(url) ? urlFromOption(url, request) : url;
}

function urlFromOption(publicUrl: string, request: Request): string {
  const { pathname, search } = new URL(request.url);
  const [written = ""] = publicUrl.split(/[?#]/);
  return (isOrigin(written) ? written.replace(/\/$/, "") + pathname : written) + search;
}

function isOrigin(url: string): boolean {
  return /^[^/]+\/\/[^/?#]*\/?$/.test(url);
}

const hostPattern = /^[\w.-]+(?::\d+)?$|^\[[\da-f:.]+\](?::\d+)?$/i;

function urlFromProxy({ url, headers }: Request, allowedHosts: readonly string[]): string {
  const own = new URL(url);
  const protocol = firstOf(headers.get("x-forwarded-proto"), /^https?$/i) ?? own.protocol.replace(":", "");
  const host = firstOf(headers.get("x-forwarded-host"), hostPattern);
  const port = firstOf(headers.get("x-forwarded-port"), /^\d{1,5}$/);
  const hasPort =
    host === undefined || /:\d+$/.test(host) || port === undefined || port === defaultPort(protocol);
  const authority = `${host ?? own.host}${hasPort ? "" : `:${port}`}`;
  if (!allowedHosts.some((allowed) => isSameHost(protocol, allowed, authority))) {
    throw new CallbackSignatureError("host");
  }
  return `${protocol}://${authority}${own.pathname}${own.search}`;
}

/** Ignores case and the scheme's default port. */
function isSameHost(protocol: string, one: string, other: string): boolean {
  const [left, right] = [one, other].map((host) => URL.parse(`${protocol}://${host}`)?.host);
  return left !== undefined && left === right;
}

/** The first of a list, set by the outermost proxy; undefined if it has another form. */
function firstOf(header: string | null, pattern: RegExp): string | undefined {
  const [first = ""] = (header ?? "").split(",");
  return pattern.test(first.trim()) ? first.trim() : undefined;
}

function defaultPort(protocol: string): string {
  return protocol.toLowerCase() === "https" ? "443" : "80";
}
