/** The maximum depth of a response's JSON. Plivo's responses have 5 levels. */
export const maxLevels = 32;

/** The value of a response's JSON. Undefined if it is not JSON, or too deep. */
export function parseResponse(raw: string): unknown {
  // JSON.parse needs 200 bytes for each open bracket: a few megabytes of them would need gigabytes.
  return isNestedTooDeep(raw) ? undefined : parseJson(raw);
}

/** The value of a JSON text. Undefined if it is not JSON. */
export function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    // Each caller reports this with its own details.
    return undefined;
  }
}

const [quote, backslash, openList, openObject, closeList, closeObject] = Array.from('"\\[{]}', (character) =>
  character.charCodeAt(0),
);

/**
 * Whether brackets outside strings are nested too deep. For a text that is not JSON, the result has no
 * meaning.
 */
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

/** The index of the quote that ends the string starting here, or -1. */
function endOfString(raw: string, start: number): number {
  let end = raw.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(raw, end)) end = raw.indexOf('"', end + 1);
  return end;
}

/** Whether an odd number of backslashes precedes it. */
function isEscaped(raw: string, index: number): boolean {
  let before = index - 1;
  while (raw.charCodeAt(before) === backslash) before -= 1;
  return (index - before) % 2 === 0;
}

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value if it is a JSON object, not a list. Otherwise undefined. */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** The value if it is a string. Otherwise undefined. */
export function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
