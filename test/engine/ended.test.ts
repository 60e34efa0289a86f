import { effects, everythingShown, expectSuccess, programFor, useBench } from "../support/engine.ts";
import { parties } from "../support/field-changes.ts";
import { nameOf, storedSessions, storedIds } from "../support/stored.ts";

/* More of these are on the engine's stand-in: test/integration/hosts/expired.test.ts. */

const names = ["expired", "vanished"] as const;
const sessions = (ringTimeout: number) => ({
  expired: { ...parties(0), ringTimeout },
  vanished: { ...parties(1), ringTimeout },
  extended: { ...parties(2), sessionExpiry: 3600 },
});

describe("sessions that have ended", () => {
  const bench = useBench(sessions(30), { existing: true });
  let ids: Record<string, string>;
  beforeAll(async () => {
    ids = await storedIds(bench.stack);
    bench.emulator.sessions.change(ids["expired"] ?? "", { status: "expired" });
    bench.emulator.sessions.remove(ids["vanished"] ?? "");
    bench.requests();
  });

  it("fail an update with the reason, and stay in the state as expired", async () => {
    bench.stack.setProgram(programFor(sessions(20)));
    // The engine starts no more once one has failed: none is answered before all are there.
    const { faults } = bench.emulator;
    const delay = { kind: "delay", operation: "update", when: "before", seconds: 1, times: null } as const;
    const { id: held } = faults.arm(delay);
    const allThere = faults.whenFired(held, names.length).then(() => faults.clear());
    const [up] = await Promise.all([bench.stack.up(), allThere]);
    expect(up.succeeded).toBe(false);
    for (const name of names) {
      const how = name === "expired" ? "has expired" : "no longer exists";
      expect(up.text).toContain(`Masking session ${ids[name] ?? ""} ${how}, so it was not updated.`);
    }
    expect(up.text).not.toMatch(/\n\s+at .*:\d+:\d+/);
    expect(everythingShown(up)).not.toMatch(/20255501\d\d|20255502\d\d/);
    expect(bench.requests().sort()).toEqual(["GET 200", "GET 404", "POST 400", "POST 404"]);
    const state = await storedSessions(bench.stack);
    expect(Object.fromEntries(state.map((session) => [nameOf(session), session.id]))).toEqual(ids);
    for (const { outputs, initErrors } of state.filter((session) => nameOf(session) !== "extended")) {
      expect(outputs).toMatchObject({ status: "expired", ringTimeout: 30 });
      expect(initErrors).toHaveLength(1);
    }
  });

  it("are replaced by the next up, which leaves alone what somebody has extended beyond its stored end", async () => {
    const extended = ids["extended"] ?? "";
    const later = new Date(bench.emulator.clock.now() + 86_400_000).toISOString();
    bench.emulator.sessions.change(extended, { expiry_time: later });
    bench.advance(4000);
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({ expired: "replace", vanished: "replace", extended: "replace" });
    expect(up.text).toContain(
      `Masking session ${extended} stays live: someone else extended it. It is no longer in this state.`,
    );
    expect(bench.requests()).not.toContain("DELETE 200");
    const after = Object.values(await storedIds(bench.stack));
    const live = bench.emulator.sessions.live().map(({ session_uuid }) => session_uuid);
    expect(live.sort()).toEqual([...after, extended].sort());
  });
});
