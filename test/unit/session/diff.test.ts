import fc from "fast-check";
import { check } from "../../../provider/session/check.ts";
import { diff } from "../../../provider/session/diff.ts";
import { SessionExpiredError } from "../../../provider/session/errors.ts";
import { fieldNames, fields, type SessionInputs } from "../../../provider/session/fields.ts";
import { sessionState, type SessionState } from "../../../provider/session/state.ts";
import { unknownInput } from "../../../provider/session/unknown.ts";
import { engineDiff } from "../../support/engine-diff.ts";
import { fieldChanges, parties } from "../../support/field-changes.ts";

const now = Date.parse("2026-03-01T12:00:00Z");
const both = parties(0);
const id = "4189591e-d004-4801-abdf-8893c15e5dcd";

/** The state of a live session with these arguments, half an hour before its expiry. */
function live(inputs: SessionInputs, changes: Partial<SessionState> = {}): SessionState {
  const session = {
    sessionUuid: id,
    virtualNumber: "+14155559999",
    status: "active",
    createdTime: "2026-03-01T11:30:00Z",
    expiryTime: "2026-03-01T12:30:00Z",
    firstPartyPin: "7777",
    secondPartyPin: "8888",
  };
  return { ...sessionState(inputs, "MAEMULATOR", session), ...changes };
}

const compare = (olds: SessionState, news: SessionInputs, clockRules = true, at = now) =>
  engineDiff(diff(olds.sessionUuid, olds, news, { now: at, clockRules }));

const unchanged = { changes: false, replaces: [], explanations: [], replacedByExpiry: false, renewed: false };

describe("diff of a program that matches the state", () => {
  it.each(fieldChanges)("has no changes for a session with $name as it was created", ({ before, after }) => {
    expect(compare(live(before), before)).toEqual(unchanged);
    expect(compare(live(after), after)).toEqual(unchanged);
  });

  it("has no changes for any arguments that check accepts", () => {
    const someChanges = fc.subarray([...fieldChanges]);
    fc.assert(
      fc.property(someChanges, (some) => {
        const inputs = Object.assign({}, ...some.map((change) => change.after)) as SessionInputs;
        fc.pre(check(inputs).problems.length === 0);
        expect(compare(live(inputs), inputs)).toEqual(unchanged);
      }),
    );
  });

  it("treats generated PINs as outputs, and not as a difference", () => {
    const inputs = { ...both, isPinAuthenticationRequired: true, generatePin: true };
    expect(live(inputs).firstPartyPin).toBe("7777");
    expect(compare(live(inputs), inputs)).toEqual(unchanged);
  });

  it.each(
    fieldNames.filter((name) => fields[name].effect !== "update" && fields[name].default !== undefined),
  )("has no changes if %s's default is declared or removed", (name) => {
    const written = { ...both, [name]: fields[name].default };
    expect(compare(live(both), written)).toEqual(unchanged);
    expect(compare(live(written), both)).toEqual(unchanged);
  });
});

describe("diff of one changed argument", () => {
  it.each(fieldChanges.filter((change) => change.effect === "replace"))(
    "replaces the session for $name, and names it as the reason",
    ({ name, before, after }) => {
      const { changes, replaces, explanations } = compare(live(before), after);
      expect(changes).toBeUndefined();
      expect(replaces).toContain(name);
      expect(explanations.join()).toContain(name);
    },
  );

  it.each(fieldChanges.filter((change) => change.effect === "update"))(
    "updates the session in place for $name",
    ({ before, after }) => {
      expect(compare(live(before), after)).toEqual({ ...unchanged, changes: undefined });
    },
  );

  it("explains what forces the replacement, without values", () => {
    const news = { ...both, secondParty: "+12025550399", geomatch: false, record: true };
    expect(compare(live(both), news).explanations).toEqual([
      `Masking session ${id} will be replaced: secondParty and geomatch changed, and Plivo ` +
        "cannot change them in a live session.",
    ]);
  });

  it("counts an unknown create-only value as a possible replacement", () => {
    const { replaces, explanations } = compare(live(both), {
      ...both,
      secondParty: unknownInput as unknown as string,
    });
    expect(replaces).toEqual(["secondParty"]);
    expect(explanations.join()).toContain("secondParty may change");
  });

  it.each([
    { sessionExpiry: 3600 },
    { ringTimeout: 20 },
    { record: false },
    { callbackMethod: "POST" },
  ] as const)(
    "explains that a removed %j is no longer managed, because a preview looks like a reset",
    (removed) => {
      expect(compare(live({ ...both, ...removed }), both).explanations).toEqual([
        `Masking session ${id}: ${Object.keys(removed).join()} is no longer managed; the session keeps its last value.`,
      ]);
    },
  );

  it.each([{ record: true }, { callbackUrl: "https://example.com/x" }, { onExpiry: "fail" }] as const)(
    "needs no explanation for a removed %j with a certain default",
    (removed) => expect(compare(live({ ...both, ...removed }), both).explanations).toEqual([]),
  );

  it("does not explain removed arguments if the session is replaced, because the new one never had them", () => {
    const { explanations } = compare(live({ ...both, ringTimeout: 20 }), { ...both, geomatch: false });
    expect(explanations).toEqual([expect.stringContaining("will be replaced")]);
  });

  it("replaces the session for another account", () => {
    expect(compare(live(both), { ...both, account: "support" }).replaces).toEqual(["account"]);
  });

  it("updates only the state for another onExpiry", () => {
    expect(compare(live(both), { ...both, onExpiry: "ignore" }).changes).toBeUndefined();
    expect(compare(live(both), { ...both, onExpiry: "ignore" }).replaces).toEqual([]);
  });
});

