/** A text as people read it, and the position of each character in the original. */
export interface FoldedText {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** A range of the original. */
export type Range = readonly [start: number, end: number];

/** One character, or its escape in a URL, in HTML or in JSON. */
const units = /%[0-9a-f]{2}|&#x[0-9a-f]{1,6};|&#\d{1,7};|&[a-z]{2,8};|\\u[0-9a-f]{4}|\\[nrt]|./gisu;

/**
 * Two readings of a text: one with escapes replaced, and one without, because digits may follow what only
 * looks like an escape. Both are in Unicode's form NFKC (full-width digits become digits), without invisible
 * format characters.
 */
export function readings(text: string): FoldedText[] {
  return [foldText(text, /./gsu), foldText(text, units)];
}

function foldText(text: string, units: RegExp): FoldedText {
  const characters: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: unit, index } of text.matchAll(units)) {
    for (const character of readUnit(unit)) {
      characters.push(character);
      starts.push(index);
      ends.push(index + unit.length);
    }
  }
  return { text: characters.join(""), starts, ends };
}

/** The UTF-16 units of one character or escape. None for a format character. */
function readUnit(unit: string): string[] {
  const read = unit.length === 1 ? unit : unescapeUnit(unit);
  if (read.length === 1 && read.charCodeAt(0) < 128) return [read];
  return read
    .replace(/\p{Cf}/gu, "")
    .normalize("NFKC")
    .split("");
}

function unescapeUnit(unit: string): string {
  const [, hex = "", html = "", decimal = ""] =
    /^(?:%([0-9a-f]{2})|\\u[0-9a-f]{4}|&#x([0-9a-f]+);|&#(\d+);)$/i.exec(unit) ?? [];
  if (unit.startsWith("\\u")) return String.fromCharCode(Number.parseInt(unit.slice(2), 16));
  // A byte of a longer character, such as a no-break space, counts as a separator.
  if (hex !== "") return /^[0-7]/.test(hex) ? String.fromCharCode(Number.parseInt(hex, 16)) : " ";
  if (html !== "" || decimal !== "") {
    const code = html === "" ? Number(decimal) : Number.parseInt(html, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : " ";
  }
  return /^[&\\]./.test(unit) ? " " : unit;
}

/** The ranges of the original in which the folded text matches a pattern. */
export function matchesIn({ text, starts, ends }: FoldedText, pattern: RegExp): Range[] {
  return Array.from(text.matchAll(pattern), ({ 0: match, index }) => [
    starts[index] ?? 0,
    ends[index + match.length - 1] ?? 0,
  ]);
}

/** The text with a word in place of each range. Ranges may overlap. */
export function replaceRanges(text: string, ranges: readonly Range[], word: string): string {
  const sorted = ranges.toSorted(([one], [other]) => one - other);
  let rest = "";
  let index = 0;
  for (const [start, end] of sorted) {
    if (start >= index) rest += text.slice(index, start) + word;
    index = Math.max(index, end);
  }
  return rest + text.slice(index);
}
