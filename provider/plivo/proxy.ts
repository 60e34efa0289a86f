import { ProviderError } from "../common/errors";
import { isLoopback } from "../common/loopback";
import { decodeUser } from "../common/url-credentials";

/** The URL of a proxy cannot be used. Its text is not quoted: it may hold a password. */
export class ProxySettingError extends ProviderError {
  readonly code = "PLIVO_INVALID_PROXY";
  constructor(variable: string) {
    super(
      `${variable} must be the URL of an HTTP proxy, such as http://proxy.example.com:3128 or ` +
        "http://user:password@proxy.example.com:3128, with each special character in user and password percent-encoded: correct it, or unset it.",
    );
  }
}

/** A proxy that the environment names. */
export interface Proxy {
  /** With user and password, if the variable has them. */
  readonly url: URL;
  /** The variable that names it, such as HTTPS_PROXY. */
  readonly variable: string;
  /** NO_PROXY, as it is set. */
  readonly exceptions: string;
  /** What no text may repeat. */
  readonly secrets: readonly string[];
}

/**
 * The proxy for requests to this URL, by the variables and in the order that undici's agent has: lower case first, and HTTP_PROXY for
 * https too if HTTPS_PROXY is not set. NO_PROXY is left to that agent. Undefined: none, which is always so for loopback.
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

/** The first variable that is set; one that is set to nothing hides those after it. */
function firstSet(names: readonly string[], environment: NodeJS.ProcessEnv): [string, string] | undefined {
  const name = names.find((candidate) => environment[candidate] !== undefined);
  const text = name === undefined ? "" : (environment[name] ?? "").trim();
  return name === undefined || text === "" ? undefined : [name, text];
}

/** Without a scheme it is http, as other programs take it. Only the origin, user and password count. */
function proxyUrl(text: string): URL | undefined {
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === "") return undefined;
  // A password with "#", "/" or "?" that is not encoded: what stands before it would be taken for the host.
  if (`${url.pathname}${url.search}${url.hash}`.includes("@")) return undefined;
  if (decodeUser(url) === undefined) return undefined;
  url.pathname = "/";
  url.search = "";
  url.hash = "";
  return url;
}

/** A short user name is none of the secrets: it would take half of other texts away. */
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
