import { expectSuccess, openBench, type Bench } from "../support/engine";
import { parties } from "../support/field-changes";

describe("waits that are skipped", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench({ one: parties(0), two: parties(1) }, { skipWaits: true });
  });
  afterEach(() => bench.close());

  /** Seconds that were skipped; what passed meanwhile in real time is not among them. */
  const skipped = () => bench.emulator.clock.offset / 1000;

  it("a look-up's whole grace passes for the provider and the emulator alike", async () => {
    bench.emulator.faults.arm({ kind: "reset", operation: "create", when: "before" });
    expectSuccess(await bench.stack.up());
    expect(skipped()).toBeGreaterThan(14);
    expect(skipped()).toBeLessThan(16);
    expect(bench.emulator.sessions.live()).toHaveLength(2);
  });

  it("a read that fails thrice is sent again after waits that cost nothing", async () => {
    expectSuccess(await bench.stack.up());
    bench.emulator.faults.arm({ kind: "status", operation: "get", when: "before", status: 503, times: 3 });
    bench.requests();
    expectSuccess(await bench.stack.refresh());
    expect(bench.requests().sort()).toEqual(["GET 200", "GET 200", "GET 503", "GET 503", "GET 503"]);
    expect(skipped()).toBeGreaterThan(0);
  });

  it("the provider's clock goes with the emulator's from one operation to the next", async () => {
    expectSuccess(await bench.stack.up());
    bench.requests();
    bench.emulator.clock.advance(7200);
    const up = expectSuccess(await bench.stack.up());
    expect(up.changes).toEqual({ same: 1, replace: 2 });
    // The same, told by the offset that a test sets beside it.
    bench.advance(7200);
    expect(expectSuccess(await bench.stack.up()).changes).toEqual({ same: 1, replace: 2 });
  });

  it("two waits that overlap take as long as the longest", async () => {
    const delay = {
      kind: "status",
      operation: "expire",
      when: "before",
      status: 429,
      retryAfter: 20,
    } as const;
    expectSuccess(await bench.stack.up());
    bench.emulator.faults.arm({ ...delay, times: 2 });
    expectSuccess(await bench.stack.destroy());
    expect(skipped()).toBeGreaterThan(19);
    expect(skipped()).toBeLessThan(21);
  });
});
