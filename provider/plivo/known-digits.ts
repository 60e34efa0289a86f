import type { FoldedText, Range } from "./folded-text";

/** A number without its country code has this many digits. So many rarely match by chance. */
const minDigits = 7;
/** The maximum number of characters between two digits of a number. */
const maxGap = 20;

/** The digits of a phone number or long PIN. Undefined for anything else. */
export function numberDigits(secret: string): string | undefined {
  const digits = secret.replace(/\D/g, "");
  return digits.length >= minDigits && /^\+?[\d\s().-]+$/.test(secret) ? digits : undefined;
}

/** Where a text has these digits, or at least their last seven, whatever separates them. */
export function knownDigitsIn({ text, starts, ends }: FoldedText, known: string): Range[] {
  const places: number[] = [];
  for (let index = 0; index < text.length; index += 1) if (isDigit(text, index)) places.push(index);
  const digits = places.map((index) => text.charAt(index)).join("");
  const close = (place: number) => (places[place + 1] ?? Infinity) - (places[place] ?? 0) <= maxGap + 1;
  const ending = known.slice(-minDigits);
  const ranges: Range[] = [];
  for (let at = digits.indexOf(ending); at !== -1; at = digits.indexOf(ending, at + 1)) {
    const last = at + minDigits - 1;
    let first = last;
    while (first > 0 && close(first - 1) && digits[first - 1] === known.at(first - 1 - last - 1)) first -= 1;
    if (last - first + 1 < minDigits) continue;
    const begin = places[first] ?? 0;
    const plus = text.charAt(begin - 1) === "+" ? begin - 1 : begin;
    ranges.push([starts[plus] ?? 0, ends[places[last] ?? 0] ?? 0]);
  }
  return ranges;
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 48 && code <= 57;
}
