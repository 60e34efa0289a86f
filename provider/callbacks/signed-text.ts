import { pairsOf, valuesOf, type CallbackInput } from "./input";

/** A URL's parts as written: the signature covers its exact characters. */
interface UrlParts {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
}

/** Leaves out user and password, which are not signed, and the fragment, which is not sent. */
const urlPattern = /^([a-z][a-z\d+.-]*):\/\/(?:[^/?#]*@)?([^/?#]*)([^?#]*)(?:\?([^#]*))?/i;

function partsOf(url: string): UrlParts {
  const [, scheme = "", host = "", path = "", query = ""] = urlPattern.exec(url) ?? [];
  return { scheme, host, path, query };
}

const defaultPorts: Readonly<Record<string, string>> = { http: ":80", https: ":443" };

/**
 * The possible spellings of a `callbackUrl`, from scheme to path. The request does not show which one was
 * declared: an empty path arrives as "/", and the default port may be left out.
 */
export function urlSpellings(url: string): string[] {
  const { scheme, host, path } = partsOf(url);
  if (host === "") return [];
  const port = defaultPorts[scheme.toLowerCase()] ?? "";
  const hasPort = /:\d+$/.test(host);
  const hosts = port !== "" && host.endsWith(port) ? [host, host.slice(0, -port.length)] : [host];
  if (!hasPort && port !== "") hosts.push(host + port);
  const paths = path === "" || path === "/" ? [path, path === "" ? "/" : ""] : [path];
  return hosts.flatMap((textOf) => paths.map((end) => `${scheme}://${textOf}${end}`));
}

type TextPair = readonly [name: string, value: string];

function textPairs(input: CallbackInput): TextPair[] {
  return pairsOf(input).flatMap(([name, value]) =>
    valuesOf(value).map((one): TextPair => [name, textOf(one)]),
  );
}

/** Plivo does not document how it signs JSON. This is what a framework would pass to its SDK. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value === null || value === undefined ? "" : JSON.stringify(value);
}

/** Sorts by name, then by value, by code units like Plivo's SDKs. */
function join(pairs: readonly TextPair[], within: string, between: string): string {
  return pairs
    .toSorted(
      ([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue),
    )
    .map((pair) => pair.join(within))
    .join(between);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * The text that signature V3 covers between the URL and the nonce: the decoded query, sorted by name and
 * value; for a POST then "." and the body's attributes, sorted, names and values without separators. Source:
 * Plivo's SDKs.
 */
export function signedAttributes(method: "GET" | "POST", url: string, body: CallbackInput): string {
  const query = textPairs(`?${partsOf(url).query}`);
  const attributes = textPairs(body);
  if (query.length === 0 && attributes.length === 0) return "";
  if (method === "GET") return `?${join([...query, ...attributes], "=", "&")}`;
  const between = query.length > 0 && attributes.length > 0 ? "." : "";
  return `?${join(query, "=", "&")}${between}${join(attributes, "", "")}`;
}
