import { expectSuccess, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { nameOf, storedSessions, storedIds } from "../../support/stored.ts";

/**
 * An `up` has replaced two expired sessions. They are pending deletion, because Plivo refused the GET before
 * the delete. Someone has extended both since then.
 */
describe("an expired session that is pending deletion and that someone has extended since", () => {
  const sessions = {
    ride: { ...parties(0), sessionExpiry: 3600 },
    saved: { ...parties(1), sessionExpiry: 3600 },
  };
  const bench = useBench(sessions, { existing: true });
  let old: Record<string, string>;
  beforeAll(async () => {
    old = await storedIds(bench.stack);
    bench.advance(4000);
    const { faults } = bench.emulator;
    faults.arm({ kind: "status", status: 403, operation: "get", when: "before", times: null });
    expect((await bench.stack.up()).succeeded).toBe(false);
    await faults.clear();
    expect((await storedSessions(bench.stack)).filter((session) => session.delete === true)).toHaveLength(2);
    for (const one of Object.values(old))
      bench.emulator.sessions.change(one, { status: "active", expiry_time: "2099-01-01 00:00:00 +0000 UTC" });
    const state = await bench.stack.exportState();
    const deployment = state.deployment as { resources: { urn: string; delete?: boolean }[] };
    deployment.resources = deployment.resources.filter(
      (resource) => resource.delete !== true || nameOf(resource) !== "saved",
    );
    await bench.stack.importState(state);
    bench.requests();
    expectSuccess(await bench.stack.up());
  });

  const isLive = (name: keyof typeof sessions) =>
    bench.emulator.sessions.live().some(({ session_uuid: id }) => id === old[name]);

  it("is expired by the next up", () => {
    expect(bench.requests()).toEqual(["DELETE 200"]);
    expect(isLive("ride")).toBe(false);
  });

  it("stays live if its entry is removed from the state first", () => {
    expect(isLive("saved")).toBe(true);
  });
});
