import { CallbackOptionsError } from "./errors";

/** Where the URL that Plivo dialled is taken from. */
export interface PublicUrlOptions {
  /**
   * The URL as the session's `callbackUrl` has it, for example `https://example.com/plivo/events`; an origin alone, such as
   * `https://example.com`, stands before the path of each request. The query always comes from the request. A function may
   * work it out. Default: the URL of the request, which is Plivo's only where no proxy stands between.
   */
  readonly publicUrl?: string | ((request: Request) => string) | undefined;
  /**
   * Whether `X-Forwarded-Proto`, `-Host` and `-Port` say what Plivo dialled, where there is no `publicUrl`. Only behind a
   * proxy that sets them itself: anybody can send them. Default: false.
   */
  readonly trustProxy?: boolean | undefined;
}

/** @throws CallbackOptionsError */
export function checkPublicUrl({ publicUrl }: PublicUrlOptions): void {
  if (typeof publicUrl !== "string" || (/^https?:\/\//i.test(publicUrl) && URL.canParse(publicUrl))) return;
  throw new CallbackOptionsError(
    "publicUrl must be a full URL that starts with http:// or https://, such as https://example.com/plivo/events: it is what the " +
      "session's callbackUrl says.",
  );
}

/** The URL that Plivo dialled, with the query of the request. */
export function publicUrlOf(request: Request, { publicUrl, trustProxy }: PublicUrlOptions): string {
  if (typeof publicUrl === "function") return publicUrl(request);
  if (publicUrl !== undefined) return declared(publicUrl, new URL(request.url));
  return trustProxy === true ? forwarded(request) : request.url;
}

function declared(publicUrl: string, { pathname, search }: URL): string {
  const [written = ""] = publicUrl.split(/[?#]/);
  const isOrigin = /^[^/]+\/\/[^/]*\/?$/.test(written);
  return (isOrigin ? written.replace(/\/$/, "") + pathname : written) + search;
}

function forwarded({ url, headers }: Request): string {
  const own = new URL(url);
  const protocol = oneOf(headers.get("x-forwarded-proto"), /^https?$/i) ?? own.protocol.replace(":", "");
  const host = oneOf(headers.get("x-forwarded-host"), /^[\w.-]+(?::\d+)?$|^\[[\da-f:.]+\](?::\d+)?$/i);
  const port = oneOf(headers.get("x-forwarded-port"), /^\d{1,5}$/);
  const named =
    host === undefined || /:\d+$/.test(host) || port === undefined || port === defaultPort(protocol);
  return `${protocol}://${host ?? own.host}${named ? "" : `:${port}`}${own.pathname}${own.search}`;
}

/** The first of a list, which is what the outermost proxy has seen; undefined where it cannot be right. */
function oneOf(header: string | null, form: RegExp): string | undefined {
  const [first = ""] = (header ?? "").split(",");
  return form.test(first.trim()) ? first.trim() : undefined;
}

function defaultPort(protocol: string): string {
  return protocol.toLowerCase() === "https" ? "443" : "80";
}
