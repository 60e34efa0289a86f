import { parseSessionCallback } from "../../../provider/callbacks/index.ts";
import { flag } from "../../../provider/plivo/attributes.ts";
import { readSession } from "../../../provider/plivo/schemas.ts";

const uuid = "c28b77d4-21e7-43bd-9447-04bfee92e651";

/** For each kind: its name in a response, in a callback, and in the results of reading both. */
const kinds = {
  phoneNumber: ["first_party", "FirstParty", "firstParty"],
  number: ["duration", "Duration", "duration"],
  amount: ["amount", "Amount", "amount"],
  time: ["created_time", "EventTimestamp", "createdTime", "eventTimestamp"],
  text: ["status", "PlivoHangupCause", "status", "plivoHangupCause"],
} as const;

function inResponse(kind: keyof typeof kinds, value: unknown): unknown {
  const [wire, , name] = kinds[kind];
  return readSession({ session_uuid: uuid, [wire]: value })?.[name];
}

function inCallback(kind: keyof typeof kinds, value: unknown): unknown {
  const [, wire, common, own = common] = kinds[kind];
  const event = parseSessionCallback({ EventName: "SessionTimeout", SessionUUID: uuid, [wire]: value });
  return (event as unknown as Readonly<Record<string, unknown>>)[own];
}

describe("a response and a callback have the same meaning for", () => {
  it.each([
    ["phoneNumber", "12025550100", "+12025550100"],
    ["phoneNumber", 12025550100, "+12025550100"],
    ["phoneNumber", "+12025550100", "+12025550100"],
    ["phoneNumber", " 12025550100", "+12025550100"],
    ["phoneNumber", "+1 (202) 555-0100", "+12025550100"],
    ["phoneNumber", "44 (0)20 7946 0018", "+442079460018"],
    ["phoneNumber", "+39 (0)6 12345678", "+390612345678"],
    ["phoneNumber", "1234", "1234"],
    ["phoneNumber", 1234, "1234"],
    ["phoneNumber", "sip:a@example.com", "sip:a@example.com"],
    ["phoneNumber", "12025550100;ext=5", "12025550100;ext=5"],
    ["number", 12, 12],
    ["number", "12", 12],
    ["number", " 12.5 ", 12.5],
    ["number", "1e-7", 1e-7],
    ["number", 1e-7, 1e-7],
    ["number", "-0", 0],
    ["number", "9007199254740991", 9_007_199_254_740_991],
    ["number", "9007199254740993000", undefined],
    ["number", "12,5", undefined],
    ["number", true, undefined],
    ["amount", 0.025, "0.025"],
    ["amount", "0.02500", "0.02500"],
    ["amount", "1e-7", "0.0000001"],
    ["amount", 1.5e-7, "0.00000015"],
    ["amount", "0,02", undefined],
    ["time", "2024-02-01 06:28:15.12 +0000 UTC", "2024-02-01T06:28:15.120Z"],
    ["time", "2024-02-01T06:28:15Z", "2024-02-01T06:28:15Z"],
    ["time", "2024-02-30 06:28:15", undefined],
    ["text", " Normal ", "Normal"],
    ["text", 5, "5"],
    ["text", false, "false"],
    ["text", " ", undefined],
    ["text", { nested: true }, undefined],
  ] as const)("%s %p: %p", (kind, value, meaning) => {
    expect([inResponse(kind, value), inCallback(kind, value)]).toEqual([meaning, meaning]);
  });
});

it.each([
  ["true", true],
  ["False", false],
  [true, true],
  [" true ", true],
  ["yes", undefined],
  [1, undefined],
])("the flag %p is %p", (value, meaning) => expect(flag(value)).toBe(meaning));
