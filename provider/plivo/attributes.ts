import { withoutSeparators } from "../common/separators";
import { isoTime } from "./time";

/*
 * Readers for the attributes of responses and callbacks, one for each kind. A value is JSON, or text in a
 * form body. A reader returns undefined if it cannot read the value.
 *
 * No schema library: it would add 50 ms to the start of the provider's process, and become a dependency of
 * every server that reads callbacks.
 */

/** A text, number or boolean as trimmed text. Undefined if blank. */
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
 * An exact number: none beyond 2^53. "-0" becomes 0, because JSON, and so a state, has no -0.
 */
export function number(value: unknown): number | undefined {
  const read = Number(decimal(value) ?? Number.NaN) + 0;
  return Math.abs(read) <= Number.MAX_SAFE_INTEGER ? read : undefined;
}

export function integer(value: unknown): number | undefined {
  const read = number(value);
  return Number.isInteger(read) ? read : undefined;
}

/** A decimal number as text, because it is money. 1e-7 becomes 0.0000001. */
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

/** A national trunk zero, which is not dialled from abroad, except Italy's. */
const nationalZero = /^(\+?(?!39)\d{1,3})\s*\(0\)/;

/**
 * A number with "+", without separators. Plivo reports numbers as bare digits. A SIP address, or fewer than 5
 * digits, stays unchanged.
 */
export function phoneNumber(value: unknown): string | undefined {
  const written = text(value);
  const digits = withoutSeparators((written ?? "").replace(nationalZero, "$1"));
  if (/^\+\d+$/.test(digits)) return digits;
  return /^\d{5,20}$/.test(digits) ? `+${digits}` : written;
}
