import { CallbackUnreadableError } from "./errors";

/**
 * A received callback: a form body, a query string or URL, JSON text, `URLSearchParams`, `FormData`, or an
 * object of attributes from a framework.
 */
export type CallbackInput = string | Iterable<readonly [string, unknown]> | Readonly<Record<string, unknown>>;

/** An attribute by Plivo's name. A name can occur several times. */
export type Pair = readonly [name: string, value: unknown];

/**
 * The attributes of a callback, in their order.
 *
 * @throws CallbackUnreadableError
 */
export function pairsOf(input: CallbackInput): Pair[] {
  return typeof input === "string" ? pairsOfText(input.trim()) : pairsOfObject(input);
}

/** An attribute's values: frameworks put several into a list. */
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
    throw new CallbackUnreadableError("starts like JSON, but is not valid JSON");
  }
}

/** Takes anything, because JavaScript callers and frameworks pass what they have. */
function pairsOfObject(input: unknown): Pair[] {
  if (typeof input !== "object" || input === null) return [];
  try {
    return isIterable(input) ? [...input].filter(isPair) : Object.entries(input);
  } catch {
    throw new CallbackUnreadableError("is an object with attributes that cannot be read");
  }
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}

function isPair(value: unknown): value is Pair {
  return Array.isArray(value) && typeof value[0] === "string";
}
