import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { maskingProvider, type MaskingProvider } from "../../../provider/dynamic-provider";
import type { SessionState } from "../../../provider/session/state";
import { parties } from "../../support/field-changes";
import { virtualClock } from "../../support/virtual-clock";

const both = parties(0);
let emulator: Emulator;
let lines: string[];
let environment: NodeJS.ProcessEnv;
let provider: MaskingProvider;

beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => {
  emulator.reset();
  environment = { ...emulator.environment };
  provider = newProcess();
});
afterAll(() => emulator.close());

/** The provider as a new process would have it. */
function newProcess(): MaskingProvider {
  lines = [];
  return maskingProvider({ environment, log: (line) => lines.push(line), clock: virtualClock(emulator) });
}

async function create(inputs: object = both) {
  const created = await provider.create({ ...inputs, __provider: "text" });
  return { id: created.id, outs: created.outs as SessionState };
}

const day = 86_400;

describe("where this machine's clock is far off", () => {
  it.each([-400, -31, -1, 1, 28, 30, 31, 400])(
    "by %i days, adopt takes the session over all the same",
    async (days) => {
      const { id } = await create();
      environment["PLIVO_IF_EXISTS"] = "adopt";
      environment["PLIVO_CLOCK_OFFSET"] = String(days * day);
      provider = newProcess();
      expect((await create()).id).toBe(id);
      expect(emulator.sessions.live()).toHaveLength(1);
    },
  );

  it.each([-30, 30])("by %i days, a create whose answer is lost is found", async (days) => {
    environment["PLIVO_CLOCK_OFFSET"] = String(days * day);
    provider = newProcess();
    emulator.faults.arm({ kind: "reset", operation: "create", when: "after" });
    const { id } = await create();
    expect(emulator.sessions.live().map(({ session_uuid }) => session_uuid)).toEqual([id]);
  });

  it("beyond belief, the first use of it says so", async () => {
    environment["PLIVO_CLOCK_OFFSET"] = "1e13";
    environment["PLIVO_IF_EXISTS"] = "adopt";
    provider = newProcess();
    await expect(create()).rejects.toMatchObject({ code: "PLIVO_INVALID_CLOCK_OFFSET" });
    expect(emulator.sessions.live()).toEqual([]);
    expect(lines).toEqual([]);
  });
});
