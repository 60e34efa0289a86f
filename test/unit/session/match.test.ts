import type { Session } from "../../../provider/plivo/index.ts";
import { field, fieldNames } from "../../../provider/session/fields.ts";
import { hasEnoughLife, matches } from "../../../provider/session/match.ts";
import { fieldChanges, parties, valuesOf } from "../../support/field-changes.ts";

const both = parties(0);
const sessionUuid = "4189591e-d004-4801-abdf-8893c15e5dcd";

/** A session for which Plivo reports only these arguments. */
const shown = (inputs: Record<string, unknown>) => ({ sessionUuid, ...inputs }) as Session;

/** The parties of both sides, unless a test sets others. */
const match = (declared: Record<string, unknown>, session: Record<string, unknown>) =>
  matches({ ...both, ...declared }, shown({ ...both, ...session }));

const pinNames = ["firstPartyPin", "secondPartyPin"] as const;
const createOnly = fieldNames.filter((name) => field(name).effect === "replace" && field(name).sent);
const withDefault = createOnly.filter((name) => field(name).default !== undefined);
const withoutDefault = createOnly.filter((name) => field(name).default === undefined);

describe.each(createOnly)("declared %s", (name) => {
  const [one, other] = valuesOf(name);

  it("matches a session with the same value", () => {
    expect(match({ [name]: one }, { [name]: one })).toBe(true);
    expect(match({ [name]: other }, { [name]: other })).toBe(true);
  });

  it("does not match a session with another value", () => {
    expect(match({ [name]: one }, { [name]: other })).toBe(false);
    expect(match({ [name]: other }, { [name]: one })).toBe(false);
  });

  it("does not match a session without a value", () => {
    expect(match({ [name]: one }, { [name]: null })).toBe(false);
  });

  it("matches if Plivo does not report it, unless it is a PIN", () => {
    expect(match({ [name]: one }, {})).toBe(!pinNames.some((pin) => pin === name));
    expect(match({}, {})).toBe(true);
  });
});

describe.each(withDefault)("undeclared %s with a default", (name) => {
  const value = field(name).default;
  const [another] = valuesOf(name);

  it("matches a session with the default or without a value", () => {
    expect(match({}, { [name]: value })).toBe(true);
    expect(match({}, { [name]: null })).toBe(true);
    expect(match({ [name]: value }, { [name]: null })).toBe(true);
    expect(match({ [name]: value }, {})).toBe(true);
  });

  it("does not match a session with another value", () => expect(match({}, { [name]: another })).toBe(false));
});

describe.each(withoutDefault)("undeclared %s without a default", (name) => {
  it("matches any value, such as a PIN that Plivo generated", () => {
    expect(match({}, { [name]: valuesOf(name)[0] })).toBe(true);
    expect(match({}, { [name]: null })).toBe(true);
  });
});

describe.each(["firstParty", "secondParty"] as const)("the number in %s", (name) => {
  it("must be reported, and be the same", () => {
    expect(match({}, {})).toBe(true);
    expect(match({}, { [name]: "+12025550398" })).toBe(false);
    expect(match({}, { [name]: null })).toBe(false);
    expect(match({}, { [name]: undefined })).toBe(false);
  });

  it("matches a session without it if it is not declared", () => {
    const open = { [name]: undefined };
    expect(match(open, { [name]: null })).toBe(true);
    expect(match(open, { [name]: undefined })).toBe(true);
    expect(match(open, {})).toBe(false);
  });
});

it.each(fieldChanges.filter(({ effect }) => effect === "update"))(
  "$name does not affect a match, because an update can change it",
  ({ before, after }) => expect(matches(before, shown(after))).toBe(true),
);

it("the package's own arguments do not affect a match", () => {
  expect(match({ onExpiry: "fail", ifExists: "adopt", account: "support" }, { account: "x" })).toBe(true);
});

describe("a session has enough life left to be adopted", () => {
  const now = Date.parse("2026-03-01T12:00:00Z");

  it.each([
    ["active", "2026-03-01T12:00:30Z", true],
    ["in-progress", "2026-03-01T12:00:30Z", true],
    ["active", "2026-03-01T12:00:29Z", false],
    ["active", "2026-03-01T11:00:00Z", false],
    ["expired", "2026-03-01T13:00:00Z", false],
    ["active", null, true],
    ["active", undefined, true],
    [undefined, "2026-03-01T12:30:00Z", true],
  ])("if it is %s until %s: %p", (status, expiryTime, expected) => {
    expect(hasEnoughLife(shown({ status, expiryTime }), now)).toBe(expected);
  });
});
