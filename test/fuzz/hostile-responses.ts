import fc from "fast-check";
import { hostileKeys, hostileValues, hugeStrings, prototypeKeys } from "./hostile-values.ts";
import { writtenForms, type Personal } from "./personal.ts";
import { listOf, session, type Body } from "./session-bodies.ts";

/** A response as a failure report shows it. `rawResponse` builds its bytes. */
export interface HostileResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Body;
  readonly framing: Framing;
  readonly damage: Damage;
}

// prettier-ignore
const oddFramings = [
  "chunked", "until closed", "two lengths", "length and chunked", "too long", "too short", "HTTP/1.0",
] as const;
export type Framing = "length" | (typeof oddFramings)[number];
// prettier-ignore
const commonDamages = [
  "none, then closed", "cut head", "cut body", "reset", "not HTTP", "continue first", "bad chunk", "bare newlines",
] as const;
export type Damage = "none" | "silence" | (typeof commonDamages)[number];

const statuses = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(200, 201, 202) },
  { weight: 4, arbitrary: fc.constantFrom(400, 401, 403, 404, 405, 409, 410, 422, 429, 500, 502, 503) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(204, 205, 206, 300, 301, 302, 304, 307, 308, 418, 499, 599, 600, 999),
  },
);

const dates = fc.constantFrom(
  "",
  "yesterday",
  "Thu, 01 Jan 1970 00:00:00 GMT",
  "Fri, 31 Dec 9999 23:59:59 GMT",
  "Mon, 99 Foo 2026 GMT",
);

const oddHeaders = fc.oneof(
  fc.tuple(fc.constantFrom("date", "Date"), dates),
  fc.tuple(
    fc.constant("Retry-After"),
    fc.oneof(
      dates,
      fc.constantFrom("0", "1", "-1", "1e9", "999999999", "99999999999999999999", "NaN", "1.5", "soon"),
    ),
  ),
  fc.tuple(
    fc.constantFrom("x-request-id", "content-type", "content-encoding", "connection"),
    fc.constantFrom("gzip", "text/html", "close", "\u00ff\u00fe"),
  ),
  fc.tuple(
    fc.constantFrom("x-request-id", "location", "set-cookie"),
    fc.integer({ min: 1, max: 20_000 }).map((length) => "9 ".repeat(length)),
  ),
  fc.tuple(fc.constantFrom(...prototypeKeys), fc.constant("1")),
);

/** Texts of a vendor that repeats personal data of this request and of others. */
function vendorTexts(values: readonly Personal[]): fc.Arbitrary<unknown> {
  const forms = fc.constantFrom(...values.flatMap(writtenForms));
  const words = fc.constantFrom(
    "Invalid parameter. ",
    "Session already expired ",
    " is not valid",
    "<b>",
    "?",
    "\n\t  ",
    "\u001b]52;c;YQ==\u0007",
    "\r\u001b[2K\n::error::",
    "\u202e\u2066\u200b",
    "\u2028\u{e0041}\u009b",
    "“",
    "…",
    "#",
  );
  const long = fc.integer({ min: 0, max: 400 }).map((length) => "x ".repeat(length));
  const sentence = fc.array(
    fc.oneof({ weight: 4, arbitrary: forms }, { weight: 3, arbitrary: words }, long),
    { maxLength: 5 },
  );
  return fc.oneof(
    { weight: 12, arbitrary: sentence.map((parts) => parts.join(" ")) },
    { weight: 1, arbitrary: hugeStrings },
  );
}

function errorBodies(texts: fc.Arbitrary<unknown>): fc.Arbitrary<Body> {
  const inner = fc.oneof(
    texts,
    hostileValues,
    fc.record({ error: texts }),
    fc.record({ message: texts }),
    fc.array(texts, { maxLength: 2 }),
  );
  const json = fc.record({ error: inner, Error: inner, message: inner, api_id: texts }, { requiredKeys: [] });
  return json.map((value) => ({ json: value }));
}

/** Bodies of all kinds, with the values wherever a vendor could put them. */
function bodies(said: readonly Personal[], shown: readonly Personal[]): fc.Arbitrary<Body> {
  const texts = vendorTexts(said);
  const rows = session([...said, ...shown], hostileValues);
  const envelope = fc
    .tuple(
      fc.record({ session: rows, response: fc.oneof(rows, listOf(rows)) }, { requiredKeys: [] }),
      fc.array(
        fc.tuple(
          fc.oneof(hostileKeys, fc.constantFrom("session_uuid", "error", "session")),
          fc.oneof(texts, hostileValues),
        ),
        { maxLength: 2 },
      ),
    )
    .map(([known, more]) => ({ json: Object.fromEntries([...Object.entries(known), ...more]) }));
  return fc.oneof(
    { weight: 10, arbitrary: envelope },
    { weight: 5, arbitrary: errorBodies(texts) },
    { weight: 2, arbitrary: hostileValues.map((json) => ({ json })) },
    { weight: 2, arbitrary: texts.map((text) => ({ text })) },
    { weight: 1, arbitrary: texts.map((title) => ({ html: title })) },
    { weight: 1, arbitrary: fc.tuple(envelope, fc.nat()).map(([{ json }, cut]) => ({ json, cut })) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => ({ bytes: [...bytes] })) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom("", "null", "[]", "{}", '""', "NaN", "{", '{"__proto__":{"polluted":1}}')
        .map((text) => ({ text })),
    },
  );
}

const framings = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Framing>("length") },
  { weight: 1, arbitrary: fc.constantFrom<Framing[]>(...oddFramings) },
);

const damages = fc.oneof(
  { weight: 900, arbitrary: fc.constant<Damage>("none") },
  { weight: 100, arbitrary: fc.constantFrom<Damage[]>(...commonDamages) },
  { weight: 1, arbitrary: fc.constant<Damage>("silence") },
);

/**
 * @param said values that the vendor's texts may repeat.
 * @param shown values that only attributes of sessions have.
 */
export function hostileResponses(
  said: readonly Personal[],
  shown: readonly Personal[],
): fc.Arbitrary<HostileResponse> {
  const headers = fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(oddHeaders, { maxLength: 2 }) },
  );
  return fc.record({
    status: statuses,
    headers,
    body: bodies(said, shown),
    framing: framings,
    damage: damages,
  });
}
