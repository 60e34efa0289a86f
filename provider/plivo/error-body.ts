import { asObject, asText, parseResponse, type JsonObject } from "./json";

/** What an answer says of itself, in the vendor's words: of any length, and with whatever they repeat. */
export interface VendorMessage {
  readonly text: string | undefined;
  readonly apiId: string | undefined;
}

/** Reads any of the vendor's error bodies: JSON in several shapes, HTML, plain text or nothing. */
export function readErrorBody(raw: string): VendorMessage {
  const json = asObject(parseResponse(raw));
  if (json === undefined) return { text: nonJsonText(raw), apiId: undefined };
  return { text: errorText(json) ?? asText(json["message"]), apiId: asText(json["api_id"]) };
}

/** Whether an error's body is one of the vendor's, rather than a proxy's page or a gateway's `{"message": ...}`. */
export function isPlivoErrorBody(raw: string): boolean {
  const json = asObject(parseResponse(raw));
  return json !== undefined && (errorText(json) ?? asText(json["api_id"])) !== undefined;
}

/** Reads a success: only what it calls an error counts, since its message says "Session created" and the like. */
export function readSuccessBody(raw: string): VendorMessage {
  const json = asObject(parseResponse(raw)) ?? {};
  return { text: errorText(json), apiId: asText(json["api_id"]) };
}

/** With at most so many characters. */
export function truncate(line: string, maxLength: number): string {
  return line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line;
}

/** Far more than is ever shown, far less than what makes searching it slow. */
const maxReadLength = 10_000;

/** The beginning of a text of any length, on one line, without a last word or number that was cut in two. */
export function beginning(long: string): string {
  const cut = long.slice(0, maxReadLength);
  if (cut.length === long.length) return collapseBlanks(cut);
  let end = Math.max(cut.lastIndexOf(" "), 0);
  while (end > 0 && /[\s\d+()./-]/.test(cut.charAt(end - 1))) end -= 1;
  return collapseBlanks(cut.slice(0, end));
}

function collapseBlanks(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function errorText({ error, Error: capital }: JsonObject): string | undefined {
  const inner = asObject(error);
  const text = inner === undefined ? asText(error) : (asText(inner["error"]) ?? asText(inner["message"]));
  return text ?? asText(capital);
}

/** JSON that was cut off is not quoted: it can hold PINs that the vendor made, which nobody could take out. */
function nonJsonText(whole: string): string | undefined {
  const raw = beginning(whole);
  if (/^\s*[[{]/.test(raw)) return undefined;
  return /^\s*<|<html|<!doctype/i.test(raw) ? htmlTitle(raw) : raw;
}

function htmlTitle(html: string): string {
  const title = /<title[^<>]*>([^<]*)<\/title>/i.exec(html)?.[1]?.trim();
  return title === undefined || title === "" ? "an HTML page" : `an HTML page titled ${title}`;
}
