import { machineClock } from "../../../provider/callbacks/clock.ts";

describe("the machine's clock of callbacks", () => {
  it("waits, and returns the time", async () => {
    const start = machineClock.now();
    await machineClock.wait(20);
    expect(machineClock.now() - start).toBeGreaterThanOrEqual(19);
  });

  it("keeps no process alive with an unused wait", async () => {
    const before = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const waits = [new AbortController(), new AbortController()];
    const [aborted] = waits.map((controller) => machineClock.wait(3_600_000, controller.signal));
    const during = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    for (const controller of waits) controller.abort("answered");
    const after = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    expect([during - before, after - before]).toEqual([2, 0]);
    const end = await Promise.race([
      aborted?.then(() => "ended"),
      machineClock.wait(5).then(() => "not ended"),
    ]);
    expect(end).toBe("not ended");
  });
});
