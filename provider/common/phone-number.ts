import { withoutSeparators } from "./separators";

/**
 * The E.164 form of a number with "+" and country code, which may have the zero of national dialling ("+44 (0)20 ...").
 * Undefined: no such number is possible. Possible is not valid: one wrong digit can pass.
 */
export function e164(text: string): string | undefined {
  const number = parse(withoutSeparators(text));
  if (number === undefined || number.length > maxLength || hasMexicanMobilePrefix(number)) return undefined;
  // A second zero of national dialling would go only when the number is parsed again: no number then.
  return number === text || parse(number) === number ? number : undefined;
}

/** Mexico dropped the 1 after its country code in 2019; with it, a number has one digit too many. */
export function hasMexicanMobilePrefix(number: string): boolean {
  return number.startsWith("+521");
}

/** "+" and 15 digits. */
const maxLength = 16;

function parse(text: string): string | undefined {
  // Loaded by the first number: a diff, and what Plivo's responses usually have, need no parser.
  const { parsePhoneNumberFromString } =
    require("libphonenumber-js/min") as typeof import("libphonenumber-js/min");
  const number = /^\+[0-9]+$/.test(text) ? parsePhoneNumberFromString(text) : undefined;
  return number?.isPossible() === true ? number.number : undefined;
}
