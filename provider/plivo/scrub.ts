const uuid = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i;
const phoneLike = /\+?\d(?:[\s()./\p{Pd}]{0,3}\d){6,}/gu;
const userInfo = /:\/\/[^\s/?#"'<>]*@/g;
const url = /:\/\/[^\s?#"'<>]*(?:[?#][^\s"'<>]*)?/g;
const looseQuery = /\?[\w.~%[\]-]+=[^\s"'<>]*/g;
const removed = "[removed]";

/**
 * Takes personal data out of a text: these values wherever they stand, user, password and query of every URL, and
 * whatever looks like a phone number. UUIDs, such as an api_id, stay.
 */
export function scrub(text: string, secrets: readonly string[]): string {
  const values = variants(secrets);
  const short = values.filter(isShortNumber);
  const long = values.filter((value) => !isShortNumber(value));
  return without(text, long)
    .replace(userInfo, `://${removed}@`)
    .replace(url, withoutQuery)
    .replace(looseQuery, `?${removed}`)
    .split(uuid)
    .map((part, index) => (index % 2 === 1 ? part : without(part, short).replace(phoneLike, removed)))
    .join("");
}

function withoutQuery(address: string): string {
  const query = address.search(/[?#]/);
  return query === -1 ? address : `${address.slice(0, query)}?${removed}`;
}

/** A number also as the vendor writes it, without its "+"; longer values first, so that no part of one is left. */
function variants(secrets: readonly string[]): string[] {
  const all = secrets.flatMap((secret) => [secret, secret.replace(/^\+/, ""), encoded(secret)]);
  return [...new Set(all)].filter((value) => value !== "").sort((one, other) => other.length - one.length);
}

/** By way of UTF-8, since half a surrogate pair cannot be encoded. */
function encoded(secret: string): string {
  return encodeURIComponent(Buffer.from(secret).toString());
}

/** More than that, and no regular expression can be made of several. */
const longestPattern = 1_000;

function without(text: string, values: readonly string[]): string {
  let rest = text;
  for (const value of values.filter(({ length }) => length > longestPattern)) {
    rest = rest.replaceAll(value, removed);
  }
  const patterns = values.filter(({ length }) => length <= longestPattern).map(pattern);
  return patterns.length === 0 ? rest : rest.replace(new RegExp(patterns.join("|"), "g"), removed);
}

/** A PIN of a few digits must not be found inside a longer number. */
function pattern(value: string): string {
  return isShortNumber(value) ? `(?<!\\d)${value}(?!\\d)` : value.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

function isShortNumber(value: string): boolean {
  return /^\d{1,6}$/.test(value);
}
