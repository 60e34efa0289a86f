import fc from "fast-check";
import { fields } from "../../provider/session/fields.ts";
import type { Kind } from "../../provider/session/kinds.ts";
import { phoneNumbers, pins } from "./personal.ts";

const urls = fc.oneof(
  fc.webUrl({ withQueryParameters: true }),
  fc.constantFrom(
    "https://a.example/prompt.mp3",
    "https://user:pa55word@a.example/events",
    "http://[::1]/x.wav?q=1",
  ),
);

/** Values of a kind that are mostly right. */
function valuesOf(kind: Kind): fc.Arbitrary<unknown> {
  if (typeof kind === "object") {
    if (kind.type === "integer") return fc.integer({ min: -1, max: 7200 });
    return fc.constantFrom(...kind.values, "none of them");
  }
  switch (kind) {
    case "phoneNumber":
      return phoneNumbers;
    case "pin":
      return pins;
    case "webUrl":
    case "audioUrl":
      return urls;
    case "boolean":
      return fc.boolean();
    case "uuid":
      return fc.uuid();
    case "accountName":
      return fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/);
    case "text":
    case "time":
      return fc.string({ maxLength: 20 });
  }
}

/** For each argument of the table, values that are mostly right. */
export const validArguments = Object.fromEntries(
  Object.entries(fields).map(([name, { kind }]) => [name, valuesOf(kind)]),
);

const times = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom("2026-01-01T00:00:00Z", "yesterday", "", "275760-09-13T00:00:00.001Z"),
);

/** The same for what a state has besides the arguments. */
export const validIdentity: Record<string, fc.Arbitrary<unknown>> = {
  authId: fc.constant("MAXXXXXXXXXXXXXXXXXX"),
  sessionUuid: fc.uuid(),
  virtualNumber: phoneNumbers,
  status: fc.constantFrom("active", "in-progress", "expired"),
  createdTime: times,
  expiryTime: times,
};
