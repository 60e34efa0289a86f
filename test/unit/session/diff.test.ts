import fc from "fast-check";
import { check } from "../../../provider/session/check";
import { diff } from "../../../provider/session/diff";
import { SessionExpiredError } from "../../../provider/session/errors";
import { fieldNames, fields, type SessionInputs } from "../../../provider/session/fields";
import { sessionState, type SessionState } from "../../../provider/session/state";
import { UNKNOWN } from "../../../provider/session/unknown";
import { engineDiff } from "../../support/engine-diff";
import { fieldChanges, parties } from "../../support/field-changes";

const now = Date.parse("2026-03-01T12:00:00Z");
const both = parties(0);

/** The state of a live session made with these arguments: half an hour is left. */
function live(inputs: SessionInputs, changes: Partial<SessionState> = {}): SessionState {
  const session = {
    sessionUuid: "4189591e-d004-4801-abdf-8893c15e5dcd",
    virtualNumber: "+14155559999",
    status: "active",
    createdTime: "2026-03-01T11:30:00Z",
    expiryTime: "2026-03-01T12:30:00Z",
    firstPartyPin: "7777",
    secondPartyPin: "8888",
  };
  return { ...sessionState(inputs, "MAEMULATOR", session), ...changes };
}

const id = "4189591e-d004-4801-abdf-8893c15e5dcd";

const compare = (olds: SessionState, news: SessionInputs, clockRules = true, at = now) =>
  engineDiff(diff(olds.sessionUuid, olds, news, { now: at, clockRules }));

const unchanged = { changes: false, replaces: [], explanations: [], replacedByExpiry: false, renewed: false };

describe("the program and the state agree", () => {
  it.each(fieldChanges)("a session with $name as it was made has no diff", ({ before, after }) => {
    expect(compare(live(before), before)).toEqual(unchanged);
    expect(compare(live(after), after)).toEqual(unchanged);
  });

  it("diff(x, x) is none for any arguments that check lets pass", () => {
    const someChanges = fc.subarray([...fieldChanges]);
    fc.assert(
      fc.property(someChanges, (some) => {
        const inputs = Object.assign({}, ...some.map((change) => change.after)) as SessionInputs;
        fc.pre(check(inputs).problems.length === 0);
        expect(compare(live(inputs), inputs)).toEqual(unchanged);
      }),
    );
  });

  it("generated PINs are outputs, and no difference", () => {
    const inputs = { ...both, isPinAuthenticationRequired: true, generatePin: true };
    expect(live(inputs).firstPartyPin).toBe("7777");
    expect(compare(live(inputs), inputs)).toEqual(unchanged);
  });

  it.each(
    fieldNames.filter((name) => fields[name].effect !== "update" && fields[name].default !== undefined),
  )("writing down %s's default, or removing it, is no change", (name) => {
    const written = { ...both, [name]: fields[name].default };
    expect(compare(live(both), written)).toEqual(unchanged);
    expect(compare(live(written), both)).toEqual(unchanged);
  });
});

