import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { maskingProvider, type MaskingProvider } from "../../provider/dynamic-provider";
import { SessionAdoptedError } from "../../provider/session/errors";
import type { SessionState } from "../../provider/session/state";
import { parties } from "../support/field-changes";
import { virtualClock } from "../support/virtual-clock";

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
  return maskingProvider({
    environment,
    log: (line) => lines.push(line),
    clock: virtualClock(emulator),
  });
}

async function create(inputs: object = both) {
  const created = await provider.create({ ...inputs, __provider: "text" });
  return { id: created.id, outs: created.outs as SessionState };
}

const sent = () =>
  emulator.requests.all().map(({ method, path }) => `${method} ${path.split("/").at(-1) ?? ""}`);
const isLive = (id: string) => emulator.sessions.live().some(({ session_uuid }) => session_uuid === id);

describe("a session that another resource has taken over", () => {
  let before: { id: string; outs: SessionState };
  beforeEach(async () => {
    before = await create();
    environment["PLIVO_IF_EXISTS"] = "adopt";
    provider = newProcess();
    expect((await create()).id).toBe(before.id);
    emulator.requests.clear();
  });

  it("is not ended by the resource that had it", async () => {
    await provider.delete(before.id, before.outs);
    expect(sent()).toEqual([]);
    expect(lines.at(-1)).toContain(`Masking session ${before.id} is not ended`);
    expect(isLive(before.id)).toBe(true);
  });

  it("is an error in the diff of the resource that has it, which names both ways out", async () => {
    const diff = provider.diff(before.id, before.outs, both);
    await expect(diff).rejects.toThrow(SessionAdoptedError);
    await expect(provider.diff(before.id, before.outs, both)).rejects.toThrow(/pulumi state delete.*alias/);
  });
});

describe("a session that a resource of this process has", () => {
  it.each([
    ["diff", (id: string, outs: SessionState) => provider.diff(id, outs, both)],
    ["read", (id: string, outs: SessionState) => provider.read(id, outs)],
    ["update", (id: string, outs: SessionState) => provider.update(id, outs, both)],
  ])("as a %s has shown, is never taken over", async (_, show) => {
    const { id, outs } = await create();
    environment["PLIVO_IF_EXISTS"] = "adopt";
    provider = newProcess();
    await show(id, outs);
    expect((await create()).id).not.toBe(id);
    expect(emulator.sessions.live()).toHaveLength(2);
  });

  it("and that is being ended is never taken over", async () => {
    const { id, outs } = await create();
    environment["PLIVO_IF_EXISTS"] = "adopt";
    provider = newProcess();
    const [, made] = await Promise.all([provider.delete(id, outs), create()]);
    expect(made.id).not.toBe(id);
    expect(emulator.sessions.live()).toHaveLength(1);
  });
});

describe("a session that only the clock condemned", () => {
  it("is ended with one look at it, where it lives in truth", async () => {
    const { id, outs } = await create();
    environment["PLIVO_CLOCK_OFFSET"] = "86400";
    provider = newProcess();
    expect((await provider.diff(id, outs, both)).replaces).toEqual(["expiryTime"]);
    emulator.requests.clear();
    await provider.delete(id, outs);
    expect(sent()).toEqual([`GET ${id}`, `DELETE ${id}`]);
    expect(isLive(id)).toBe(false);
  });

  it("is left alone where somebody has extended it, with a warning that names it", async () => {
    const { id, outs } = await create({ ...both, sessionExpiry: 3600 });
    emulator.clock.advance(3_000);
    emulator.sessions.change(id, { expiry_time: "2099-01-01 00:00:00 +0000 UTC" });
    emulator.clock.advance(3_000);
    provider = newProcess();
    expect((await provider.diff(id, outs, { ...both, sessionExpiry: 3600 })).replaces).toEqual([
      "expiryTime",
    ]);
    await provider.delete(id, outs);
    expect(isLive(id)).toBe(true);
    expect(lines.at(-1)).toBe(
      `Masking session ${id} is not ended: somebody has extended it. No state has it any more.`,
    );
  });

  it("is ended without a look where the program replaces it anyway", async () => {
    const { id, outs } = await create();
    emulator.clock.advance(86_400);
    emulator.sessions.change(id, { expiry_time: "2099-01-01 00:00:00 +0000 UTC", status: "active" });
    await provider.diff(id, outs, { ...both, geomatch: false });
    emulator.requests.clear();
    await provider.delete(id, outs);
    expect(sent()).toEqual([`DELETE ${id}`]);
  });
});

describe("what is half done", () => {
  it("in an update of a session that has ended is kept, with __provider", async () => {
    const { id, outs } = await create();
    emulator.sessions.change(id, { status: "expired" });
    const update = provider.update(id, outs, { ...both, record: true, __provider: "text" });
    await expect(update).rejects.toMatchObject({
      code: "PLIVO_SESSION_ENDED",
      id,
      properties: {
        ...outs,
        status: "expired",
        expiryTime: expect.any(String) as string,
        __provider: "text",
      },
      reasons: [expect.stringContaining(id)],
    });
  });
});

it("PLIVO_IF_EXISTS that cannot be read stops a create before anything is sent", async () => {
  environment["PLIVO_IF_EXISTS"] = "maybe";
  await expect(create()).rejects.toMatchObject({ code: "PLIVO_INVALID_IF_EXISTS" });
  expect(sent()).toEqual([]);
});
