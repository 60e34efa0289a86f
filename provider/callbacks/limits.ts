import { headerOf, type CallbackHeaders } from "./headers";
import { pairsOf, queryOf, valuesOf, type CallbackInput } from "./input";

/** Plivo sends one signature for each active token of the account and of its main account. */
const maxSignatures = 10;
/** Plivo documents 20 attributes. */
const maxAttributes = 200;

/** The signatures in these headers; undefined if there are too many. Reads no further than the limit. */
export function signaturesIn(headers: CallbackHeaders, names: readonly string[]): string[] | undefined {
  const headersGiven = names.map((name) => headerOf(headers, name)).filter((value) => value !== "");
  const given = headersGiven.join(",").split(",", maxSignatures + 1);
  if (given.length > maxSignatures) return undefined;
  return given.map((signature) => signature.trim()).filter((signature) => signature !== "");
}

/** Whether query and body have too many attributes. Counts separators, before anything is decoded. */
export function hasTooManyAttributes(url: string, body: CallbackInput): boolean {
  const room = maxAttributes - countIn(url.includes("?") ? queryOf(url) : "");
  return countOf(body, room) > room;
}

/** The number of attributes, or 0 if it surely does not exceed `room`. */
function countOf(input: CallbackInput, room: number): number {
  const text = typeof input === "string" ? input.trim() : undefined;
  if (text !== undefined && !text.startsWith("{")) return countIn(queryOf(text));
  // A JSON value may contain commas: few commas mean few attributes, but many prove nothing.
  if (text !== undefined && separators(text, ",") < room) return 0;
  return pairsOf(input).reduce((count, [, value]) => count + valuesOf(value).length, 0);
}

function countIn(form: string): number {
  return form === "" ? 0 : separators(form, "&") + 1;
}

/** The number of separators, counted up to the limit. */
function separators(text: string, separator: string): number {
  let count = 0;
  for (let at = text.indexOf(separator); at >= 0 && count <= maxAttributes; count += 1) {
    at = text.indexOf(separator, at + 1);
  }
  return count;
}
