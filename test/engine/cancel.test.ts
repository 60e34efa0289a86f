import type { Operation } from "../../tools/engine/index.ts";
import { expectSuccess, liveIds, openBench, type Bench } from "../support/engine.ts";
import { scenes } from "../support/kill-points.ts";
import { storedSessions } from "../support/stored.ts";

describe("Ctrl-C", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench(scenes.create.after);
  });
  afterEach(() => bench.close());

  /** Starts an `up`. Plivo carries out the creates from the fifth on, and their responses are held. */
  async function underWay(): Promise<{ up: Promise<Operation> }> {
    const { faults } = bench.emulator;
    const { id } = faults.arm({
      kind: "delay",
      operation: "create",
      when: "after",
      nth: 5,
      times: null,
      seconds: 86_400,
    });
    const up = bench.stack.up();
    await Promise.race([faults.whenFired(id), up]);
    return { up };
  }

  /** Presses Ctrl-C and waits until the CLI has noticed it. */
  async function interrupt(): Promise<void> {
    const heard = new Promise<void>((resolve) => {
      bench.stack.setListener((event) => {
        if (JSON.stringify(event).includes("^C received")) resolve();
      });
    });
    await bench.stack.signal("cli", "SIGINT");
    await heard;
  }

  const storedIds = async () => (await storedSessions(bench.stack)).map(({ id }) => id);

  async function expectAllThirty(): Promise<void> {
    expect(liveIds(bench)).toHaveLength(30);
    expect((await storedIds()).sort()).toEqual(liveIds(bench).sort());
  }

  it("pressed once lets the creates in flight finish and keeps them in the state; a plain up creates the rest", async () => {
    const { up } = await underWay();
    await interrupt();
    await bench.emulator.faults.clear();
    const cancelled = await up;
    expect(cancelled.succeeded).toBe(false);
    expect(liveIds(bench).length).toBeGreaterThanOrEqual(5);
    expect(liveIds(bench).length).toBeLessThan(30);
    expect((await storedIds()).sort()).toEqual(liveIds(bench).sort());

    expectSuccess(await bench.stack.up());
    await expectAllThirty();
  });

  it("pressed twice leaves the creates in flight to the next up under adopt, which finds them", async () => {
    const { up } = await underWay();
    await interrupt();
    await bench.stack.signal("cli", "SIGINT");
    expect((await up).succeeded).toBe(false);
    await bench.emulator.faults.clear();
    expect((await storedIds()).length).toBeLessThan(liveIds(bench).length);

    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
    expectSuccess(await bench.stack.up());
    await expectAllThirty();
  });
});
