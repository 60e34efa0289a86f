import fc from "fast-check";

/** A value that nobody but the two parties, or the account's owner, may see. */
export interface Personal {
  readonly kind: "number" | "PIN" | "token";
  readonly value: string;
}

const digits = (least: number, most: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most })
    .map((list) => list.join(""));

/** A party's number: E.164 with "+". */
export const phoneNumbers = fc
  .tuple(fc.constantFrom("1", "44", "49", "91", "971"), fc.integer({ min: 1, max: 9 }), digits(7, 9))
  .map(([code, first, rest]) => `+${code}${String(first)}${rest}`);

/** Of 5 digits or more: what has 4 is a year, or a port's part, too often to be told from them. */
export const pins = digits(5, 15);

const letters = Array.from("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789");

/** Long enough to be no word of the vendor's or ours. */
export const tokens = fc
  .array(fc.constantFrom(...letters), { minLength: 12, maxLength: 24 })
  .map((list) => list.join(""));

const formatted = (number: string) =>
  number.replace(
    /^\+(\d{1,2})(\d{3})(\d{3})(\d+)$/,
    (_, code: string, area: string, one: string, two: string) => {
      return `+${code} (${area}) ${one}-${two}`;
    },
  );

/** The ways in which a vendor's text may repeat a value. */
export function writtenForms({ kind, value }: Personal): string[] {
  const common = [value, encodeURIComponent(value), JSON.stringify(value), `'${value}'`, `:${value},`];
  if (kind !== "number") return common;
  const bare = value.slice(1);
  const spaced = [" ", "  ", "     ", "-", "\u2011", "\u00a0", ".", "\n", "/"].map((gap) => {
    return `${bare.slice(0, 4)}${gap}${bare.slice(4, 7)}${gap}${bare.slice(7)}`;
  });
  return [...common, bare, `00${bare}`, `&#43;${bare}`, `tel:${bare}`, formatted(value), ...spaced];
}

/** Whether a text shows a value, in whatever way people write it. */
export function shows(text: string, { kind, value }: Personal): boolean {
  if (kind === "number") return text.replace(/[\s()./+\p{Pd}]/gu, "").includes(value.slice(1));
  if (kind === "PIN") return new RegExp(`(?<![\\dA-Za-z-])${value}(?![\\dA-Za-z-])`).test(text);
  return text.includes(value) || text.includes(encodeURIComponent(value));
}