describe("one argument changed", () => {
  it.each(fieldChanges.filter((change) => change.effect === "replace"))(
    "a changed $name replaces the session and is named as the reason",
    ({ name, before, after }) => {
      const { changes, replaces, explanations } = compare(live(before), after);
      expect(changes).toBeUndefined();
      expect(replaces).toContain(name);
      expect(explanations.join()).toContain(name);
    },
  );

  it.each(fieldChanges.filter((change) => change.effect === "update"))(
    "a changed $name updates the session in place",
    ({ before, after }) => {
      expect(compare(live(before), after)).toEqual({
        changes: undefined,
        replaces: [],
        explanations: [],
        replacedByExpiry: false,
        renewed: false,
      });
    },
  );

  it("the explanation names what forces the replacement, and no value", () => {
    const news = { ...both, secondParty: "+12025550399", geomatch: false, record: true };
    expect(compare(live(both), news).explanations).toEqual([
      "Masking session 4189591e-d004-4801-abdf-8893c15e5dcd will be replaced: secondParty and geomatch changed, and Plivo " +
        "cannot change them in a live session.",
    ]);
  });

  it("a create-only value that is not known yet may change, and counts as a replacement", () => {
    const { replaces, explanations } = compare(live(both), {
      ...both,
      secondParty: UNKNOWN as unknown as string,
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
    "%j removed is no longer managed, and the explanation says so, since a preview looks as if it were set back",
    (removed) => {
      expect(compare(live({ ...both, ...removed }), both).explanations).toEqual([
        `Masking session ${id}: ${Object.keys(removed).join()} is no longer managed; the session keeps its last value.`,
      ]);
    },
  );

  it.each([{ record: true }, { callbackUrl: "https://example.com/x" }, { onExpiry: "fail" }] as const)(
    "%j removed needs no explanation: its default is certain",
    (removed) => {
      expect(compare(live({ ...both, ...removed }), both).explanations).toEqual([]);
    },
  );

  it("the explanation of a replacement says nothing of what is no longer managed: the new session never had it", () => {
    const { explanations } = compare(live({ ...both, ringTimeout: 20 }), { ...both, geomatch: false });
    expect(explanations).toEqual([expect.stringContaining("will be replaced")]);
  });

  it("another account replaces", () => {
    expect(compare(live(both), { ...both, account: "support" }).replaces).toEqual(["account"]);
  });

  it("another onExpiry rewrites the state in place", () => {
    expect(compare(live(both), { ...both, onExpiry: "ignore" }).changes).toBeUndefined();
    expect(compare(live(both), { ...both, onExpiry: "ignore" }).replaces).toEqual([]);
  });
});

describe("a number that an earlier release stored with a digit of national dialling", () => {
  const news = { firstParty: "+442079460018", secondParty: "+393123456789" };
  const olds = { ...news, firstParty: "+4402079460018" };

  it("counts as another number: it replaces the session, and the explanation says why, without the number", () => {
    const { changes, replaces, explanations } = compare(live(olds), news);
    expect([changes, replaces]).toEqual([undefined, ["firstParty"]]);
    expect(explanations).toEqual([
      `Masking session ${id} will be replaced: firstParty changed, and Plivo cannot change it in a live session; an earlier release ` +
        "sent firstParty with a digit of national dialling, which rings nobody.",
    ]);
  });

  it("is sent again in place where the session is of a single party, and the explanation says why", () => {
    const single = { createSessionWithSingleParty: true };
    const { replaces, explanations } = compare(live({ ...olds, ...single }), { ...news, ...single });
    expect(replaces).toEqual([]);
    expect(explanations).toEqual([
      `Masking session ${id} will be updated: an earlier release sent firstParty with a digit of national dialling, which rings nobody.`,
    ]);
  });

  it("is not blamed for a change to another number", () => {
    const { explanations } = compare(live(olds), { ...news, firstParty: "+442079460019" });
    expect(explanations).toEqual([expect.stringMatching(/will be replaced: firstParty changed, [^;]*\.$/)]);
  });
});

describe("a single-party session", () => {
  const { firstParty } = both;
  const single = { firstParty, createSessionWithSingleParty: true };

  it("gets its second party in place, and another one later", () => {
    expect(compare(live(single), { ...single, ...both }).replaces).toEqual([]);
    expect(compare(live({ ...single, ...both }), { ...single, ...parties(1) }).replaces).toEqual([]);
  });

  it("is replaced when a party is taken away, for which the vendor has no call", () => {
    expect(compare(live({ ...single, ...both }), single).replaces).toEqual(["secondParty"]);
  });
});

describe("expiry", () => {
  const late = Date.parse("2026-03-01T14:44:30Z");

  it("replaces an expired session, with expiryTime as the reason", () => {
    expect(compare(live(both), both, true, late)).toEqual({
      changes: true,
      replaces: ["expiryTime"],
      explanations: [
        "Masking session 4189591e-d004-4801-abdf-8893c15e5dcd will be replaced: it expired 2 h 14 min ago.",
      ],
      replacedByExpiry: true,
      renewed: false,
    });
  });

  it("alone condemns a session, not an argument that replaces it anyway", () => {
    const condemned = (news: SessionInputs, at: number) =>
      compare(live(both), news, true, at).replacedByExpiry;
    expect(condemned({ ...both, record: true }, late)).toBe(true);
    expect(condemned({ ...both, geomatch: false }, late)).toBe(false);
    expect(condemned({ ...both, geomatch: false }, now)).toBe(false);
  });

  it("replaces a session that was ended elsewhere, whatever its time", () => {
    expect(compare(live(both, { status: "expired" }), both).replaces).toEqual(["expiryTime"]);
  });

  it("joins the reasons when an argument changed too", () => {
    const { changes, replaces } = compare(live(both), { ...both, geomatch: false, record: true }, true, late);
    expect(changes).toBe(true);
    expect(replaces).toEqual(["geomatch", "expiryTime"]);
  });

  it("has no say in a refresh", () => {
    expect(compare(live(both), both, false, late)).toEqual(unchanged);
    const fail = { ...both, onExpiry: "fail" } as const;
    expect(compare(live(fail), fail, false, late)).toEqual(unchanged);
  });

  it("is left alone under ignore, until an argument changes", () => {
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

describe("the last 30 s of a session", () => {
  const at = Date.parse("2026-03-01T12:29:48Z");

  it("count as its end under recreate, since no call could use it", () => {
    expect(compare(live(both), both, true, at)).toMatchObject({
      replaces: ["expiryTime"],
      explanations: [
        "Masking session 4189591e-d004-4801-abdf-8893c15e5dcd will be replaced: it ends in 12 s.",
      ],
    });
  });

  it.each(["ignore", "fail"] as const)("do not under %s", (onExpiry) => {
    expect(compare(live({ ...both, onExpiry }), { ...both, onExpiry }, true, at)).toEqual(unchanged);
  });
});

describe("renewBefore", () => {
  const renewing = { ...both, sessionExpiry: 3600, renewBefore: 600 };
  const due = Date.parse("2026-03-01T12:21:00Z");

  it("extends the session in place when less than that is left, and says so", () => {
    expect(compare(live(renewing), renewing, true, due)).toEqual({
      changes: true,
      replaces: [],
      explanations: [
        "Masking session 4189591e-d004-4801-abdf-8893c15e5dcd ends in 9 min, so it will be extended (renewBefore).",
      ],
      replacedByExpiry: false,
      renewed: true,
    });
  });

  it("does nothing before, nor in a refresh", () => {
    expect(compare(live(renewing), renewing)).toEqual(unchanged);
    expect(compare(live(renewing), renewing, false, due)).toEqual(unchanged);
  });

  it.each(["ignore", "fail"] as const)("extends under %s too", (onExpiry) => {
    const inputs = { ...renewing, onExpiry };
    expect(compare(live(inputs), inputs, true, due).changes).toBe(true);
  });

  it("does not keep a session from being replaced that a change replaces", () => {
    const { replaces, explanations } = compare(live(renewing), { ...renewing, geomatch: false }, true, due);
    expect(replaces).toEqual(["geomatch"]);
    expect(explanations.join()).not.toContain("extended");
  });
});

describe("adoptSessionUuid", () => {
  const other = "9a1c1f6e-0c0f-4a4e-8f4b-0d6c6a3b2c1d";
  const adopted = { ...both, adoptSessionUuid: id };
  const effect = (olds: SessionInputs, news: SessionInputs, at = now) =>
    compare(live(olds), news, true, at).replaces;

  it("that names the session, and its removal, rewrite the state alone", () => {
    expect(compare(live(both), adopted)).toMatchObject({ changes: undefined, replaces: [] });
    expect(compare(live(adopted), both)).toMatchObject({ changes: undefined, replaces: [] });
    expect(compare(live(adopted), adopted)).toEqual(unchanged);
  });

  it("that names another session replaces", () => {
    expect(effect(adopted, { ...both, adoptSessionUuid: other })).toEqual(["adoptSessionUuid"]);
    expect(effect(both, { ...both, adoptSessionUuid: other })).toEqual(["adoptSessionUuid"]);
  });

  it("stays where the session that it named has ended and another one was made", () => {
    const inputs = { ...both, adoptSessionUuid: other };
    expect(compare(live(inputs), inputs)).toEqual(unchanged);
  });

  it("must go before the session that it names can be replaced", () => {
    expect(() => compare(live(adopted), { ...adopted, geomatch: false })).toThrow(
      /geomatch changed, but adoptSessionUuid still names it\. Remove adoptSessionUuid first/,
    );
    expect(effect(adopted, { ...both, geomatch: false })).toEqual(["geomatch"]);
  });

  it("does not keep an expired session from being replaced", () => {
    const late = Date.parse("2026-03-01T14:44:30Z");
    expect(effect(adopted, adopted, late)).toEqual(["expiryTime"]);
    expect(effect(adopted, { ...adopted, geomatch: false }, late)).toEqual(["geomatch", "expiryTime"]);
  });
});
