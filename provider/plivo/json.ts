/** The value of a JSON text; undefined where it is none. */
export function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    // "No JSON" is an answer of its own here, which each caller names with what it knows.
    return undefined;
  }
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
