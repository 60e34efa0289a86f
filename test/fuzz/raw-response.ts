import type { Damage, Framing, HostileResponse } from "./hostile-responses.ts";
import { buildValue } from "./hostile-values.ts";
import type { RawResponse } from "./raw-server.ts";
import type { Body } from "./session-bodies.ts";

function bytesOf(body: Body): Buffer {
  if ("bytes" in body) return Buffer.from(body.bytes);
  if ("text" in body) return Buffer.from(String(buildValue(body.text)));
  if ("html" in body)
    return Buffer.from(`<!doctype html><title>${String(buildValue(body.html))}</title><p>Sorry`);
  const whole = Buffer.from(jsonOf(buildValue(body.json)));
  return body.cut === undefined ? whole : whole.subarray(0, body.cut % (whole.length + 1));
}

/** JSON.stringify fails beyond some depth, so this nests such a response itself. */
function jsonOf(value: unknown): string {
  try {
    return value === undefined ? "" : JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return `{"session":${'{"a":'.repeat(30_000)}1${"}".repeat(30_001)}`;
    throw error;
  }
}

/** The bytes of a response, and what happens to its connection. */
export function rawResponse({ status, headers, body, framing, damage }: HostileResponse): RawResponse {
  const bytes = bytesOf(body);
  const version = framing === "HTTP/1.0" ? "HTTP/1.0" : "HTTP/1.1";
  const lines = [
    `${version} ${String(status)} Some Reason`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...framingLines(framing, bytes),
  ];
  const newline = damage === "bare newlines" ? "\n" : "\r\n";
  const head = Buffer.from(`${lines.join(newline)}${newline}${newline}`, "latin1");
  const chunked = framing === "chunked" || framing === "length and chunked";
  const parts = [head, chunked ? chunks(bytes, damage === "bad chunk") : bytes];
  return applyDamage(parts, damage, framing);
}

function framingLines(framing: Framing, body: Buffer): string[] {
  const length = (value: number) => `Content-Length: ${String(value)}`;
  const lines: Record<Framing, string[]> = {
    length: [length(body.length)],
    "HTTP/1.0": [length(body.length)],
    chunked: ["Transfer-Encoding: chunked"],
    "until closed": [],
    "two lengths": [length(body.length), length(body.length + 1)],
    "length and chunked": [length(body.length), "Transfer-Encoding: chunked"],
    "too long": [length(body.length + 10)],
    "too short": [length(Math.floor(body.length / 2))],
  };
  return lines[framing];
}

function chunks(body: Buffer, broken: boolean): Buffer {
  const middle = Math.floor(body.length / 2);
  const parts = [body.subarray(0, middle), body.subarray(middle)].filter(({ length }) => length > 0);
  const framed = parts.flatMap((part) => [
    Buffer.from(`${broken ? "xyz" : part.length.toString(16)}\r\n`),
    part,
    Buffer.from("\r\n"),
  ]);
  return Buffer.concat([...framed, Buffer.from("0\r\n\r\n")]);
}

function applyDamage(parts: readonly Buffer[], damage: Damage, framing: Framing): RawResponse {
  const [head = Buffer.alloc(0), body = Buffer.alloc(0)] = parts;
  // If the body's end is open or wrong, the client sees it only when the connection ends.
  const end = ["length", "chunked", "too short"].includes(framing) ? "keep" : "end";
  switch (damage) {
    case "cut head":
      return { parts: [head.subarray(0, head.length / 2)], then: "end" };
    case "cut body":
      return { parts: [head, body.subarray(0, body.length / 2)], then: "reset" };
    case "reset":
      return { parts: [], then: "reset" };
    case "not HTTP":
      return { parts: [body, Buffer.from("\r\n\r\n")], then: "end" };
    case "continue first":
      return {
        parts: [Buffer.from("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n"), ...parts],
        then: end,
      };
    case "silence":
      return { parts: [], then: "silence" };
    default:
      return { parts, then: damage === "none" ? end : "end" };
  }
}
