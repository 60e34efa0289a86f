import { hasCredentials, withoutCredentials } from "../common/url-credentials";
import { matchesIn, readings, withWord, type Range } from "./folded-text";
import { knownDigitsIn, numberDigits } from "./known-digits";

const uuid = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i;
const phoneLike = /\+?\d(?:[\s()./\p{Pd}]{0,3}\d){6,}/gu;
/** A URL with whatever slashes, or of the web with none. */
const url = /(?::[/\\]+|\b(?:https?|wss?|ftp):)[^\s?#"'<>]*(?:[?#][^\s"'<>]*)?/gi;
const looseQuery = /\?[\w.~%[\]-]+=[^\s"'<>]*/g;
const base64 = /[A-Za-z0-9+/_-]{6,}={0,2}/g;
const removed = "[removed]";

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
  const known = { short: pins(short), long, numbers: [...new Set(numbers)] };
  return withoutUrlSecrets(withoutNumbers(withoutEncoded(without(text, long), known), known.numbers))
    .split(uuid)
    .map((part, index) => (index % 2 === 1 ? part : withoutDigits(part, known.short)))
    .join("");
}

interface Known {
  readonly short: RegExp | undefined;
  readonly long: readonly string[];
  readonly numbers: readonly string[];
}

function withoutUrlSecrets(text: string): string {
  return withoutCredentials(text, removed)
    .replace(url, withoutQuery)
    .replace(looseQuery, `?${removed}`)
    .split(/(\s+)/)
    .map((word) => (hasEncodedCredentials(word) ? removed : word))
    .join("");
}

function hasEncodedCredentials(word: string): boolean {
  return word.includes("%") && hasCredentials(word.replaceAll(`${removed}@`, ""));
}

function withoutQuery(address: string): string {
  const query = address.search(/[?#]/);
  return query === -1 ? address : `${address.slice(0, query)}?${removed}`;
}

function withoutNumbers(text: string, numbers: readonly string[]): string {
  return numbers.length === 0 ? text : withWord(text, numbersIn(text, numbers), removed);
}

function numbersIn(text: string, numbers: readonly string[]): Range[] {
  return readings(text).flatMap((reading) => numbers.flatMap((digits) => knownDigitsIn(reading, digits)));
}

/** Known PINs, and whatever looks like a phone number. */
function withoutDigits(part: string, short: RegExp | undefined): string {
  const patterns = short === undefined ? [phoneLike] : [short, phoneLike];
  const ranges = readings(part).flatMap((reading) => patterns.flatMap((one) => matchesIn(reading, one)));
  return withWord(part, ranges, removed);
}

/** Where base64 begins within a run of its characters, only trying tells: each of four places may be right. */
function withoutEncoded(text: string, known: Known): string {
  if (known.short === undefined && known.long.length === 0) return text;
  return text.replace(base64, (run) =>
    [0, 1, 2, 3].some((offset) => shows(Buffer.from(run.slice(offset), "base64").toString("latin1"), known))
      ? removed
      : run,
  );
}

function shows(decoded: string, { short, long, numbers }: Known): boolean {
  if (long.some((value) => decoded.includes(value))) return true;
  // Bytes that are no text have any few digits by chance.
  if (!/^[ -~]*$/.test(decoded)) return numbersIn(decoded, numbers).length > 0;
  return decoded.search(short ?? /(?!)/) !== -1 || numbersIn(decoded, numbers).length > 0;
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
  const patterns = values
    .filter(({ length }) => length <= longestPattern)
    .map((value) => value.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  return patterns.length === 0 ? rest : rest.replace(new RegExp(patterns.join("|"), "g"), removed);
}

/** A PIN of a few digits must not be found inside a longer number. */
function pins(values: readonly string[]): RegExp | undefined {
  return values.length === 0 ? undefined : new RegExp(`(?<!\\d)(?:${values.join("|")})(?!\\d)`, "g");
}

function isShortNumber(value: string): boolean {
  return /^\d{1,6}$/.test(value);
}
