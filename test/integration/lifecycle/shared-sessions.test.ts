import { nameInput } from "../../../provider/common/resource-type.ts";
import { unknownValue } from "../../../provider/common/unknown-value.ts";
import { parties } from "../../support/field-changes.ts";
import { both, inProcess } from "../../support/in-process.ts";

const stage = inProcess();

const isLive = (id: string) => stage.emulator.sessions.live().some(({ session_uuid }) => session_uuid === id);
const listMethods = () => stage.emulator.requests.all().map(({ method }) => method);

/** Checks a resource as the engine does: without old inputs if it will create it. */
const check = (name: string, olds: object = {}, args: object = {}) =>
  stage.provider.check(olds, { ...both, ...args, [nameInput]: name, __provider: "text" });

/** A session from an earlier run. */
async function createEarlier(inputs: object = both) {
  const session = await stage.create(inputs);
  stage.restart();
  stage.emulator.requests.clear();
  return session;
}

describe("a session that its resource keeps", () => {
  it("is not expired if the state contains it twice, and nothing is sent", async () => {
    const { id, outs } = await createEarlier();
    expect(await stage.provider.diff(id, outs, both)).toMatchObject({ changes: false });
    await stage.provider.delete(id, outs);
    expect([listMethods(), isLive(id)]).toEqual([[], true]);
    expect(stage.lines).toEqual([`Masking session ${id} stays live: another resource of the stack has it.`]);
  });

  it.each(["before", "after"])(
    "is expired %s its replacement is created if the engine replaces it for a reason that no diff knows",
    async (order) => {
      const { id, outs } = await createEarlier();
      await check("ride", outs);
      expect(await stage.provider.diff(id, outs, both)).toMatchObject({ changes: false });
      await check("ride");
      if (order === "before") await stage.provider.delete(id, outs);
      const created = await stage.create();
      if (order === "after") await stage.provider.delete(id, outs);
      expect(stage.emulator.sessions.live().map(({ session_uuid }) => session_uuid)).toEqual([created.id]);
    },
  );

  it("is not expired because another resource with equal arguments is created", async () => {
    const { id, outs } = await createEarlier();
    await check("ride", outs);
    expect(await stage.provider.diff(id, outs, both)).toMatchObject({ changes: false });
    await check("equal");
    await stage.create();
    await stage.provider.delete(id, outs);
    expect(isLive(id)).toBe(true);
  });

  it("is not expired because a resource with other arguments was created", async () => {
    const { id, outs } = await createEarlier();
    await stage.provider.diff(id, outs, both);
    await stage.create(parties(1));
    await stage.create({ ...both, record: true });
    await stage.provider.delete(id, outs);
    expect(isLive(id)).toBe(true);
  });

  it("after a failed update is not expired if the state contains it twice", async () => {
    const { id, outs } = await createEarlier();
    stage.emulator.faults.arm({ kind: "status", status: 403, operation: "update", when: "before" });
    await stage.provider.diff(id, outs, { ...both, record: true });
    await expect(stage.provider.update(id, outs, { ...both, record: true })).rejects.toMatchObject({
      code: "PLIVO_GEO_PERMISSION",
    });
    await stage.provider.delete(id, outs);
    expect(isLive(id)).toBe(true);
    expect(listMethods()).toEqual(["POST"]);
  });

  it("is expired if a later diff in the same run replaces it", async () => {
    const { id, outs } = await createEarlier();
    await stage.provider.diff(id, outs, both);
    expect(await stage.provider.diff(id, outs, { ...both, geomatch: false })).toMatchObject({
      replaces: ["geomatch"],
    });
    await stage.provider.delete(id, outs);
    expect(isLive(id)).toBe(false);
  });
});

describe("a session that two resources of the state have", () => {
  it("is not expired if one of them keeps it and the other one is replaced", async () => {
    const { id, outs } = await createEarlier();
    await check("ride", outs);
    await stage.provider.diff(id, outs, both);
    await check("equal", outs, { geomatch: false });
    const { replaces } = await stage.provider.diff(id, outs, { ...both, geomatch: false });
    expect(replaces).toEqual(["geomatch"]);
    await stage.provider.delete(id, outs);
    expect(isLive(id)).toBe(true);
  });

  it("stops each run, and the error names the remedy", async () => {
    const { id, outs } = await createEarlier();
    for (let run = 0; run < 2; run++) {
      stage.restart();
      await stage.provider.diff(id, outs, both);
      await expect(stage.provider.diff(id, outs, both)).rejects.toMatchObject({
        code: "PLIVO_SESSION_TWICE",
        sessionUuid: id,
      });
      expect(isLive(id)).toBe(true);
    }
  });

  it.each(["first", "second"])("stops a run that updates the %s of them in place", async (updated) => {
    const { id, outs } = await createEarlier();
    const compare = async (name: string, args: object = {}) => {
      await check(name, outs, args);
      return stage.provider.diff(id, outs, { ...both, ...args });
    };
    await compare("ride", updated === "first" ? { ringTimeout: 40 } : {});
    await expect(compare("equal", updated === "second" ? { ringTimeout: 40 } : {})).rejects.toMatchObject({
      code: "PLIVO_SESSION_TWICE",
    });
    expect(listMethods()).toEqual([]);
  });

  it("is not reported if the engine compares one resource twice, first with an unknown argument", async () => {
    const { id, outs } = await createEarlier();
    const args = { callbackUrl: "https://example.com/x" };
    await stage.provider.diff(id, outs, { ...both, callbackUrl: unknownValue });
    await check("ride", outs, args);
    expect(await stage.provider.diff(id, outs, { ...both, ...args })).toMatchObject({ replaces: [] });
    await check("other", outs, parties(1));
  });

  it("is not reported if a refresh and the program compare one resource twice", async () => {
    const { id, outs } = await createEarlier();
    await stage.provider.read(id, outs);
    await stage.provider.diff(id, outs, both);
    expect(await stage.provider.diff(id, outs, both)).toMatchObject({ changes: false });
  });
});
