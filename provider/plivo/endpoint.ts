import { ProviderError } from "../common/errors";
import { hasCredentials } from "../common/url-credentials";

/** What stands before `/v1` at the vendor. */
export const vendorEndpoint = "https://api.plivo.com";

/** The configured endpoint cannot be used. Its text is not quoted: it may hold a password. */
export class EndpointError extends ProviderError {
  constructor(
    readonly code: "PLIVO_INVALID_ENDPOINT" | "PLIVO_INSECURE_ENDPOINT",
    /** What it must be, as the end of a sentence. */
    readonly rule: string,
  ) {
    super(`The Plivo endpoint ${rule}`);
  }
}

/**
 * Checks an endpoint, and takes a slash at its end away.
 *
 * @throws EndpointError where it is no http(s) URL, goes on to `/v1`, carries credentials or a query, or would send them in clear over a
 * network: `http:` is for this machine alone.
 */
export function checkEndpoint(text: string): string {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) throw invalidEndpoint();
  if (hasCredentials(text) || url.search !== "" || url.hash !== "") throw invalidEndpoint();
  if (url.protocol === "http:" && !allowsHttp(url)) {
    throw new EndpointError(
      "PLIVO_INSECURE_ENDPOINT",
      "must start with https://, since http:// would send the credentials in clear; http:// is allowed for 127.0.0.1, " +
        "[::1] and localhost alone.",
    );
  }
  const path = url.pathname.replace(/\/+$/, "");
  if (path.endsWith("/v1")) throw invalidEndpoint();
  return `${url.origin}${path}`;
}

/** Narrower than isLoopback: a name such as x.localhost could be another machine's. */
function allowsHttp({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function invalidEndpoint(): EndpointError {
  return new EndpointError(
    "PLIVO_INVALID_ENDPOINT",
    `must be what stands before /v1, such as ${vendorEndpoint}, without /v1, user, password, query or fragment.`,
  );
}
