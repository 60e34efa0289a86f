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

const isLive = (id: string) => emulator.sessions.live().some(({ session_uuid }) => session_uuid === id);
const sent = () => emulator.requests.all().map(({ method }) => method);

/** A session in the state of a run before this one. */
async function stored(inputs: object = both) {
  const session = await create(inputs);
  provider = newProcess();
  emulator.requests.clear();
  return session;
}

describe("a session that its resource keeps", () => {
  it("is not ended where the state has it a second time, and nothing is sent", async () => {
    const { id, outs } = await stored();
    expect(await provider.diff(id, outs, both)).toMatchObject({ changes: false });
    await provider.delete(id, outs);
    expect([sent(), isLive(id)]).toEqual([[], true]);
    expect(lines).toEqual([`Masking session ${id} is not ended: another resource of the stack has it.`]);
  });

  it("is ended where the engine replaces it all the same, as replaceOnChanges can make it", async () => {
    const { id, outs } = await stored();
    expect(await provider.diff(id, outs, both)).toMatchObject({ changes: false });
    const made = await create();
    await provider.delete(id, outs);
    expect(isLive(id)).toBe(false);
    expect(emulator.sessions.live().map(({ session_uuid }) => session_uuid)).toEqual([made.id]);
  });

  it("is not ended because a resource with other arguments was created", async () => {
    const { id, outs } = await stored();
    await provider.diff(id, outs, both);
    await create(parties(1));
    await create({ ...both, record: true });
    await provider.delete(id, outs);
    expect(isLive(id)).toBe(true);
  });

  it("in an update that fails is not ended where the state has it a second time", async () => {
    const { id, outs } = await stored();
    emulator.faults.arm({ kind: "status", status: 403, operation: "update", when: "before" });
    await provider.diff(id, outs, { ...both, record: true });
    await expect(provider.update(id, outs, { ...both, record: true })).rejects.toMatchObject({
      code: "PLIVO_GEO_PERMISSION",
    });
    await provider.delete(id, outs);
    expect(isLive(id)).toBe(true);
    expect(sent()).toEqual(["POST"]);
  });

  it("is ended where its resource gives it up", async () => {
    const { id, outs } = await stored();
    await provider.diff(id, outs, { ...both, geomatch: false });
    await create({ ...both, geomatch: false });
    await provider.delete(id, outs);
    expect(isLive(id)).toBe(false);
  });
});

describe("a session that two resources of the state have", () => {
  it("stops each run, with the way out", async () => {
    const { id, outs } = await stored();
    for (let run = 0; run < 2; run++) {
      provider = newProcess();
      await provider.diff(id, outs, both);
      await expect(provider.diff(id, outs, both)).rejects.toMatchObject({
        code: "PLIVO_SESSION_TWICE",
        sessionUuid: id,
      });
      expect(isLive(id)).toBe(true);
    }
  });

  it("is not said of one resource that a refresh and the program both compare", async () => {
    const { id, outs } = await stored();
    await provider.read(id, outs);
    await provider.diff(id, outs, both);
    expect(await provider.diff(id, outs, both)).toMatchObject({ changes: false });
  });
});
