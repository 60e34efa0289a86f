import { asObject, asText, parseResponse, type JsonObject } from "./json";

/** Plivo's text in a response, of any length and not yet scrubbed. */
export interface VendorMessage {
  readonly text: string | undefined;
  readonly apiId: string | undefined;
}

/** Reads an error's body: JSON in several shapes, HTML, plain text or nothing. */
export function readErrorBody(raw: string): VendorMessage {
  const json = asObject(parseResponse(raw));
  if (json === undefined) return { text: nonJsonText(raw), apiId: undefined };
  return { text: errorText(json) ?? asText(json["message"]), apiId: asText(json["api_id"]) };
}

/** Whether an error's body is Plivo's, and not a proxy's page or a gateway's `{"message": ...}`. */
export function isPlivoErrorBody(raw: string): boolean {
  const json = asObject(parseResponse(raw));
  return json !== undefined && (errorText(json) ?? asText(json["api_id"])) !== undefined;
}

/** Reads a success. Only its `error` counts, because its `message` is "Session created" and the like. */
export function readSuccessBody(raw: string): VendorMessage {
  const json = asObject(parseResponse(raw)) ?? {};
  return { text: errorText(json), apiId: asText(json["api_id"]) };
}

/** A line cut to a maximum length. */
export function truncate(line: string, maxLength: number): string {
  return line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line;
}

/** Far more than messages show, and short enough to search fast. */
const maxReadLength = 10_000;

/** The beginning of a text on one line. Drops a last word or number that the cut would split. */
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

/**
 * Truncated JSON is not quoted: it can contain PINs that Plivo generated, and those could not be scrubbed.
 */
function nonJsonText(whole: string): string | undefined {
  const raw = beginning(whole);
  if (/^\s*[[{]/.test(raw)) return undefined;
  return /^\s*<|<html|<!doctype/i.test(raw) ? htmlTitle(raw) : raw;
}

function htmlTitle(html: string): string {
  const title = /<title[^<>]*>([^<]*)<\/title>/i.exec(html)?.[1]?.trim();
  return title === undefined || title === "" ? "an HTML page" : `an HTML page titled ${title}`;
}
