import { expectSuccess, useBench } from "../support/engine.ts";
import { parties } from "../support/field-changes.ts";

describe("waits that are skipped, in the operations of one stack", () => {
  const bench = useBench({ one: parties(0), two: parties(1) }, { skipWaits: true });

  /**
   * Seconds that the operation skipped, and those that passed for the provider: real time shortens a wait
   * too.
   */
  async function secondsOf(operate: () => Promise<unknown>) {
    const { clock } = bench.emulator;
    const before = { offset: clock.offset, now: clock.now() };
    await operate();
    return { skipped: (clock.offset - before.offset) / 1000, passed: (clock.now() - before.now) / 1000 };
  }

  it("let the 15 s of a look-up pass for the provider and the emulator alike", async () => {
    bench.emulator.faults.arm({ kind: "reset", operation: "create", when: "before" });
    const { skipped, passed } = await secondsOf(async () => expectSuccess(await bench.stack.up()));
    expect(passed).toBeGreaterThan(14);
    expect(skipped).toBeLessThan(16);
    expect(bench.emulator.sessions.live()).toHaveLength(2);
  });

  it("let the provider send a read again that failed thrice", async () => {
    bench.emulator.faults.arm({ kind: "status", operation: "get", when: "before", status: 503, times: 3 });
    bench.requests();
    const { skipped } = await secondsOf(async () => expectSuccess(await bench.stack.refresh()));
    expect(bench.requests().sort()).toEqual(["GET 200", "GET 200", "GET 503", "GET 503", "GET 503"]);
    expect(skipped).toBeGreaterThan(0);
  });

  it("keep the provider's clock with the emulator's from one operation to the next", async () => {
    bench.emulator.clock.advance(7200);
    expect(expectSuccess(await bench.stack.up()).changes).toEqual({ same: 1, replace: 2 });
    // The same, with the offset that a test sets beside it.
    bench.advance(7200);
    expect(expectSuccess(await bench.stack.up()).changes).toEqual({ same: 1, replace: 2 });
  });

  it("take as long as the longest if two overlap", async () => {
    const delay = {
      kind: "status",
      operation: "expire",
      when: "before",
      status: 429,
      retryAfter: 20,
    } as const;
    bench.emulator.faults.arm({ ...delay, times: 2 });
    const { skipped, passed } = await secondsOf(async () => expectSuccess(await bench.stack.destroy()));
    expect(passed).toBeGreaterThan(19);
    expect(skipped).toBeLessThan(21);
  });
});