describe("diff of a number that an earlier release stored with a national trunk digit", () => {
  const news = { firstParty: "+442079460018", secondParty: "+393123456789" };
  const olds = { ...news, firstParty: "+4402079460018" };

  it("replaces the session as for another number, and explains why without the number", () => {
    const { changes, replaces, explanations } = compare(live(olds), news);
    expect([changes, replaces]).toEqual([undefined, ["firstParty"]]);
    expect(explanations).toEqual([
      `Masking session ${id} will be replaced: firstParty changed, and Plivo cannot change it in a live session; an earlier release ` +
        "sent firstParty with a digit of national dialling, which rings no one.",
    ]);
  });

  it("updates a single-party session in place, and explains why", () => {
    const single = { createSessionWithSingleParty: true };
    const { replaces, explanations } = compare(live({ ...olds, ...single }), { ...news, ...single });
    expect(replaces).toEqual([]);
    expect(explanations).toEqual([
      `Masking session ${id} will be updated: an earlier release sent firstParty with a digit of national dialling, which rings no one.`,
    ]);
  });

  it("does not blame it for a change to another number", () => {
    const { explanations } = compare(live(olds), { ...news, firstParty: "+442079460019" });
    expect(explanations).toEqual([expect.stringMatching(/will be replaced: firstParty changed, [^;]*\.$/)]);
  });
});

describe("diff of a single-party session", () => {
  const { firstParty } = both;
  const single = { firstParty, createSessionWithSingleParty: true };

  it("updates the second party in place, first added and later changed", () => {
    expect(compare(live(single), { ...single, ...both }).replaces).toEqual([]);
    expect(compare(live({ ...single, ...both }), { ...single, ...parties(1) }).replaces).toEqual([]);
  });

  it("replaces the session if a party is removed, because Plivo cannot remove it", () => {
    expect(compare(live({ ...single, ...both }), single).replaces).toEqual(["secondParty"]);
  });
});

describe("diff of an expired session", () => {
  const late = Date.parse("2026-03-01T14:44:30Z");

  it("replaces it, with expiryTime as the reason", () => {
    expect(compare(live(both), both, true, late)).toEqual({
      changes: true,
      replaces: ["expiryTime"],
      explanations: [`Masking session ${id} will be replaced: it expired 2 h 14 min ago.`],
      replacedByExpiry: true,
      renewed: false,
    });
  });

  it("names the expiry as the sole reason only if no argument replaces the session anyway", () => {
    const isReplacedByExpiry = (news: SessionInputs, at: number) =>
      compare(live(both), news, true, at).replacedByExpiry;
    expect(isReplacedByExpiry({ ...both, record: true }, late)).toBe(true);
    expect(isReplacedByExpiry({ ...both, geomatch: false }, late)).toBe(false);
    expect(isReplacedByExpiry({ ...both, geomatch: false }, now)).toBe(false);
  });

  it("replaces one that was expired elsewhere, whatever its expiry time", () => {
    expect(compare(live(both, { status: "expired" }), both).replaces).toEqual(["expiryTime"]);
  });

  it("adds expiryTime to the reasons of a changed argument", () => {
    const { changes, replaces } = compare(live(both), { ...both, geomatch: false, record: true }, true, late);
    expect(changes).toBe(true);
    expect(replaces).toEqual(["geomatch", "expiryTime"]);
  });

  it("ignores the expiry in a refresh", () => {
    expect(compare(live(both), both, false, late)).toEqual(unchanged);
    const fail = { ...both, onExpiry: "fail" } as const;
    expect(compare(live(fail), fail, false, late)).toEqual(unchanged);
  });

  it("leaves it under ignore, until an argument changes", () => {
    const ignore = { ...both, onExpiry: "ignore" } as const;
    expect(compare(live(ignore), ignore, true, late)).toEqual(unchanged);
    expect(compare(live(ignore), { ...ignore, record: true }, true, late).replaces).toEqual(["expiryTime"]);
  });

  it("stops the deployment under fail, with both ways out", () => {
    const fail = { ...both, onExpiry: "fail" } as const;
    expect(() => compare(live(fail), fail, true, late)).toThrow(SessionExpiredError);
    expect(() => compare(live(fail), fail, true, late)).toThrow(
      /expired 2 h 14 min ago.*"recreate".*"ignore"/,
    );
    expect(compare(live(fail), fail)).toEqual(unchanged);
  });
});

