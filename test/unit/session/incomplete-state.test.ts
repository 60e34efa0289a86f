import { diffIncomplete } from "../../../provider/session/diff-incomplete";
import { AdoptedReplacementError } from "../../../provider/session/adopt-errors";
import type { SessionInputs } from "../../../provider/session/fields";
import { incompleteState, type IncompleteState } from "../../../provider/session/incomplete-state";
import { UNKNOWN } from "../../../provider/session/unknown";
import { engineDiff } from "../../support/engine-diff";
import { fieldChanges, parties } from "../../support/field-changes";

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
  ])("%s", (_, outputs) => {
    expect(incompleteState(outputs)).toBeDefined();
  });

  it("if another provider wrote it, whose authId and sessionUuid may mean anything", () => {
    expect(incompleteState({ ...both, ...identity }, "another provider")).toEqual(both);
  });

  it("not with authId and sessionUuid, whatever else it lacks: it is a create's or an adoption's partial failure", () => {
    expect(incompleteState(identity)).toBeUndefined();
    expect(incompleteState({ ...both, ...identity })).toBeUndefined();
  });
});

describe("an incomplete state knows", () => {
  it.each([...fieldChanges])("$name, as check stores it", ({ after }) => {
    expect(incompleteState(after)).toEqual(after);
  });

  it("who owns the session and when it ends, if it says so", () => {
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
  it.each(foreign)("nothing of %j, which this package would not write", (outputs) => {
    expect(incompleteState(outputs)).toEqual({});
  });
});

describe("diff of an incomplete state", () => {
  const compare = (olds: IncompleteState, news: SessionInputs, clockRules = true) =>
    engineDiff(diffIncomplete(id, olds, news, { now, clockRules }));

  it("demands an update and says why, although no argument differs", () => {
    expect(compare(both, both)).toEqual({
      changes: true,
      replaces: [],
      explanations: [
        `Masking session ${id} will be completed: the state does not have all that this provider keeps, so the update reads the session ` +
          "and sends only what differs.",
      ],
      replacedByExpiry: false,
      renewed: false,
    });
  });

  it("says nothing of a state that lacks just the owner", () => {
    expect(compare({ ...both, sessionUuid: id }, both)).toMatchObject({ changes: true, explanations: [] });
  });

  it.each([...fieldChanges])("never replaces for $name that the state lacks", ({ before, after }) => {
    for (const news of [before, after]) {
      expect(compare({}, news)).toMatchObject({ changes: true, replaces: [] });
      expect(compare(both, news).replaces.filter((name) => !name.endsWith("Party"))).toEqual([]);
    }
  });

  it.each([...fieldChanges])("never replaces for $name that the program lacks", ({ after }) => {
    expect(compare(after, {})).toMatchObject({ changes: true, replaces: [] });
  });

  it("replaces for a create-only argument that the state has in another value, and says which", () => {
    const other = { ...both, secondParty: "+12025550299" };
    const compared = compare(both, other);
    expect(compared).toMatchObject({ changes: true, replaces: ["secondParty"] });
    expect(compared.explanations.join()).toContain("will be replaced: secondParty changed");
  });

  it("leaves it to the update to judge a number that the state has with the zero of national dialling", () => {
    const london = { ...both, firstParty: "+442079460018" };
    expect(compare({ ...both, firstParty: "+4402079460018" }, london)).toMatchObject({
      changes: true,
      replaces: [],
    });
  });

  it("says that an argument may change that only the update will know", () => {
    expect(compare(both, { ...both, secondParty: UNKNOWN as unknown as string }).replaces).toEqual([
      "secondParty",
    ]);
    expect(compare({}, { ...both, secondParty: UNKNOWN as unknown as string }).replaces).toEqual([]);
  });

  it("never replaces for arguments of this provider: account, adoptSessionUuid and the like", () => {
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

  it("does not trust the clock of a state without an owner, and follows onExpiry once a refresh has read the end", () => {
    const ended = { ...both, expiryTime: "2026-03-01T11:00:00Z" };
    expect(compare(ended, both).replaces).toEqual([]);
    expect(compare({ ...ended, ...identity }, both)).toMatchObject({
      changes: true,
      replaces: ["expiryTime"],
    });
  });

  it("in a refresh demands nothing, and shows just what changed elsewhere", () => {
    expect(compare(both, both, false)).toMatchObject({ changes: false, explanations: [] });
    const drifted = compare({ ...both, record: true }, { ...both, record: false }, false);
    expect(drifted).toMatchObject({ changes: undefined, replaces: [] });
  });
});
