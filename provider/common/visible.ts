/*
 * Escapes control characters (C0, DEL and C1, which include ESC, CR and newlines), format characters (bidi
 * controls, zero-width characters) and Unicode's two separators. A terminal acts on them, a CI system reads
 * commands at the start of a line, and an editor may reorder the text.
 */
const invisible = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const invisibleButNewlines = /(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A text on one line, with a `\uXXXX` escape for each such character. Escaping twice changes nothing. */
export function visible(text: string): string {
  return text.replace(invisible, escapeCharacter);
}

/** The same for a text of several lines: newlines stay. Pass foreign parts through `visible` first. */
export function visibleLines(text: string): string {
  return text.replace(invisibleButNewlines, escapeCharacter);
}

/** A value as JSON, with such characters escaped. */
export function visibleJson(value: unknown, indent?: number): string {
  return visibleLines(JSON.stringify(value, undefined, indent));
}

/** A log that escapes its lines. */
export function visibleLog(log: (line: string) => void): (line: string) => void {
  return (line) => {
    log(visible(line));
  };
}

/** A value as a TypeScript literal. */
export function literal(value: string | number | boolean): string {
  return visible(JSON.stringify(value));
}

/** A character beyond U+FFFF becomes two escapes, which JSON and TypeScript both read. */
function escapeCharacter(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