describe("diff in the last 30 s of a session", () => {
  const at = Date.parse("2026-03-01T12:29:48Z");

  it("counts it as expired under recreate, because no call could use it", () => {
    expect(compare(live(both), both, true, at)).toMatchObject({
      replaces: ["expiryTime"],
      explanations: [`Masking session ${id} will be replaced: it ends in 12 s.`],
    });
  });

  it.each(["ignore", "fail"] as const)("does not count it as expired under %s", (onExpiry) => {
    expect(compare(live({ ...both, onExpiry }), { ...both, onExpiry }, true, at)).toEqual(unchanged);
  });
});

describe("diff with renewBefore", () => {
  const renewing = { ...both, sessionExpiry: 3600, renewBefore: 600 };
  const due = Date.parse("2026-03-01T12:21:00Z");

  it("extends the session in place if less time than that is left, and says so", () => {
    expect(compare(live(renewing), renewing, true, due)).toEqual({
      changes: true,
      replaces: [],
      explanations: [`Masking session ${id} ends in 9 min, so it will be extended (renewBefore).`],
      replacedByExpiry: false,
      renewed: true,
    });
  });

  it("changes nothing before that, nor in a refresh", () => {
    expect(compare(live(renewing), renewing)).toEqual(unchanged);
    expect(compare(live(renewing), renewing, false, due)).toEqual(unchanged);
  });

  it.each(["ignore", "fail"] as const)("extends the session under %s too", (onExpiry) => {
    const inputs = { ...renewing, onExpiry };
    expect(compare(live(inputs), inputs, true, due).changes).toBe(true);
  });

  it("still replaces a session for a change that replaces it", () => {
    const { replaces, explanations } = compare(live(renewing), { ...renewing, geomatch: false }, true, due);
    expect(replaces).toEqual(["geomatch"]);
    expect(explanations.join()).not.toContain("extended");
  });
});

describe("diff with adoptSessionUuid", () => {
  const other = "9a1c1f6e-0c0f-4a4e-8f4b-0d6c6a3b2c1d";
  const adopted = { ...both, adoptSessionUuid: id };
  const effect = (olds: SessionInputs, news: SessionInputs, at = now) =>
    compare(live(olds), news, true, at).replaces;

  it("updates only the state if it names the session or is removed", () => {
    expect(compare(live(both), adopted)).toMatchObject({ changes: undefined, replaces: [] });
    expect(compare(live(adopted), both)).toMatchObject({ changes: undefined, replaces: [] });
    expect(compare(live(adopted), adopted)).toEqual(unchanged);
  });

  it("replaces the session if it names another one", () => {
    expect(effect(adopted, { ...both, adoptSessionUuid: other })).toEqual(["adoptSessionUuid"]);
    expect(effect(both, { ...both, adoptSessionUuid: other })).toEqual(["adoptSessionUuid"]);
  });

  it("keeps the session if the one that it named was replaced by expiry", () => {
    const inputs = { ...both, adoptSessionUuid: other };
    expect(compare(live(inputs), inputs)).toEqual(unchanged);
  });

  it("requires its removal before the session that it names can be replaced", () => {
    expect(() => compare(live(adopted), { ...adopted, geomatch: false })).toThrow(
      /geomatch changed, but adoptSessionUuid still names it\. Remove adoptSessionUuid first/,
    );
    expect(effect(adopted, { ...both, geomatch: false })).toEqual(["geomatch"]);
  });

  it("still replaces an expired session", () => {
    const late = Date.parse("2026-03-01T14:44:30Z");
    expect(effect(adopted, adopted, late)).toEqual(["expiryTime"]);
    expect(effect(adopted, { ...adopted, geomatch: false }, late)).toEqual(["geomatch", "expiryTime"]);
  });
});
