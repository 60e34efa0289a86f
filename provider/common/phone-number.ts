import { withoutSeparators } from "./separators";

/**
 * The E.164 form of a number with "+" and country code. The number may have a national trunk zero, as in
 * "+44 (0)20 ...". Undefined if no such number is possible. A possible number can still be wrong.
 */
export function e164(text: string): string | undefined {
  const number = parse(withoutSeparators(text));
  if (number === undefined || number.length > maxLength || hasMexicanMobilePrefix(number)) return undefined;
  // The parser drops one trunk zero. A second one would be dropped only by parsing again, so reject the
  // number.
  return number === text || parse(number) === number ? number : undefined;
}

/** Mexico dropped the 1 after its country code in 2019; with it, a number has one digit too many. */
export function hasMexicanMobilePrefix(number: string): boolean {
  return number.startsWith("+521");
}

/** "+" and 15 digits. */
const maxLength = 16;

function parse(text: string): string | undefined {
  // Loaded on first use: a diff, and most of Plivo's responses, need no parser.
  const { parsePhoneNumberFromString } =
    require("libphonenumber-js/min") as typeof import("libphonenumber-js/min");
  const number = /^\+[0-9]+$/.test(text) ? parsePhoneNumberFromString(text) : undefined;
  return number?.isPossible() === true ? number.number : undefined;
}
