import type { MaskingSessionArgs } from "pulumi-plivo-masking";
import { effects, everythingShown, expectSuccess, programFor, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { storedIds } from "../../support/stored.ts";
import { createElsewhere } from "../../support/elsewhere.ts";
import { requestsBySession } from "./requests.ts";

const names = ["same", "differs", "ended", "short", "old", "later"] as const;
const lost = ["other", "foreign", "endedIgnore", "endedFail", "owned"] as const;
const foreign = { authId: "MAFOREIGN", authToken: "foreign-account-token" };

describe("adoptSessionUuid", () => {
  const bench = useBench({}, { accounts: [foreign] });
  /** The ids of the sessions that were created elsewhere. */
  const elsewhereIds: Record<string, string> = {};

  const declared = (): Record<string, MaskingSessionArgs> => ({
    ...Object.fromEntries(
      names.map((name, index) => [name, { ...parties(index), adoptSessionUuid: elsewhereIds[name] ?? "" }]),
    ),
    differs: {
      ...parties(1),
      adoptSessionUuid: elsewhereIds["differs"] ?? "",
      ringTimeout: 30,
      sessionExpiry: 7200,
    },
  });
  const requests = () => {
    const asked = requestsBySession(bench, names, elsewhereIds);
    bench.requests();
    return Object.fromEntries(asked);
  };

  beforeAll(async () => {
    for (const [index, name] of names.entries())
      elsewhereIds[name] = await createElsewhere(bench.emulator, {
        ...parties(index),
        ...(name === "short" ? { sessionExpiry: 600 } : {}),
      });
    bench.emulator.sessions.change(elsewhereIds["ended"] ?? "", { status: "expired" });
    bench.stack.setProgram(programFor(declared()));
    bench.requests();
  });

  it("adopts the named sessions, updates what differs, and creates a new session for an expired one", async () => {
    const up = expectSuccess(await bench.stack.up());
    const { ended, ...taken } = await storedIds(bench.stack);
    expect({ ...taken, ended: elsewhereIds["ended"] }).toEqual(elsewhereIds);
    expect(ended).not.toBe(elsewhereIds["ended"]);
    expect(requests()).toEqual({
      ...Object.fromEntries(names.map((name) => [name, ["GET 200"]])),
      differs: ["GET 200", "POST 200 ring_timeout"],
      ended: ["GET 200", "POST 201"],
    });
    expect(up.text).toContain(`Masking session ${elsewhereIds["same"] ?? ""} is adopted (adoptSessionUuid).`);
    expect(up.text).toMatch(
      new RegExp(`${elsewhereIds["ended"] ?? ""}, which adoptSessionUuid names, .*: creating a new one`),
    );
  });

  it("leaves nothing to do to a refresh and an up after the adoption", async () => {
    expectSuccess(await bench.stack.up({ refresh: true, expectNoChanges: true }));
    expect(bench.requests()).toEqual(Array(names.length).fill("GET 200"));
  });

  it("forbids a replacement while it names the session, and says what to do", async () => {
    bench.stack.setProgram(programFor({ ...declared(), same: { ...declared()["same"], geomatch: false } }));
    const preview = await bench.stack.preview();
    expect(preview.succeeded).toBe(false);
    expect(preview.text).toContain(
      `Masking session ${elsewhereIds["same"] ?? ""} would be replaced, since geomatch changed, but adoptSessionUuid still names it. ` +
        "Remove adoptSessionUuid first, which does not change the session, or undo the change.",
    );
  });

  it("sends nothing once it is removed, and replaces the session if it names another one or if that one expires", async () => {
    const another = await createElsewhere(bench.emulator, parties(4));
    const { later, ...rest } = declared();
    const { adoptSessionUuid, ...kept } = later ?? {};
    expect(adoptSessionUuid).toBeDefined();
    const old = { ...rest["old"], adoptSessionUuid: another };
    bench.stack.setProgram(programFor({ ...rest, old, later: kept }));
    bench.advance(700);
    bench.requests();
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({
      same: "same",
      differs: "same",
      ended: "same",
      later: "update",
      old: "replace",
      short: "replace",
    });
    expect(up.steps.find(({ name }) => name === "old")?.replaceReasons).toEqual(["adoptSessionUuid"]);
    const asked = requests();
    expect(asked["later"]).toBeUndefined();
    expect(asked["old"]).toEqual(["DELETE 200"]);
    expect(asked["short"]).toEqual(["POST 201", "GET 200"]);
    const after = await storedIds(bench.stack);
    expect(after).toMatchObject({ old: another, later: elsewhereIds["later"] });
    expect(after["short"]).not.toBe(elsewhereIds["short"]);
  });

  it("is refused, and nothing changes, if the session differs, expired, or belongs to another account or resource", async () => {
    const ids = await refusedSessions();
    const before = bench.emulator.sessions.live();
    const { faults } = bench.emulator;
    // The engine starts no more once one has failed: none is answered before all are there.
    const { id } = faults.arm({ kind: "delay", operation: "get", when: "before", seconds: 60, times: null });
    const allThere = faults.whenFired(id, lost.length).then(() => faults.clear());
    const [up] = await Promise.all([bench.stack.up(), allThere]);
    expect(up.succeeded).toBe(false);
    for (const reason of [
      `${ids.other}, which differs from the program in secondParty and unknownCallerPlay;`,
      `${ids.foreign}, which account MA-LOCAL-EMULATOR-00 does not have:`,
      `${ids.endedIgnore}, which expired`,
      `${ids.endedFail}, which expired`,
      `${ids.owned}, which another resource of this stack has:`,
    ])
      expect(up.text).toContain(`adoptSessionUuid names the masking session ${reason}`);
    expect(everythingShown(up)).not.toMatch(/20255501\d\d|20255502\d\d|\n\s+at .*:\d+:\d+/);
    expect(new Set(bench.requests())).toEqual(new Set(["GET 200", "GET 404"]));
    expect(bench.emulator.sessions.live()).toEqual(before);
  });

  /** Declares sessions that cannot be adopted beside one that is there. */
  async function refusedSessions() {
    const ids = {
      other: await createElsewhere(bench.emulator, parties(10)),
      foreign: await createElsewhere(bench.emulator, parties(11), foreign),
      endedIgnore: await createElsewhere(bench.emulator, parties(12)),
      endedFail: await createElsewhere(bench.emulator, parties(13)),
      owned: elsewhereIds["same"] ?? "",
    };
    for (const id of [ids.endedIgnore, ids.endedFail])
      bench.emulator.sessions.change(id, { status: "expired" });
    const { secondParty } = parties(14);
    const unknownCallerPlay = "https://media.example.com/unknown.mp3";
    bench.stack.setProgram(
      programFor({
        same: { ...parties(0), adoptSessionUuid: ids.owned },
        other: { ...parties(10), secondParty, unknownCallerPlay, adoptSessionUuid: ids.other },
        foreign: { ...parties(11), adoptSessionUuid: ids.foreign },
        endedIgnore: { ...parties(12), adoptSessionUuid: ids.endedIgnore, onExpiry: "ignore" },
        endedFail: { ...parties(13), adoptSessionUuid: ids.endedFail, onExpiry: "fail" },
        owned: { ...parties(0), adoptSessionUuid: ids.owned },
      }),
    );
    bench.requests();
    return ids;
  }
});
