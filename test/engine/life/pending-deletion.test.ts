import { expectSuccess, openBench, type Bench } from "../../support/engine";
import { parties } from "../../support/field-changes";
import { stored, storedIds } from "../../support/stored";

/** An expired session that an `up` has replaced, and that is pending deletion, since Plivo refused the GET before it is ended. */
describe("an expired session that is pending deletion", () => {
  let bench: Bench;
  let old: string;
  beforeEach(async () => {
    bench = await openBench({ ride: { ...parties(0), sessionExpiry: 3600 } });
    expectSuccess(await bench.stack.up());
    old = (await storedIds(bench.stack))["ride"] ?? "";
    bench.advance(4000);
    bench.emulator.faults.arm({ kind: "status", status: 403, operation: "get", when: "before" });
    expect((await bench.stack.up()).succeeded).toBe(false);
    expect((await stored(bench.stack)).filter((session) => session.delete === true)).toHaveLength(1);
    bench.emulator.sessions.change(old, { status: "active", expiry_time: "2099-01-01 00:00:00 +0000 UTC" });
    bench.requests();
  });
  afterEach(() => bench.close());

  const isLive = () => bench.emulator.sessions.live().some(({ session_uuid }) => session_uuid === old);

  it("and that somebody has extended since, is ended by the next up", async () => {
    expectSuccess(await bench.stack.up());
    expect(bench.requests()).toEqual(["DELETE 200"]);
    expect(isLive()).toBe(false);
  });

  it("is kept if its entry is taken out of the state before that", async () => {
    const state = await bench.stack.exportState();
    const deployment = state.deployment as { resources: { delete?: boolean }[] };
    deployment.resources = deployment.resources.filter((resource) => resource.delete !== true);
    await bench.stack.importState(state);
    expectSuccess(await bench.stack.up());
    expect(bench.requests()).toEqual([]);
    expect(isLive()).toBe(true);
  });
});
