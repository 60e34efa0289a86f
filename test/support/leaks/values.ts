import { recordValue } from "../../../tools/leaks/record.ts";

/** Of fewer characters a token could be a word. */
const shortestToken = 8;

/** `first_party` and `firstParty`, in JSON or in a query. */
const numbers = /(?:first|second)_?[pP]arty"?\s*[:=]\s*"?((?:\+|%2B)?[\d\s().-]{7,30})/g;
const pins = /(?:first|second)_?[pP]arty_?[pP]in"?\s*[:=]\s*"(\d{4,15})"/g;
const passwords = /"https?:\/\/[^\s"/@:]*:([^\s"/@]+)@/g;
const wholeNumbers = /:\s*(\d{4,6})\s*[,}\]]/g;

/**
 * Records each number, PIN and password of a JSON text or a query, and the whole numbers that could be PINs.
 */
export function noteValuesIn(text: string): void {
  for (const found of matches(text, numbers)) {
    const digits = found.replace(/^%2B/, "").replace(/\D/g, "");
    if (digits.length >= 7) recordValue("number", digits);
  }
  for (const pin of matches(text, pins)) recordValue("PIN", pin);
  for (const password of matches(text, passwords)) noteToken(password);
  for (const whole of matches(text, wholeNumbers)) recordValue("public", whole);
}

/** The same of a resource's properties. */
export function noteValuesOf(properties: object): void {
  noteValuesIn(JSON.stringify(properties));
}

/** Notes the token of an Authorization header, and the header's own form of it. */
export function noteCredentials(authorization: string | undefined): void {
  const encoded = /^basic +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return;
  noteToken(encoded);
  const decoded = Buffer.from(encoded, "base64").toString("utf8");
  noteToken(decoded.slice(decoded.indexOf(":") + 1));
}

function noteToken(text: string): void {
  if (text.length >= shortestToken) recordValue("token", text);
}

function matches(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([, found = ""]) => found);
}
