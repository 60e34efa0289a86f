import { ProviderError } from "../common/errors";
import { isLoopback } from "../common/loopback";
import { decodeUser } from "../common/url-credentials";

/** The URL of a proxy is invalid. The message does not quote it, because it may contain a password. */
export class ProxySettingError extends ProviderError {
  readonly code = "PLIVO_INVALID_PROXY";
  constructor(variable: string) {
    super(
      `${variable} must be the URL of an HTTP proxy, such as http://proxy.example.com:3128 or ` +
        "http://user:password@proxy.example.com:3128, with each special character in user and password percent-encoded: correct it, or unset it.",
    );
  }
}

/** A proxy from the environment. */
export interface Proxy {
  /** With the user and password, if any. */
  readonly url: URL;
  /** The variable that names the proxy, such as HTTPS_PROXY. */
  readonly variable: string;
  /** The value of NO_PROXY. */
  readonly exceptions: string;
  /** Values that no message may repeat. */
  readonly secrets: readonly string[];
}

/**
 * The proxy for requests to a URL, with undici's order of variables: lower case first, and HTTP_PROXY also
 * for https if HTTPS_PROXY is not set. Undefined if none, and always for loopback. undici's agent applies
 * NO_PROXY.
 *
 * @throws ProxySettingError
 */
export function proxyFor(origin: URL, environment: NodeJS.ProcessEnv): Proxy | undefined {
  if (isLoopback(origin)) return undefined;
  const http = ["http_proxy", "HTTP_PROXY"];
  const https = ["https_proxy", "HTTPS_PROXY"];
  const [variable, text] =
    (origin.protocol === "https:" ? firstSet(https, environment) : undefined) ??
    firstSet(http, environment) ??
    [];
  if (variable === undefined || text === undefined) return undefined;
  const url = proxyUrl(text);
  if (url === undefined) throw new ProxySettingError(variable);
  const exceptions = environment["no_proxy"] ?? environment["NO_PROXY"] ?? "";
  return { url, variable, exceptions, secrets: credentialsOf(url) };
}

/** The first variable that is set. An empty one hides later ones. */
function firstSet(names: readonly string[], environment: NodeJS.ProcessEnv): [string, string] | undefined {
  const name = names.find((candidate) => environment[candidate] !== undefined);
  const text = name === undefined ? "" : (environment[name] ?? "").trim();
  return name === undefined || text === "" ? undefined : [name, text];
}

/** The scheme defaults to http, as in other programs. Only the origin, user and password count. */
function proxyUrl(text: string): URL | undefined {
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === "") return undefined;
  // An unencoded "#", "/" or "?" in the password: the text before it would become the host.
  if (`${url.pathname}${url.search}${url.hash}`.includes("@")) return undefined;
  if (decodeUser(url) === undefined) return undefined;
  url.pathname = "/";
  url.search = "";
  url.hash = "";
  return url;
}

/** A shorter user name is no secret: scrubbing it would remove parts of other words. */
const minSecretLength = 6;

function credentialsOf(url: URL): string[] {
  const { user, password } = decodeUser(url) ?? { user: "", password: "" };
  if (user === "" && password === "") return [];
  const basic = Buffer.from(`${user}:${password}`).toString("base64");
  const names = user.length < minSecretLength ? [] : [url.username, user];
  const passwords = [url.password, password];
  const texts = [basic, `${url.username}:${url.password}`, `${user}:${password}`, ...passwords, ...names];
  return texts.filter((text) => text !== "");
}
