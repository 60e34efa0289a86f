/** Masks numbers and PINs until the user reveals them. */

const dots = "••••••";
const party = /(^|_)(first|second)_?party$|(^|_)caller$|^(from|to|number)$/i;
const pin = /(^|_)pins?$|^digits$/i;
const virtual = /virtual_?number$/i;
/** A phone number within a text, but not in a UUID. */
const numberWithin = /(?<![\w-])(?:\+|%2B)?\d{7,15}(?![\w-])/gi;
/** In a text that is no JSON, any digits may be a PIN. */
const digitsWithin = /\d{4,}/g;

/** @param {string} number */
export function maskNumber(number) {
  return number === "" ? "" : dots + number.slice(-2);
}

/** @param {string} number */
export function withPlus(number) {
  return /^\d+$/.test(number) ? `+${number}` : number;
}

/**
 * @param {string} name
 * @param {string} text
 */
function maskText(name, text) {
  if (text === "" || virtual.test(name)) return text;
  if (pin.test(name)) return dots;
  if (party.test(name) && /\d/.test(text)) return maskNumber(text);
  return text.replace(numberWithin, maskNumber);
}

/**
 * A copy of the value with masked numbers of parties and PINs.
 *
 * @param {unknown} value
 * @param {string} [name] the name of its member
 * @returns {unknown}
 */
export function mask(value, name = "") {
  if (typeof value === "string") return maskText(name, value);
  if (typeof value === "number")
    return pin.test(name) || value >= 1_000_000 ? maskText(name, String(value)) : value;
  if (Array.isArray(value)) return value.map((item) => mask(item, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mask(member, key)]));
}

/**
 * Masks a request's body. In one that is no JSON, all longer numbers are masked.
 *
 * @param {unknown} body
 * @returns {unknown}
 */
export function maskBody(body) {
  return typeof body === "string" ? body.replace(digitsWithin, dots) : mask(body);
}
