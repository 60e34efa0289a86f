import { CallbackUnreadableError } from "./errors";

/**
 * A callback as it comes: a form body, a query string (also within a URL), a JSON text, `URLSearchParams`, `FormData`, or an object of
 * attributes, as frameworks make it.
 */
export type CallbackInput = string | Iterable<readonly [string, unknown]> | Readonly<Record<string, unknown>>;

/** An attribute by the vendor's name; a name may come several times. */
export type Pair = readonly [name: string, value: unknown];

/**
 * The attributes of a callback in the order in which they came.
 *
 * @throws CallbackUnreadableError where it is no callback in any form.
 */
export function pairsOf(input: CallbackInput): Pair[] {
  return typeof input === "string" ? pairsOfText(input.trim()) : pairsOfObject(input);
}

/** An attribute's values: frameworks gather in a list what comes several times. */
export function valuesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function pairsOfText(text: string): Pair[] {
  return text.startsWith("{") ? pairsOfObject(parseJson(text)) : [...new URLSearchParams(queryOf(text))];
}

/** The query of a URL or of a path; any other text is a query. */
export function queryOf(text: string): string {
  if (!/^(?:https?:\/)?\//i.test(text)) return text;
  return /\?([^#]*)/.exec(text)?.[1] ?? "";
}

function parseJson(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    // JSON.parse's own error quotes the text.
    throw new CallbackUnreadableError("begins like JSON, but is none");
  }
}

/** Anything, since JavaScript callers and frameworks hand over what they have. */
function pairsOfObject(input: unknown): Pair[] {
  if (typeof input !== "object" || input === null) return [];
  try {
    return isIterable(input) ? [...input].filter(isPair) : Object.entries(input);
  } catch {
    throw new CallbackUnreadableError("is an object whose attributes cannot be read");
  }
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}

function isPair(value: unknown): value is Pair {
  return Array.isArray(value) && typeof value[0] === "string";
}
