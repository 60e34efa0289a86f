import fc from "fast-check";
import { fields } from "../../provider/session/fields";
import { phoneNumbers, pins } from "./personal";

const urls = fc.oneof(
  fc.webUrl({ withQueryParameters: true }),
  fc.constantFrom(
    "https://a.example/prompt.mp3",
    "https://user:pa55word@a.example/events",
    "http://[::1]/x.wav?q=1",
  ),
);

type Kind =
  | "party"
  | "pin"
  | "url"
  | "boolean"
  | "integer"
  | "method"
  | "format"
  | "onExpiry"
  | "ifExists"
  | "text"
  | "account";

const kinds: Record<Kind, fc.Arbitrary<unknown>> = {
  party: phoneNumbers,
  pin: pins,
  url: urls,
  boolean: fc.boolean(),
  integer: fc.integer({ min: -1, max: 7200 }),
  method: fc.constantFrom("GET", "POST", "PUT"),
  format: fc.constantFrom("mp3", "wav", "ogg"),
  onExpiry: fc.constantFrom("recreate", "ignore", "fail", "never"),
  ifExists: fc.constantFrom("create", "adopt", "fail", "never"),
  text: fc.string({ maxLength: 20 }),
  account: fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/),
};

function kindOf(name: string): Kind {
  if (name.endsWith("Party") && !/^initiate|^create/.test(name)) return "party";
  if (name.endsWith("Pin") && name !== "generatePin") return "pin";
  if (/(Url|Play)$/.test(name)) return "url";
  if (name.endsWith("Method")) return "method";
  if (name === "recordFileFormat") return "format";
  if (name === "onExpiry" || name === "ifExists") return name;
  if (name === "account") return "account";
  if (name === "subaccount") return "text";
  return /Expiry|Limit|Timeout|Length|Retry|Wait|Period|Before/.test(name) ? "integer" : "boolean";
}

/** For each argument of the table, values that are mostly right. */
export const usualArguments = Object.fromEntries(
  Object.keys(fields).map((name) => [name, kinds[kindOf(name)]]),
);

const times = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom("2026-01-01T00:00:00Z", "yesterday", "", "275760-09-13T00:00:00.001Z"),
);

/** The same for what a state holds beside the arguments. */
export const usualIdentity: Record<string, fc.Arbitrary<unknown>> = {
  authId: fc.constant("MAXXXXXXXXXXXXXXXXXX"),
  sessionUuid: fc.uuid(),
  virtualNumber: phoneNumbers,
  status: fc.constantFrom("active", "in-progress", "expired"),
  createdTime: times,
  expiryTime: times,
};
