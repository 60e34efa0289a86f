import { pairsOf, valuesOf, type CallbackInput } from "./input";

/** A URL's parts as they are written, since a signature is over its very characters: scheme to path, and the query. */
interface UrlParts {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
}

/** A user and password are not signed, nor is a fragment, which is never sent. */
const urlPattern = /^([a-z][a-z\d+.-]*):\/\/(?:[^/?#]*@)?([^/?#]*)([^?#]*)(?:\?([^#]*))?/i;

function partsOf(url: string): UrlParts {
  const [, scheme = "", host = "", path = "", query = ""] = urlPattern.exec(url) ?? [];
  return { scheme, host, path, query };
}

const defaultPorts: Readonly<Record<string, string>> = { http: ":80", https: ":443" };

/**
 * The ways in which a URL may have been written where it was declared, which a request does not show: without a path it is requested
 * as "/", and the scheme's own port may be left out. Each is the part that is signed, from scheme to path.
 */
export function urlSpellings(url: string): string[] {
  const { scheme, host, path } = partsOf(url);
  if (host === "") return [];
  const port = defaultPorts[scheme.toLowerCase()] ?? "";
  const named = /:\d+$/.test(host);
  const hosts = port !== "" && host.endsWith(port) ? [host, host.slice(0, -port.length)] : [host];
  if (!named && port !== "") hosts.push(host + port);
  const paths = path === "" || path === "/" ? [path, path === "" ? "/" : ""] : [path];
  return hosts.flatMap((textOf) => paths.map((end) => `${scheme}://${textOf}${end}`));
}

type TextPair = readonly [name: string, value: string];

function textPairs(input: CallbackInput): TextPair[] {
  return pairsOf(input).flatMap(([name, value]) =>
    valuesOf(value).map((one): TextPair => [name, textOf(one)]),
  );
}

/** Of JSON, whose signing is not documented: what a framework would hand to the vendor's SDK. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value === null || value === undefined ? "" : JSON.stringify(value);
}

/** By name, then by value; by characters as in the vendor's SDKs, not by a language's alphabet. */
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
 * What signature V3 is over, after the URL's spelling and before the nonce. By the vendor's SDKs: the decoded query sorted by name and value; in a POST
 * then "." and the body's attributes, sorted, names and values without anything between them.
 */
export function signedAttributes(method: "GET" | "POST", url: string, body: CallbackInput): string {
  const query = textPairs(`?${partsOf(url).query}`);
  const attributes = textPairs(body);
  if (query.length === 0 && attributes.length === 0) return "";
  if (method === "GET") return `?${join([...query, ...attributes], "=", "&")}`;
  const between = query.length > 0 && attributes.length > 0 ? "." : "";
  return `?${join(query, "=", "&")}${between}${join(attributes, "", "")}`;
}
