import { z } from "zod";

/** What an answer that is no success says. */
export interface VendorSays {
  readonly text: string | undefined;
  readonly apiId: string | undefined;
}

const longest = 300;

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
  if (json.success) return { text: shorten(jsonText(json.data)), apiId: json.data.api_id };
  return { text: shorten(/^\s*</.test(raw) ? htmlTitle(raw) : raw), apiId: undefined };
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

function jsonText({ error, Error: capital, message }: z.output<typeof body>): string | undefined {
  const inner = typeof error === "object" ? (error.error ?? error.message) : error;
  return inner ?? capital ?? message;
}

function htmlTitle(html: string): string {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(html)?.[1]?.trim();
  return title === undefined || title === "" ? "an HTML page" : `an HTML page, "${title}"`;
}

function shorten(long: string | undefined): string | undefined {
  const line = long?.replace(/\s+/g, " ").trim();
  if (line === undefined || line === "") return undefined;
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
