import fc from "fast-check";
import {
  CallbackUnreadableError,
  parseCallback,
  parseRecordingCallback,
  parseSessionCallback,
  verifySignature,
  type CallbackInput,
} from "../../provider/callbacks/index.ts";
import { codeAndAddress } from "../../provider/common/errors.ts";
import { recordingCallbackAttributes, sessionCallbackAttributes } from "../document/callback-names.ts";
import { proofSize } from "../support/soak.ts";

const inputs = proofSize(3_000, 100_000);
const parsers = [parseCallback, parseSessionCallback, parseRecordingCallback];

const names = fc.oneof(
  fc.constantFrom(...sessionCallbackAttributes, ...recordingCallbackAttributes),
  fc.constantFrom("__proto__", "constructor", "toString", ""),
  fc.string({ unit: "binary", maxLength: 20 }),
);
const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
});
const values = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom("SessionTimeout", "12025550147", "-0", "1e9", "2026-02-30 10:00:00", "NaN", "0x10", " "),
  fc.array(fc.string(), { maxLength: 3 }),
  anything,
);
const pairs = fc.array(fc.tuple(names, values), { maxLength: 20 });
const texts = pairs.map((list) =>
  list.map(([name, value]): [string, string] => [name, typeof value === "string" ? value : ""]),
);
/** All messages of the error. */
const ownWords =
  /^The callback (?:has no (?:EventName|SessionUUID)|has several values of (?:EventName|SessionUUID)|starts like JSON, but is not valid JSON|is an object with attributes that cannot be read)\. Pass it unchanged \(form, query string or JSON\)\. Check that the URL gets only Plivo's masking callbacks\.$/;
const valid = { EventName: "SessionTimeout", SessionUUID: "a" };

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  pairs,
  pairs.map((list) => Object.fromEntries(list)),
  pairs.map((list) => ({ ...Object.fromEntries(list), ...valid })),
  texts.map((list) => new URLSearchParams(list).toString()),
  texts.map((list) => list.map((pair) => pair.join("=")).join("&")),
  fc.json(),
  fc.json().map((text) => `{"EventName": "a", "SessionUUID": "b", "More": ${text}}`),
  fc.string({ unit: "binary", maxLength: 200 }),
  anything,
);

describe("hostile callbacks", () => {
  it("are read, or rejected by one typed error that quotes nothing of them", () => {
    let [read, refused] = [0, 0];
    const property = fc.property(hostile, fc.constantFrom(...parsers), (input, parse) => {
      try {
        const event = parse(input as CallbackInput);
        read += 1;
        expect(typeof event.eventName).toBe("string");
        expect(event.sessionUuid.trim()).not.toBe("");
        expect(Object.getPrototypeOf(event)).toBe(Object.prototype);
        expect(Object.getPrototypeOf(event.unknownAttributes)).toBe(Object.prototype);
        // Parsing again gives the same numbers and times.
        expect(event.eventTimestamp ?? "2026-03-01T10:00:00Z").toMatch(/^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/);
        expect(Number.isSafeInteger(event.sequenceNumber ?? 0)).toBe(true);
      } catch (error) {
        if (!(error instanceof CallbackUnreadableError)) throw error;
        refused += 1;
        expect(error.message).toMatch(ownWords);
        const stack = `CallbackUnreadableError: ${error.message}\n    ${codeAndAddress(error.code)}`;
        expect(error.stack).toBe(stack);
      }
    });
    fc.assert(property, { numRuns: inputs });
    expect(read).toBeGreaterThan(inputs / 20);
    expect(refused).toBeGreaterThan(inputs / 20);
  });

  it("never count as signed, and make verifySignature throw nothing", () => {
    const headers = fc.dictionary(
      fc.constantFrom(
        "X-Plivo-Signature-V3",
        "x-plivo-signature-ma-v3",
        "X-Plivo-Signature-V3-Nonce",
        "X-Plivo-Signature-V2",
        "X-Plivo-Signature-V2-Nonce",
      ),
      fc.oneof(
        fc.string(),
        fc.constant("ehV3IKhLysWBxC1sy8INm0qGoQYdYsHwuoKjsX7FsXc="),
        fc.array(fc.string()),
      ),
      { noNullPrototype: true },
    );
    const urls = fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string());
    const methods = fc.constantFrom("GET", "POST", "PATCH", "");
    const property = fc.property(hostile, headers, urls, methods, (body, given, url, method) => {
      const request = { method, url, headers: given, body: body as CallbackInput, authTokens: "token" };
      expect(verifySignature(request)).toBe(false);
    });
    fc.assert(property, { numRuns: inputs });
  });
});
