/** Levels of lists and objects that are read of an answer; Plivo's have 5. */
export const maxLevels = 32;

/** The value of an answer's JSON; undefined if it is none, or has more levels than are read. */
export function parseResponse(raw: string): unknown {
  // JSON.parse takes 200 bytes for each open bracket: a few megabytes of them would take gigabytes.
  return isNestedTooDeep(raw) ? undefined : parseJson(raw);
}

/** The value of a JSON text; undefined where it is none. */
export function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    // "No JSON" is an answer of its own here, which each caller names with what it knows.
    return undefined;
  }
}

const [quote, backslash, openList, openObject, closeList, closeObject] = Array.from('"\\[{]}', (character) =>
  character.charCodeAt(0),
);

/** Whether brackets outside of strings are nested deeper than is read; of what is no JSON, it may be either. */
export function isNestedTooDeep(raw: string): boolean {
  let level = 0;
  for (let index = 0; index < raw.length; index += 1) {
    const code = raw.charCodeAt(index);
    if (code === quote) {
      index = endOfString(raw, index);
      if (index === -1) return false;
    } else if (code === openList || code === openObject) {
      level += 1;
      if (level > maxLevels) return true;
    } else if (code === closeList || code === closeObject) level -= 1;
  }
  return false;
}

/** Where a string ends that begins at this quote; -1: it does not. */
function endOfString(raw: string, start: number): number {
  let end = raw.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(raw, end)) end = raw.indexOf('"', end + 1);
  return end;
}

/** An odd number of backslashes stands before it. */
function isEscaped(raw: string, index: number): boolean {
  let before = index - 1;
  while (raw.charCodeAt(before) === backslash) before -= 1;
  return (index - before) % 2 === 0;
}

/** An object with names, as JSON has it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The same value where it is a JSON object, and no list; else undefined. */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** The same value where it is a text; else undefined. */
export function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
