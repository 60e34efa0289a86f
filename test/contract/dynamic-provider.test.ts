import { SessionAdoptedError } from "../../provider/session/errors";
import type { SessionState } from "../../provider/session/state";
import { both, inProcess } from "../support/in-process";

const stage = inProcess();

const sent = () =>
  stage.emulator.requests.all().map(({ method, path }) => `${method} ${path.split("/").at(-1) ?? ""}`);
const isLive = (id: string) => stage.emulator.sessions.live().some(({ session_uuid }) => session_uuid === id);

describe("a session that another resource has taken over", () => {
  let before: { id: string; outs: SessionState };
  beforeEach(async () => {
    before = await stage.create();
    stage.environment["PLIVO_IF_EXISTS"] = "adopt";
    stage.restart();
    expect((await stage.create()).id).toBe(before.id);
    stage.emulator.requests.clear();
  });

  it("is not ended by the resource that had it", async () => {
    await stage.provider.delete(before.id, before.outs);
    expect(sent()).toEqual([]);
    expect(stage.lines.at(-1)).toContain(`Masking session ${before.id} is not ended`);
    expect(isLive(before.id)).toBe(true);
  });

  it("is an error in the diff of the resource that has it, which names both ways out", async () => {
    const diff = stage.provider.diff(before.id, before.outs, both);
    await expect(diff).rejects.toThrow(SessionAdoptedError);
    await expect(stage.provider.diff(before.id, before.outs, both)).rejects.toThrow(
      /pulumi state delete.*alias/,
    );
  });
});

describe("a session that a resource of this process has", () => {
  it.each([
    ["diff", (id: string, outs: SessionState) => stage.provider.diff(id, outs, both)],
    ["read", (id: string, outs: SessionState) => stage.provider.read(id, outs)],
    ["update", (id: string, outs: SessionState) => stage.provider.update(id, outs, both)],
  ])("as a %s has shown, is never taken over", async (_, show) => {
    const { id, outs } = await stage.create();
    stage.environment["PLIVO_IF_EXISTS"] = "adopt";
    stage.restart();
    await show(id, outs);
    expect((await stage.create()).id).not.toBe(id);
    expect(stage.emulator.sessions.live()).toHaveLength(2);
  });

  it("and that is being ended is never taken over", async () => {
    const { id, outs } = await stage.create();
    stage.environment["PLIVO_IF_EXISTS"] = "adopt";
    stage.restart();
    const [, made] = await Promise.all([stage.provider.delete(id, outs), stage.create()]);
    expect(made.id).not.toBe(id);
    expect(stage.emulator.sessions.live()).toHaveLength(1);
  });
});

describe("a session that only the clock condemned", () => {
  it("is ended with one look at it, where it lives in truth", async () => {
    const { id, outs } = await stage.create();
    stage.environment["PLIVO_CLOCK_OFFSET"] = "86400";
    stage.restart();
    expect((await stage.provider.diff(id, outs, both)).replaces).toEqual(["expiryTime"]);
    stage.emulator.requests.clear();
    await stage.provider.delete(id, outs);
    expect(sent()).toEqual([`GET ${id}`, `DELETE ${id}`]);
    expect(isLive(id)).toBe(false);
  });

  it("is left alone where somebody has extended it, with a warning that names it", async () => {
    const { id, outs } = await stage.create({ ...both, sessionExpiry: 3600 });
    stage.emulator.clock.advance(3_000);
    stage.emulator.sessions.change(id, { expiry_time: "2099-01-01 00:00:00 +0000 UTC" });
    stage.emulator.clock.advance(3_000);
    stage.restart();
    expect((await stage.provider.diff(id, outs, { ...both, sessionExpiry: 3600 })).replaces).toEqual([
      "expiryTime",
    ]);
    await stage.provider.delete(id, outs);
    expect(isLive(id)).toBe(true);
    expect(stage.lines.at(-1)).toBe(
      `Masking session ${id} is not ended: somebody has extended it. No state has it any more.`,
    );
  });

  it("is ended without a look where the program replaces it anyway", async () => {
    const { id, outs } = await stage.create();
    stage.emulator.clock.advance(86_400);
    stage.emulator.sessions.change(id, { expiry_time: "2099-01-01 00:00:00 +0000 UTC", status: "active" });
    await stage.provider.diff(id, outs, { ...both, geomatch: false });
    stage.emulator.requests.clear();
    await stage.provider.delete(id, outs);
    expect(sent()).toEqual([`DELETE ${id}`]);
  });
});

describe("what is half done", () => {
  it("in an update of a session that has ended is kept, with __provider", async () => {
    const { id, outs } = await stage.create();
    stage.emulator.sessions.change(id, { status: "expired" });
    const update = stage.provider.update(id, outs, { ...both, record: true, __provider: "text" });
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
  stage.environment["PLIVO_IF_EXISTS"] = "maybe";
  await expect(stage.create()).rejects.toMatchObject({ code: "PLIVO_INVALID_IF_EXISTS" });
  expect(sent()).toEqual([]);
});

describe("a warning of check", () => {
  it("is said once, however often Pulumi asks", async () => {
    const short = { ...both, sessionExpiry: 3600, renewBefore: 3500 };
    for (const olds of [{}, short, short]) await stage.provider.check(olds, short);
    expect(stage.lines).toEqual([
      expect.stringContaining("renewBefore leaves only 1 min 40 s of sessionExpiry"),
    ]);
  });
});
