import { diffIncomplete } from "../../../provider/session/diff-incomplete.ts";
import { AdoptedReplacementError } from "../../../provider/session/adopt-errors.ts";
import type { SessionInputs } from "../../../provider/session/fields.ts";
import { incompleteState, type IncompleteState } from "../../../provider/session/incomplete-state.ts";
import { unknownInput } from "../../../provider/session/unknown.ts";
import { engineDiff } from "../../support/engine-diff.ts";
import { fieldChanges, parties } from "../../support/field-changes.ts";

const id = "4189591e-d004-4801-abdf-8893c15e5dcd";
const both = parties(0);
const identity = { authId: "MAEMULATOR", sessionUuid: id };
const now = Date.parse("2026-03-01T12:00:00Z");

describe("a state is incomplete", () => {
  it.each([
    ["without authId", { ...both, sessionUuid: id }],
    ["without sessionUuid", { ...both, authId: "MAEMULATOR" }],
    ["without both", both],
    ["with an empty authId", { ...both, ...identity, authId: "" }],
    ["with an authId that is no text", { ...both, ...identity, authId: 7 }],
    ["with nothing at all", {}],
    [
      "after a refresh has read a session that no update has completed",
      { ...both, ...identity, incomplete: true },
    ],
    ["if MaskingSession.get has read it", { ...both, ...identity, external: true }],
  ])("%s", (_, outputs) => expect(incompleteState(outputs)).toBeDefined());

  it("if another provider wrote it, because its authId and sessionUuid may mean anything", () => {
    expect(incompleteState({ ...both, ...identity }, "another provider")).toEqual(both);
  });

  it("not with authId and sessionUuid, whatever else it lacks: that is a partial failure of a create or an adoption", () => {
    expect(incompleteState(identity)).toBeUndefined();
    expect(incompleteState({ ...both, ...identity })).toBeUndefined();
  });
});

describe("an incomplete state knows", () => {
  it.each([...fieldChanges])("$name, as check stores it", ({ after }) => {
    expect(incompleteState(after)).toEqual(after);
  });

  it("who owns the session and when it expires, if the state has that", () => {
    const known = { ...both, authId: "MAEMULATOR", status: "active", expiryTime: "2026-03-01T12:30:00Z" };
    expect(incompleteState(known)).toEqual(known);
  });

  const foreign: Readonly<Record<string, unknown>>[] = [
    { firstParty: "12025550100" },
    { firstParty: "+1 202 555 0100" },
    { firstParty: "sip:someone@example.com" },
    { first_party: "+12025550100" },
    { record: "true" },
    { ringTimeout: "30" },
    { ringTimeout: 30.5 },
    { generatePinLength: 99 },
    { recordFileFormat: "ogg" },
    { firstPartyPin: 4821 },
    { firstPartyPin: "12" },
    { callbackUrl: "" },
    { callbackUrl: null },
    { subaccount: { id: "SA1" } },
    { onExpiry: "never" },
    { expiryTime: 1_772_366_400 },
    { session: { first_party: "12025550100" }, apiId: "1", toString: 5 },
  ];
  it.each(foreign)("nothing of %j, which this package would not store", (outputs) => {
    expect(incompleteState(outputs)).toEqual({});
  });
});

describe("diff of an incomplete state", () => {
  const compare = (olds: IncompleteState, news: SessionInputs, clockRules = true) =>
    engineDiff(diffIncomplete(id, olds, news, { now, clockRules }));

  it("asks for an update and says why, although no argument differs", () => {
    expect(compare(both, both)).toEqual({
      changes: true,
      replaces: [],
      explanations: [
        `Masking session ${id} will be completed: its state is incomplete, so the update reads the session and sends ` +
          "only what differs.",
      ],
      replacedByExpiry: false,
      renewed: false,
    });
  });

  it("prints nothing if the state lacks only the owner", () => {
    expect(compare({ ...both, sessionUuid: id }, both)).toMatchObject({ changes: true, explanations: [] });
  });

  it.each([...fieldChanges])(
    "never replaces the session for $name that the state lacks",
    ({ before, after }) => {
      for (const news of [before, after]) {
        expect(compare({}, news)).toMatchObject({ changes: true, replaces: [] });
        expect(compare(both, news).replaces.filter((name) => !name.endsWith("Party"))).toEqual([]);
      }
    },
  );

  it.each([...fieldChanges])("never replaces the session for $name that the program lacks", ({ after }) => {
    expect(compare(after, {})).toMatchObject({ changes: true, replaces: [] });
  });

  it("replaces the session for a create-only argument with another value in the state, and names it", () => {
    const other = { ...both, secondParty: "+12025550299" };
    const compared = compare(both, other);
    expect(compared).toMatchObject({ changes: true, replaces: ["secondParty"] });
    expect(compared.explanations.join()).toContain("will be replaced: secondParty changed");
  });

  it("lets the update check a number that the state has with the national trunk zero", () => {
    const london = { ...both, firstParty: "+442079460018" };
    expect(compare({ ...both, firstParty: "+4402079460018" }, london)).toMatchObject({
      changes: true,
      replaces: [],
    });
  });

  it("says that an argument may change that only the update knows", () => {
    expect(compare(both, { ...both, secondParty: unknownInput as unknown as string }).replaces).toEqual([
      "secondParty",
    ]);
    expect(compare({}, { ...both, secondParty: unknownInput as unknown as string }).replaces).toEqual([]);
  });

  it("never replaces the session for arguments of this provider such as account or adoptSessionUuid", () => {
    const news = { ...both, account: "support", adoptSessionUuid: id, onExpiry: "ignore" } as const;
    expect(compare(both, news)).toMatchObject({ changes: true, replaces: [] });
    expect(compare({ ...both, account: "MAOTHER" }, news).replaces).toEqual([]);
    const another = "00000000-d004-4801-abdf-8893c15e5dcd";
    expect(compare(both, { ...both, adoptSessionUuid: another }).replaces).toEqual([]);
  });

  it("refuses to replace the session that adoptSessionUuid names", () => {
    const news = { ...both, secondParty: "+12025550299", adoptSessionUuid: id };
    expect(() => compare(both, news)).toThrow(AdoptedReplacementError);
  });

  it("ignores the expiry time of a state without an owner, and follows onExpiry after a refresh has read it", () => {
    const expired = { ...both, expiryTime: "2026-03-01T11:00:00Z" };
    expect(compare(expired, both).replaces).toEqual([]);
    expect(compare({ ...expired, ...identity }, both)).toMatchObject({
      changes: true,
      replaces: ["expiryTime"],
    });
  });

  it("asks for nothing in a refresh, and shows only what changed elsewhere", () => {
    expect(compare(both, both, false)).toMatchObject({ changes: false, explanations: [] });
    const drifted = compare({ ...both, record: true }, { ...both, record: false }, false);
    expect(drifted).toMatchObject({ changes: undefined, replaces: [] });
  });
});
