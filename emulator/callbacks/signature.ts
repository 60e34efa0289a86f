import { createHmac, randomInt } from "node:crypto";

const nonceLength = 20;

type Pair = readonly [name: string, value: string];

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function sortPairs(pairs: readonly Pair[]): Pair[] {
  return [...pairs].sort((one, other) => compare(one[0], other[0]) || compare(one[1], other[1]));
}

function queryText(pairs: readonly Pair[]): string {
  return sortPairs(pairs)
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

/** The parts of a URL as written. Nothing is normalized, because Plivo adds no slash to a bare host. */
function splitUrl(url: string): { base: string; query: Pair[] } {
  const [, scheme = "", authority = "", path = "", query = ""] =
    /^([^:]+:\/\/)([^/?#]*)([^?#]*)(?:\?([^#]*))?/.exec(url) ?? [];
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  return { base: scheme + host + path, query: [...new URLSearchParams(query)] };
}

/**
 * The text that V3 signs: the URL and the parameters, separated if the method is POST.
 * Source: Plivo's description of signature validation.
 */
function textToSign(method: string, url: string, parameters: readonly Pair[]): string {
  const { base, query } = splitUrl(url);
  if (method === "GET") {
    const all = queryText([...query, ...parameters]);
    return all === "" ? base : `${base}?${all}`;
  }
  if (query.length === 0 && parameters.length === 0) return base;
  const body = sortPairs(parameters)
    .map(([name, value]) => name + value)
    .join("");
  const between = query.length > 0 && parameters.length > 0 ? "." : "";
  return `${base}?${queryText(query)}${between}${body}`;
}

/** The V3 signature of a request: `base64(HMAC-SHA256(token, text + "." + nonce))`. */
export function signatureV3(
  authToken: string,
  request: { method: string; url: string; parameters: Readonly<Record<string, string>> },
  nonce: string,
): string {
  const text = textToSign(request.method, request.url, Object.entries(request.parameters));
  return createHmac("sha256", authToken).update(`${text}.${nonce}`).digest("base64");
}

/** A nonce in Plivo's format: 20 digits. */
export function createNonce(): string {
  return Array.from({ length: nonceLength }, () => randomInt(10)).join("");
}
