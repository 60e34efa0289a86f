import { hasCredentials, withoutCredentials } from "../common/url-credentials";
import { matchesIn, readings, replaceRanges, type Range } from "./folded-text";
import { knownDigitsIn, numberDigits } from "./known-digits";

const uuid = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i;
const phoneLike = /\+?\d(?:[\s()./\p{Pd}]{0,3}\d){6,}/gu;
/** A URL with any slashes, or a web URL with none. */
const url = /(?::[/\\]+|\b(?:https?|wss?|ftp):)[^\s?#"'<>]*(?:[?#][^\s"'<>]*)?/gi;
const looseQuery = /\?[\w.~%[\]-]+=[^\s"'<>]*/g;
const base64 = /[A-Za-z0-9+/_-]{6,}={0,2}/g;
const placeholder = "[removed]";

/**
 * Removes personal data from a text: the given values, credentials and queries of URLs, and whatever looks
 * like a phone number. UUIDs, such as an api_id, stay.
 *
 * Finds a number by its digits, or the last seven, whatever separates them. Digits may be full-width,
 * escaped, or separated by invisible characters. Finds each value in base64 too.
 */
export function scrub(text: string, secrets: readonly string[]): string {
  const values = variants(secrets);
  const short = values.filter(isShortNumber);
  const long = values.filter((value) => !isShortNumber(value));
  const numbers = long.flatMap((value) => numberDigits(value) ?? []);
  const known = { short: pinPattern(short), long, numbers: [...new Set(numbers)] };
  return removeUrlSecrets(removeNumbers(removeBase64(removeValues(text, long), known), known.numbers))
    .split(uuid)
    .map((part, index) => (index % 2 === 1 ? part : removeDigits(part, known.short)))
    .join("");
}

interface KnownValues {
  readonly short: RegExp | undefined;
  readonly long: readonly string[];
  readonly numbers: readonly string[];
}

function removeUrlSecrets(text: string): string {
  return withoutCredentials(text, placeholder)
    .replace(url, removeQuery)
    .replace(looseQuery, `?${placeholder}`)
    .split(/(\s+)/)
    .map((word) => (hasEncodedCredentials(word) ? placeholder : word))
    .join("");
}

function hasEncodedCredentials(word: string): boolean {
  return word.includes("%") && hasCredentials(word.replaceAll(`${placeholder}@`, ""));
}

function removeQuery(address: string): string {
  const query = address.search(/[?#]/);
  return query === -1 ? address : `${address.slice(0, query)}?${placeholder}`;
}

function removeNumbers(text: string, numbers: readonly string[]): string {
  return numbers.length === 0 ? text : replaceRanges(text, numbersIn(text, numbers), placeholder);
}

function numbersIn(text: string, numbers: readonly string[]): Range[] {
  return readings(text).flatMap((reading) => numbers.flatMap((digits) => knownDigitsIn(reading, digits)));
}

/** Removes known PINs, and whatever looks like a phone number. */
function removeDigits(part: string, short: RegExp | undefined): string {
  const patterns = short === undefined ? [phoneLike] : [short, phoneLike];
  const ranges = readings(part).flatMap((reading) => patterns.flatMap((one) => matchesIn(reading, one)));
  return replaceRanges(part, ranges, placeholder);
}

/** Tries four offsets, because base64 may begin at any place in a run of its characters. */
function removeBase64(text: string, known: KnownValues): string {
  if (known.short === undefined && known.long.length === 0) return text;
  return text.replace(base64, (run) =>
    [0, 1, 2, 3].some((offset) =>
      hasSecret(Buffer.from(run.slice(offset), "base64").toString("latin1"), known),
    )
      ? placeholder
      : run,
  );
}

function hasSecret(decoded: string, { short, long, numbers }: KnownValues): boolean {
  if (long.some((value) => decoded.includes(value))) return true;
  // Bytes that are not text contain a few digits by chance.
  if (!/^[ -~]*$/.test(decoded)) return numbersIn(decoded, numbers).length > 0;
  return decoded.search(short ?? /(?!)/) !== -1 || numbersIn(decoded, numbers).length > 0;
}

/**
 * Each value, also percent-encoded and without "+", as Plivo writes numbers. Longest first, to leave no part.
 */
function variants(secrets: readonly string[]): string[] {
  const all = secrets.flatMap((secret) => [secret, secret.replace(/^\+/, ""), percentEncode(secret)]);
  return [...new Set(all)].filter((value) => value !== "").sort((one, other) => other.length - one.length);
}

/** Through UTF-8, because encodeURIComponent throws for half a surrogate pair. */
function percentEncode(secret: string): string {
  return encodeURIComponent(Buffer.from(secret).toString());
}

/** Longer values would make the combined regular expression too large. */
const maxPatternLength = 1_000;

function removeValues(text: string, values: readonly string[]): string {
  let rest = text;
  for (const value of values.filter(({ length }) => length > maxPatternLength)) {
    rest = rest.replaceAll(value, placeholder);
  }
  const patterns = values
    .filter(({ length }) => length <= maxPatternLength)
    .map((value) => value.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  return patterns.length === 0 ? rest : rest.replace(new RegExp(patterns.join("|"), "g"), placeholder);
}

/** Matches a short PIN, but not inside a longer number. */
function pinPattern(values: readonly string[]): RegExp | undefined {
  return values.length === 0 ? undefined : new RegExp(`(?<!\\d)(?:${values.join("|")})(?!\\d)`, "g");
}

function isShortNumber(value: string): boolean {
  return /^\d{1,6}$/.test(value);
}
