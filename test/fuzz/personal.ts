import fc from "fast-check";

/** A value that only the parties, or the account's owner, may see. */
export interface Personal {
  readonly kind: "number" | "PIN" | "token";
  readonly value: string;
  /** The request has this number, so the provider must find it in any form. */
  readonly isSent?: true;
}

const base64 = (text: string) => Buffer.from(text).toString("base64");
/** The neighbours of a value within base64. */
const besides = ["", "party "];

const digits = (least: number, most: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most })
    .map((list) => list.join(""));

/** A party's number: E.164 with "+". */
export const phoneNumbers = fc
  .tuple(fc.constantFrom("1", "44", "49", "91", "971"), fc.integer({ min: 1, max: 9 }), digits(7, 9))
  .map(([code, first, rest]) => `+${code}${String(first)}${rest}`);

/** Digits of 5 or more: 4 digits are too often a year or part of a port. */
export const pins = digits(5, 15);

const letters = Array.from("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789");

/** Long enough to be no word of the vendor's or ours. */
export const tokens = fc
  .array(fc.constantFrom(...letters), { minLength: 12, maxLength: 24 })
  .map((list) => list.join(""));

const formatNumber = (number: string) =>
  number.replace(
    /^\+(\d{1,2})(\d{3})(\d{3})(\d+)$/,
    (_, code: string, area: string, one: string, two: string) => {
      return `+${code} (${area}) ${one}-${two}`;
    },
  );

/** The ways in which a vendor's text may repeat a value. */
export function writtenForms({ kind, value, isSent }: Personal): string[] {
  const common = [value, encodeURIComponent(value), JSON.stringify(value), `'${value}'`, `:${value},`];
  if (kind !== "number") return common;
  const bare = value.slice(1);
  const gaps = ["%20", "&nbsp;", "\u200b", "\u2060", ...(isSent === true ? ["_", ",", "|", ":"] : [])];
  const spaced = [" ", "  ", "     ", "-", "\u2011", "\u00a0", ".", "\n", "/", ...gaps].map((gap) => {
    return `${bare.slice(0, 4)}${gap}${bare.slice(4, 7)}${gap}${bare.slice(7)}`;
  });
  const wide = bare.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const encoded = isSent === true ? besides.map((before) => base64(`${before}${value}`)) : [];
  return [
    ...common,
    ...encoded,
    wide,
    bare,
    `00${bare}`,
    `&#43;${bare}`,
    `tel:${bare}`,
    formatNumber(value),
    ...spaced,
  ];
}

/** Whether a text shows a value, in whatever way people write it. */
export function isShown(text: string, { kind, value }: Personal): boolean {
  if (kind === "number") {
    const digits = text
      .normalize("NFKC")
      .replace(/%20|&nbsp;|\\u[0-9a-f]{4}|\p{Cf}|[\s()./+\p{Pd}_,|:]/gu, "");
    const encoded = besides.map((before) => base64(`${before}${value}`).replace(/.{0,3}=*$/, ""));
    return digits.includes(value.slice(1)) || encoded.some((form) => text.includes(form));
  }
  if (kind === "PIN") return new RegExp(`(?<![\\dA-Za-z-])${value}(?![\\dA-Za-z-])`).test(text);
  return text.includes(value) || text.includes(encodeURIComponent(value));
}
