import { hasCredentials, withoutCredentials } from "../common/url-credentials";
import { matchesIn, readings, replaceRanges, type Range } from "./folded-text";
import { knownDigitsIn, numberDigits } from "./known-digits";

const uuid = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i;
const phoneLike = /\+?\d(?:[\s()./\p{Pd}]{0,3}\d){6,}/gu;
/** A URL with whatever slashes, or of the web with none. */
const url = /(?::[/\\]+|\b(?:https?|wss?|ftp):)[^\s?#"'<>]*(?:[?#][^\s"'<>]*)?/gi;
const looseQuery = /\?[\w.~%[\]-]+=[^\s"'<>]*/g;
const base64 = /[A-Za-z0-9+/_-]{6,}={0,2}/g;
const placeholder = "[removed]";

/**
 * Takes personal data out of a text: these values wherever they stand, user, password and query of every URL, and
 * whatever looks like a phone number. UUIDs, such as an api_id, stay.
 *
 * A number is found by its digits, or the last seven of them, whatever separates them; digits may be full-width, escaped, or have
 * characters between them that nobody sees. Every value is found in base64, too.
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

interface Known {
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

/** Known PINs, and whatever looks like a phone number. */
function removeDigits(part: string, short: RegExp | undefined): string {
  const patterns = short === undefined ? [phoneLike] : [short, phoneLike];
  const ranges = readings(part).flatMap((reading) => patterns.flatMap((one) => matchesIn(reading, one)));
  return replaceRanges(part, ranges, placeholder);
}

/** Where base64 begins within a run of its characters, only trying tells: each of four places may be right. */
function removeBase64(text: string, known: Known): string {
  if (known.short === undefined && known.long.length === 0) return text;
  return text.replace(base64, (run) =>
    [0, 1, 2, 3].some((offset) =>
      hasSecret(Buffer.from(run.slice(offset), "base64").toString("latin1"), known),
    )
      ? placeholder
      : run,
  );
}

function hasSecret(decoded: string, { short, long, numbers }: Known): boolean {
  if (long.some((value) => decoded.includes(value))) return true;
  // Bytes that are no text have any few digits by chance.
  if (!/^[ -~]*$/.test(decoded)) return numbersIn(decoded, numbers).length > 0;
  return decoded.search(short ?? /(?!)/) !== -1 || numbersIn(decoded, numbers).length > 0;
}

/** A number also as the vendor writes it, without its "+"; longer values first, so that no part of one is left. */
function variants(secrets: readonly string[]): string[] {
  const all = secrets.flatMap((secret) => [secret, secret.replace(/^\+/, ""), percentEncode(secret)]);
  return [...new Set(all)].filter((value) => value !== "").sort((one, other) => other.length - one.length);
}

/** By way of UTF-8, since half a surrogate pair cannot be encoded. */
function percentEncode(secret: string): string {
  return encodeURIComponent(Buffer.from(secret).toString());
}

/** More than that, and no regular expression can be made of several. */
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

/** A PIN of a few digits must not be found inside a longer number. */
function pinPattern(values: readonly string[]): RegExp | undefined {
  return values.length === 0 ? undefined : new RegExp(`(?<!\\d)(?:${values.join("|")})(?!\\d)`, "g");
}

function isShortNumber(value: string): boolean {
  return /^\d{1,6}$/.test(value);
}
