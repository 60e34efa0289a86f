import { headerOf, type CallbackHeaders } from "./headers";
import { pairsOf, queryOf, valuesOf, type CallbackInput } from "./input";

/** Plivo sends one signature for each active token of an account and of its main account. */
const maxSignatures = 10;
/** Plivo's document has 20 attributes. */
const maxAttributes = 200;

/** The signatures in headers of these names; undefined if there are too many. Reads no further than the limit. */
export function signaturesIn(headers: CallbackHeaders, names: readonly string[]): string[] | undefined {
  const headersGiven = names.map((name) => headerOf(headers, name)).filter((value) => value !== "");
  const given = headersGiven.join(",").split(",", maxSignatures + 1);
  if (given.length > maxSignatures) return undefined;
  return given.map((signature) => signature.trim()).filter((signature) => signature !== "");
}

/** Whether a request has too many attributes in its query and body. Counts what separates them, before anything is decoded. */
export function hasTooManyAttributes(url: string, body: CallbackInput): boolean {
  const room = maxAttributes - countIn(url.includes("?") ? queryOf(url) : "");
  return countOf(body, room) > room;
}

/** How many there are; 0 if they are certainly no more than there is room for. */
function countOf(input: CallbackInput, room: number): number {
  const text = typeof input === "string" ? input.trim() : undefined;
  if (text !== undefined && !text.startsWith("{")) return countIn(queryOf(text));
  // Of JSON, a comma may stand in a value: few of them mean few attributes, and many must be counted.
  if (text !== undefined && separators(text, ",") < room) return 0;
  return pairsOf(input).reduce((count, [, value]) => count + valuesOf(value).length, 0);
}

function countIn(form: string): number {
  return form === "" ? 0 : separators(form, "&") + 1;
}

/** How often a separator is there, counted to the limit. */
function separators(text: string, separator: string): number {
  let count = 0;
  for (let at = text.indexOf(separator); at >= 0 && count <= maxAttributes; count += 1) {
    at = text.indexOf(separator, at + 1);
  }
  return count;
}
