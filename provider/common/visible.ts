/*
 * Beside errors.ts, which itself needs it: plivo/, session/, callbacks/ and command/ may all import it, and it imports nothing.
 *
 * Escaped are control characters (C0, DEL and C1, so ESC, CR and newlines too), format characters (bidi controls, zero-width ones) and
 * the two separators of Unicode. A terminal acts on them, a CI system reads commands at the beginning of a line, and an editor shows a
 * text in another order than it has.
 */
const invisible = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const invisibleButNewlines = /(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A text on one line, in which whatever a terminal would act on or hide is a `\uXXXX` escape. Escaping twice changes nothing. */
export function visible(text: string): string {
  return text.replace(invisible, escapeCharacter);
}

/** The same for a text of several lines of our own: newlines stay. Parts that come from elsewhere go through `visible` first. */
export function visibleLines(text: string): string {
  return text.replace(invisibleButNewlines, escapeCharacter);
}

/** A value as JSON, whose texts have such characters as `\u` escapes. */
export function visibleJson(value: unknown, indent?: number): string {
  return visibleLines(JSON.stringify(value, undefined, indent));
}

/** A log whose lines are visible. */
export function visibleLog(log: (line: string) => void): (line: string) => void {
  return (line) => {
    log(visible(line));
  };
}

/** A text as a literal of TypeScript. */
export function literal(value: string | number | boolean): string {
  return visible(JSON.stringify(value));
}

/** A character beyond U+FFFF as two escapes, which JSON and TypeScript both read. */
function escapeCharacter(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
