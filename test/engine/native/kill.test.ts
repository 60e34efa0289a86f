import { expectSuccess, useBench } from "../../support/engine.ts";
import { killPoints, scenes, type KillPoint } from "../../support/kill-points.ts";
import { runAndKill, takeWayOut } from "../../support/killing.ts";
import { putPluginOnPath } from "../../support/plugin-executable.ts";

const [point] = killPoints as [KillPoint];

describe("an update by the plugin's executable if the engine is killed with -9", () => {
  beforeAll(putPluginOnPath);
  const bench = useBench();

  it("leaves no plugin process, and the next update that adopts has each session once", async () => {
    const native = { ...bench, host: "native" } as const;
    const { operation, processes } = await runAndKill(native, point);
    expect(operation.succeeded).toBe(false);
    await takeWayOut(native, point);
    expect(await processes.runningProviders()).toEqual([]);
    const live = bench.emulator.sessions.live().map(({ first_party: party }) => `+${party}`);
    expect(live.sort()).toEqual(Object.values(scenes.create.after).map(({ firstParty }) => firstParty));
    expectSuccess(await bench.stack.preview({ expectNoChanges: true }));
  });
});
