import { ProviderError } from "../common/errors";
import { hasCredentials } from "../common/url-credentials";

/** The part of Plivo's URLs before `/v1`. */
export const vendorEndpoint = "https://api.plivo.com";

/** The configured endpoint is invalid. The message does not quote it, because it may contain a password. */
export class EndpointError extends ProviderError {
  constructor(
    readonly code: "PLIVO_INVALID_ENDPOINT" | "PLIVO_INSECURE_ENDPOINT",
    /** What the endpoint must be, as the end of a sentence. */
    readonly rule: string,
  ) {
    super(`The Plivo endpoint ${rule}`);
  }
}

/**
 * Checks an endpoint, and removes a slash at its end.
 *
 * @throws EndpointError if it is not an http(s) URL, includes `/v1`, has credentials or a query, or uses
 * `http:` for another machine, which would send the credentials unencrypted.
 */
export function checkEndpoint(text: string): string {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) throw invalidEndpoint();
  if (hasCredentials(text) || url.search !== "" || url.hash !== "") throw invalidEndpoint();
  if (url.protocol === "http:" && !allowsHttp(url)) {
    throw new EndpointError(
      "PLIVO_INSECURE_ENDPOINT",
      "must start with https://, because http:// would send the credentials unencrypted. http:// is allowed only for " +
        "127.0.0.1, [::1] and localhost.",
    );
  }
  const path = url.pathname.replace(/\/+$/, "");
  if (path.endsWith("/v1")) throw invalidEndpoint();
  return `${url.origin}${path}`;
}

/** Stricter than isLoopback: a name such as x.localhost could be another machine's. */
function allowsHttp({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function invalidEndpoint(): EndpointError {
  return new EndpointError(
    "PLIVO_INVALID_ENDPOINT",
    `must be the part before /v1, such as ${vendorEndpoint}, without /v1, user, password, query or fragment.`,
  );
}
