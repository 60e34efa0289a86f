import { withoutSeparators } from "../common/separators";
import { isoTime } from "./time";

/*
 * How responses and callbacks are read: each kind of attribute has one reader for both. A value comes as JSON
 * has it, or as a text, since form bodies make texts of everything. Undefined: it cannot be read.
 *
 * By hand and without a package, since callbacks are read in other people's servers, and a library of schemas
 * adds 50 ms to the start of the provider's process and half of the time of a request.
 */

/** Without what stands around it; undefined for a blank text, and for what is no text, number or boolean. */
export function text(value: unknown): string | undefined {
  const isAttribute = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  const written = isAttribute ? String(value).trim() : "";
  return written === "" ? undefined : written;
}

export function flag(value: unknown): boolean | undefined {
  const written = text(value)?.toLowerCase();
  return written === "true" ? true : written === "false" ? false : undefined;
}

/**
 * A number that is exact: none beyond 2^53. "-0" becomes 0, which is all that JSON, and so a state, can hold.
 */
export function number(value: unknown): number | undefined {
  const read = Number(decimal(value) ?? Number.NaN) + 0;
  return Math.abs(read) <= Number.MAX_SAFE_INTEGER ? read : undefined;
}

export function integer(value: unknown): number | undefined {
  const read = number(value);
  return Number.isInteger(read) ? read : undefined;
}

/** A decimal number as text, since it is money; 1e-7 becomes 0.0000001. */
export function amount(value: unknown): string | undefined {
  const written = decimal(value);
  const [, sign = "", whole = "", fraction = "", exponent] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e(-?\d+))?$/i.exec(written ?? "") ?? [];
  if (exponent === undefined) return written;
  const shift = Number(exponent);
  const digits = `${"0".repeat(Math.max(0, -shift))}${whole}${fraction}${"0".repeat(Math.max(0, shift))}`;
  const point = Math.max(0, -shift) + whole.length + shift;
  const plain = `${digits.slice(0, point)}.${digits.slice(point)}`;
  return sign + plain.replace(/^0+(?=\d)/, "").replace(/\.?0*$/, "");
}

function decimal(value: unknown): string | undefined {
  const written = typeof value === "boolean" ? undefined : text(value);
  return /^-?\d{1,30}(?:\.\d{1,30})?(?:e-?\d{1,2})?$/i.test(written ?? "") ? written : undefined;
}

/** ISO 8601 in UTC. */
export function time(value: unknown): string | undefined {
  return isoTime(text(value) ?? "");
}

/** A zero of national dialling, which is not dialled from abroad; Italy's is. */
const nationalZero = /^(\+?(?!39)\d{1,3})\s*\(0\)/;

/**
 * A number with "+", without separators. Bare digits are what Plivo dials. Anything but a number with country
 * code, such as a SIP address or four digits, stays as it is.
 */
export function phoneNumber(value: unknown): string | undefined {
  const written = text(value);
  const digits = withoutSeparators((written ?? "").replace(nationalZero, "$1"));
  if (/^\+\d+$/.test(digits)) return digits;
  return /^\d{5,20}$/.test(digits) ? `+${digits}` : written;
}
