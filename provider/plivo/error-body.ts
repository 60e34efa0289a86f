import { z } from "zod";

/** What an answer says of itself, in the vendor's words: of any length, and with whatever they repeat. */
export interface VendorSays {
  readonly text: string | undefined;
  readonly apiId: string | undefined;
}

const text = z.string().optional().catch(undefined);
const nested = z.object({ error: text, message: text });
const body = z.object({
  api_id: text,
  error: z.union([z.string(), nested]).optional().catch(undefined),
  Error: text,
  message: text,
});

/** Reads any of the vendor's error bodies: JSON in several shapes, HTML, plain text or nothing. */
export function readErrorBody(raw: string): VendorSays {
  const json = body.safeParse(parseJson(raw));
  if (json.success) return { text: errorText(json.data) ?? json.data.message, apiId: json.data.api_id };
  return { text: nonJsonText(raw), apiId: undefined };
}

/** Whether an error's body is one of the vendor's, rather than a proxy's page or a gateway's `{"message": ...}`. */
export function isVendorsError(raw: string): boolean {
  const json = body.safeParse(parseJson(raw));
  return json.success && (errorText(json.data) ?? json.data.api_id) !== undefined;
}

/** Reads a success: only what it calls an error counts, since its message says "Session created" and the like. */
export function readSuccessBody(raw: string): VendorSays {
  const json = body.safeParse(parseJson(raw));
  return json.success
    ? { text: errorText(json.data), apiId: json.data.api_id }
    : { text: undefined, apiId: undefined };
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

/** With at most so many characters. */
export function shorten(line: string, longest: number): string {
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** Far more than is ever shown, far less than what makes searching it slow. */
const longestRead = 10_000;

/** The beginning of a text of any length, on one line, without a last word or number that was cut in two. */
export function beginning(long: string): string {
  const cut = long.slice(0, longestRead);
  if (cut.length === long.length) return onOneLine(cut);
  let end = Math.max(cut.lastIndexOf(" "), 0);
  while (end > 0 && /[\s\d+()./-]/.test(cut.charAt(end - 1))) end -= 1;
  return onOneLine(cut.slice(0, end));
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function errorText({ error, Error: capital }: z.output<typeof body>): string | undefined {
  const inner = typeof error === "object" ? (error.error ?? error.message) : error;
  return inner ?? capital;
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
