import type { Session } from "../../../provider/plivo";
import { field, fieldNames } from "../../../provider/session/fields";
import { livesOn, matches } from "../../../provider/session/match";
import { fieldChanges, parties, valuesOf } from "../../support/field-changes";

const both = parties(0);
const sessionUuid = "4189591e-d004-4801-abdf-8893c15e5dcd";

/** A session that Plivo shows with these arguments, and no others. */
const shown = (inputs: Record<string, unknown>) => ({ sessionUuid, ...inputs }) as Session;

/** What is declared and what is shown both have these parties unless they say otherwise. */
const match = (declared: Record<string, unknown>, session: Record<string, unknown>) =>
  matches({ ...both, ...declared }, shown({ ...both, ...session }));

const pinNames = ["firstPartyPin", "secondPartyPin"] as const;
const createOnly = fieldNames.filter((name) => field(name).effect === "replace" && field(name).sent);
const withDefault = createOnly.filter((name) => field(name).default !== undefined);
const withoutDefault = createOnly.filter((name) => field(name).default === undefined);

describe.each(createOnly)("%s", (name) => {
  const [one, other] = valuesOf(name);

  it("declared is what a session with just that value is", () => {
    expect(match({ [name]: one }, { [name]: one })).toBe(true);
    expect(match({ [name]: other }, { [name]: other })).toBe(true);
  });

  it("declared is not what a session with another value is", () => {
    expect(match({ [name]: one }, { [name]: other })).toBe(false);
    expect(match({ [name]: other }, { [name]: one })).toBe(false);
  });

  it("declared is not what a session without it is", () => {
    expect(match({ [name]: one }, { [name]: null })).toBe(false);
  });

  it("that Plivo does not show cannot be compared, unless it is a PIN", () => {
    expect(match({ [name]: one }, {})).toBe(!pinNames.some((pin) => pin === name));
    expect(match({}, {})).toBe(true);
  });
});

describe.each(withDefault)("%s, left to its default,", (name) => {
  const value = field(name).default;
  const [another] = valuesOf(name);

  it("is what a session with the default or without a value is", () => {
    expect(match({}, { [name]: value })).toBe(true);
    expect(match({}, { [name]: null })).toBe(true);
    expect(match({ [name]: value }, { [name]: null })).toBe(true);
    expect(match({ [name]: value }, {})).toBe(true);
  });

  it("is not what a session with another value is", () => {
    expect(match({}, { [name]: another })).toBe(false);
  });
});

describe.each(withoutDefault)("%s, not declared,", (name) => {
  it("may be anything, such as a PIN that Plivo has made", () => {
    expect(match({}, { [name]: valuesOf(name)[0] })).toBe(true);
    expect(match({}, { [name]: null })).toBe(true);
  });
});

describe.each(["firstParty", "secondParty"] as const)("%s", (name) => {
  it("must be shown, and the same", () => {
    expect(match({}, {})).toBe(true);
    expect(match({}, { [name]: "+12025550398" })).toBe(false);
    expect(match({}, { [name]: null })).toBe(false);
    expect(match({}, { [name]: undefined })).toBe(false);
  });

  it("that is left open is a session's without it", () => {
    const open = { [name]: undefined };
    expect(match(open, { [name]: null })).toBe(true);
    expect(match(open, { [name]: undefined })).toBe(true);
    expect(match(open, {})).toBe(false);
  });
});

it.each(fieldChanges.filter(({ effect }) => effect === "update"))(
  "$name has no say, since an update can change it",
  ({ before, after }) => {
    expect(matches(before, shown(after))).toBe(true);
  },
);

it("arguments of ours have no say", () => {
  expect(match({ onExpiry: "fail", ifExists: "adopt", account: "support" }, { account: "x" })).toBe(true);
});

describe("a session's rest of life", () => {
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
  ])("is enough for one that is %s until %s: %p", (status, expiryTime, expected) => {
    expect(livesOn(shown({ status, expiryTime }), now)).toBe(expected);
  });
});
