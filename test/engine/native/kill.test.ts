import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { openStack, type EngineStack } from "../../../tools/engine/index.ts";
import { expectSuccess, programFor } from "../../support/engine.ts";
import { takeWayOut } from "../../support/killing.ts";
import { putPluginOnPath } from "../../support/plugin-executable.ts";

const sessions = Object.fromEntries(
  Array.from({ length: 12 }, (_, index) => [
    `ride${index}`,
    { firstParty: `+120255504${index + 10}`, secondParty: "+12025550179" },
  ]),
);

describe("an update by the plugin's executable if the engine is killed with -9", () => {
  let emulator: Emulator;
  let stack: EngineStack;
  beforeAll(async () => {
    putPluginOnPath();
    emulator = await startEmulator();
    stack = await openStack({
      program: programFor(sessions, "native"),
      environment: { ...emulator.environment },
    });
  });
  afterAll(async () => {
    await stack.remove();
    await emulator.close();
  });

  it("leaves no plugin process, and the next update that adopts has each session once", async () => {
    const late = { kind: "delay", operation: "create", when: "after", nth: 5, times: null } as const;
    const { id } = emulator.faults.arm({ ...late, seconds: 86_400 });
    const running = stack.up();
    await emulator.faults.whenFired(id);
    const processes = await stack.signal("cli", "SIGKILL");
    expect((await running).succeeded).toBe(false);
    await emulator.faults.clear();
    await takeWayOut({ emulator, stack }, { target: "cli", scene: "create" });
    expect(await processes.runningProviders()).toEqual([]);
    const live = emulator.sessions.live();
    expect(live.map(({ first_party: party }) => party).toSorted()).toEqual(
      Object.values(sessions)
        .map(({ firstParty }) => firstParty.slice(1))
        .toSorted(),
    );
    expectSuccess(await stack.preview({ expectNoChanges: true }));
    expectSuccess(await stack.destroy());
    expect(emulator.sessions.live()).toEqual([]);
  });
});
