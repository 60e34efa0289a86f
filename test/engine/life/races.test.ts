import { effects, expectSuccess, programFor, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { nameOf, storedSessions, storedIds } from "../../support/stored.ts";

const renews = { sessionExpiry: 3600, renewBefore: 900 } as const;
const sessions = {
  renewed: { ...parties(0), ...renews },
  renewedIgnore: { ...parties(1), ...renews, onExpiry: "ignore" },
  replaced: parties(2),
} as const;

/** An update of arguments that meets an ended session is in ../ended.test.ts. */
describe("a renewal and a replacement that meet a session which has just ended", () => {
  const bench = useBench(sessions, { existing: true });
  let ids: Record<string, string>;
  beforeAll(async () => {
    ids = await storedIds(bench.stack);
    bench.advance(3000);
    for (const id of Object.values(ids)) bench.emulator.sessions.change(id, { status: "expired" });
    bench.requests();
    bench.stack.setProgram(programFor({ ...sessions, replaced: { ...sessions.replaced, geomatch: false } }));
  });

  it("fail the up with the reason, and the state has each session once", async () => {
    const { faults } = bench.emulator;
    // The engine starts no more once one has failed: none is answered before all are there.
    const { id } = faults.arm({ kind: "delay", operation: "any", when: "before", seconds: 60, times: null });
    const allThere = faults.whenFired(id, 3).then(() => faults.clear());
    const [up] = await Promise.all([bench.stack.up(), allThere]);
    expect(up.succeeded).toBe(false);
    for (const name of ["renewed", "renewedIgnore"] as const)
      expect(up.text).toContain(`Masking session ${ids[name] ?? ""} has expired, so it was not updated.`);
    const kept = (await storedSessions(bench.stack)).filter((session) => session.delete !== true);
    expect(kept.map((session) => nameOf(session)).sort()).toEqual(["renewed", "renewedIgnore", "replaced"]);
    bench.requests();
  });

  it("are repaired by the next up without a refresh", async () => {
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)["renewed"]).toBe("replace");
    const all = await storedSessions(bench.stack);
    expect(all.map((session) => nameOf(session)).sort()).toEqual(["renewed", "renewedIgnore", "replaced"]);
    const after = await storedIds(bench.stack);
    expect(after["renewedIgnore"]).toBe(ids["renewedIgnore"]);
    const live = bench.emulator.sessions.live().map(({ session_uuid }) => session_uuid);
    expect(live.sort()).toEqual([after["renewed"], after["replaced"]].sort());
  });
});
