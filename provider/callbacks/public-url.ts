import { CallbackOptionsError, CallbackSignatureError } from "./errors";

/** Where the URL that Plivo dialled is taken from: `publicUrl`, or `trustProxy` with `allowedHosts`. */
export interface PublicUrlOptions {
  /**
   * The URL as the session's `callbackUrl` has it. One of:
   * - an origin, such as `https://example.com`, which stands before the path of each request;
   * - a full URL, such as `https://example.com/plivo/events`, if a proxy changes the path. The query comes from the request;
   * - a function that works out an origin, or the whole URL with its query, for example for a receiver on a
   *   free port;
   * - `"unverified-host"`: the URL of the request. The sender chooses its Host header, so a request that Plivo has signed for
   *   another receiver of the same account passes here too.
   */
  readonly publicUrl?: string | ((request: Request) => string) | undefined;
  /**
   * Whether `X-Forwarded-Proto`, `-Host` and `-Port` say what Plivo dialled, if there is no `publicUrl`. Only behind a
   * proxy that sets them itself: anybody can send them. Needs `allowedHosts`. Default: false.
   */
  readonly trustProxy?: boolean | undefined;
  /** The hosts of your callback URLs, such as `example.com` or `example.com:8443`. With `trustProxy`, a request for another host is refused. */
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
  "createCallbackHandler needs publicUrl, the origin that Plivo dials, such as https://example.com: without it the sender of a " +
  'request chooses the URL that is verified. Set publicUrl, or trustProxy with allowedHosts; "unverified-host" opts out.';

function checkUrl(publicUrl: unknown): void {
  if (typeof publicUrl === "string" && /^https?:\/\//i.test(publicUrl) && URL.canParse(publicUrl)) return;
  throw new CallbackOptionsError(
    "publicUrl must be a full URL that starts with http:// or https://, such as https://example.com/plivo/events: it is what the " +
      "session's callbackUrl says.",
  );
}

function checkHosts(allowedHosts: PublicUrlOptions["allowedHosts"]): void {
  const hosts: unknown = allowedHosts;
  const isHost = (host: unknown) => typeof host === "string" && hostPattern.test(host);
  if (Array.isArray(hosts) && hosts.length > 0 && hosts.every(isHost)) return;
  throw new CallbackOptionsError(
    "trustProxy needs allowedHosts, the hosts of your callback URLs, such as example.com or example.com:8443: anybody can send the " +
      "header that names the host.",
  );
}

/**
 * The URL that Plivo dialled, with the query of the request.
 *
 * @throws CallbackSignatureError if its host is not allowed.
 */
export function publicUrlOf(request: Request, options: PublicUrlOptions): string {
  const { publicUrl, trustProxy, allowedHosts = [] } = options;
  if (typeof publicUrl === "function") return urlFromFunction(publicUrl(request), request);
  if (publicUrl !== undefined && publicUrl !== unverifiedHost) return urlFromOption(publicUrl, request);
  return trustProxy === true && publicUrl === undefined ? urlFromProxy(request, allowedHosts) : request.url;
}

/** A function may give an origin, too; anything else is taken as it is. */
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

/** In any case of letters; the scheme's own port is the same as none. */
function isSameHost(protocol: string, one: string, other: string): boolean {
  const [left, right] = [one, other].map((host) => URL.parse(`${protocol}://${host}`)?.host);
  return left !== undefined && left === right;
}

/** The first of a list, which is what the outermost proxy has seen; undefined if it cannot be right. */
function firstOf(header: string | null, form: RegExp): string | undefined {
  const [first = ""] = (header ?? "").split(",");
  return form.test(first.trim()) ? first.trim() : undefined;
}

function defaultPort(protocol: string): string {
  return protocol.toLowerCase() === "https" ? "443" : "80";
}
