import type { MaskingSessionArgs } from "pulumi-plivo-masking";
import { expectSuccess, liveIds, programFor, useBench } from "../../support/engine.ts";
import { storedSessions } from "../../support/stored.ts";

const count = 160;

const sessions = Object.fromEntries(
  Array.from({ length: count }, (_, index): [string, MaskingSessionArgs] => {
    const digits = String(index).padStart(4, "0");
    const args = { firstParty: `+1202555${digits}`, secondParty: `+1202556${digits}`, ringTimeout: 30 };
    return [`session${digits}`, args];
  }),
);

describe("many sessions on the real engine, with one write of the state at the end", () => {
  const bench = useBench();
  beforeAll(() => {
    bench.stack.setEnvironment({ PULUMI_SKIP_CHECKPOINTS: "true" });
    bench.stack.setProgram(programFor(sessions));
  });

  /** How often lists, single sessions and new ones were asked for since the last time. */
  const requests = () => {
    const all = bench.emulator.requests.all().map(({ method, path }) => {
      return `${method} ${path.endsWith("/Session") ? "all" : "one"}`;
    });
    bench.emulator.requests.clear();
    const times = (wanted: string) => all.filter((one) => one === wanted).length;
    return { lists: times("GET all"), gets: times("GET one"), creates: times("POST all"), all: all.length };
  };

  it("are adopted after a killed run that created half of them, and none is duplicated", async () => {
    const { emulator, stack } = bench;
    const { id } = emulator.faults.arm({
      kind: "delay",
      operation: "create",
      nth: count / 2,
      when: "after",
      seconds: 86_400,
    });
    const running = stack.up();
    await emulator.faults.whenFired(id);
    await stack.signal("both", "SIGKILL");
    expect((await running).succeeded).toBe(false);
    await emulator.faults.clear();
    stack.setProgram(programFor(sessions));
    await stack.cancel();
    const left = emulator.sessions.live().length;
    expect(left).toBeGreaterThanOrEqual(count / 2);
    expect(await storedSessions(stack)).toEqual([]);
    requests();

    stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
    expectSuccess(await stack.up());
    stack.setEnvironment({ PLIVO_IF_EXISTS: undefined });
    const live = liveIds(bench);
    expect(live).toHaveLength(count);
    expect((await storedSessions(stack)).map((session) => session.id).sort()).toEqual(live.sort());
    const sent = requests();
    expect(sent.creates).toBe(count - left);
    expect(sent.gets).toBeLessThanOrEqual(count / 4);
    expect(sent.all).toBeLessThanOrEqual(count);
  });

  // The exact numbers: test/integration/lifecycle/directory/reads.test.ts.
  it("are refreshed by lists, in far fewer requests than sessions", async () => {
    expectSuccess(await bench.stack.refresh({ expectNoChanges: true }));
    const { lists, gets, all } = requests();
    expect(lists).toBeGreaterThan(0);
    expect(all).toBe(lists + gets);
    expect(all).toBeLessThanOrEqual(count / 3);
  });
});
