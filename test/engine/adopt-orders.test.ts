import { MaskingSession, type MaskingSessionArgs } from "pulumi-plivo-masking";
import { everythingShown, expectSuccess, openBench, type Bench } from "../support/engine";
import { parties } from "../support/field-changes";
import { forget, storedIds, taint, urnOf } from "../support/stored";

/** Live sessions at the API by their ids. */
const liveIds = (bench: Bench) => bench.emulator.sessions.live().map(({ session_uuid }) => session_uuid);
const sorted = (ids: Iterable<string>) => [...ids].sort();
const stackFrame = /\n\s+at .*:\d+:\d+/;

/** How often the engine showed a line of the provider that matches. */
function lines(operation: { diagnostics: readonly { message: string }[] }, pattern: RegExp): number {
  const shown = operation.diagnostics.flatMap(({ message }) => message.split("\n"));
  return shown.filter((line) => pattern.test(line)).length;
}

const plain = { PLIVO_IF_EXISTS: undefined };

/** Everything that makes the engine create first and delete later, without having asked for a diff. */
const before = {
  oldName: parties(0),
  replaced: parties(1),
  tainted: parties(2),
  kept: parties(3),
  changed: parties(4),
  deletedFirst: parties(5),
};

function program({ oldName, ...rest }: Record<string, MaskingSessionArgs>, changed: MaskingSessionArgs) {
  return () => {
    const sessions = { ...rest, newName: oldName ?? {}, changed };
    for (const [name, args] of Object.entries(sessions)) {
      new MaskingSession(name, args, { deleteBeforeReplace: name === "deletedFirst" });
    }
    return Promise.resolve();
  };
}

async function openDangerous() {
  const bench = await openBench(before);
  expectSuccess(await bench.stack.up());
  const ids = await storedIds(bench.stack);
  await taint(bench.stack, "tainted");
  bench.requests();
  const replace = [await urnOf(bench.stack, "replaced"), await urnOf(bench.stack, "deletedFirst")];
  return { bench, ids, replace };
}

describe("a rename without alias, --replace and a tainted resource", () => {
  let bench: Bench;
  let ids: Record<string, string>;
  let replace: string[];
  beforeEach(async () => {
    ({ bench, ids, replace } = await openDangerous());
  });
  afterEach(() => bench.close());

  /** The state has each live session once, and no other. */
  async function expectStateKnowsAll() {
    expect(sorted(Object.values(await storedIds(bench.stack)))).toEqual(sorted(liveIds(bench)));
  }

  async function expectNothingToDoAndDestroy() {
    bench.stack.setEnvironment(plain);
    bench.requests();
    expectSuccess(await bench.stack.up({ expectNoChanges: true }));
    expect(bench.requests()).toEqual([]);
    const live = liveIds(bench).length;
    expectSuccess(await bench.stack.destroy());
    expect(bench.requests()).toEqual(Array.from({ length: live }, () => "DELETE 200"));
    expect(liveIds(bench)).toEqual([]);
  }

  it("under adopt take their sessions over, which the same run does not end", async () => {
    bench.stack.setProgram(program(before, { ...before.changed, geomatch: false }));
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
    const up = expectSuccess(await bench.stack.up({ replace }));

    const after = await storedIds(bench.stack);
    const { oldName, replaced, tainted, kept } = ids;
    expect(after).toMatchObject({ newName: oldName, replaced, tainted, kept });
    // A diff has said whose session it is, or it had ended before: these are new.
    expect([after["changed"], after["deletedFirst"]]).not.toContain(ids["changed"]);
    expect([after["changed"], after["deletedFirst"]]).not.toContain(ids["deletedFirst"]);
    await expectStateKnowsAll();
    expect(liveIds(bench)).toHaveLength(6);
    expect(lines(up, /is taken over instead of making another/)).toBe(3);
    expect(lines(up, /is not ended: another resource of the stack has taken it over/)).toBe(3);
    const changing = bench.requests().filter((request) => !request.startsWith("GET"));
    expect(sorted(changing)).toEqual(["DELETE 200", "DELETE 200", "POST 201", "POST 201"]);
    await expectNothingToDoAndDestroy();
  });

  it("under create make new sessions, and end the old ones", async () => {
    bench.stack.setProgram(program(before, before.changed));
    expectSuccess(await bench.stack.up({ replace }));

    const after = await storedIds(bench.stack);
    expect(after).toMatchObject({ kept: ids["kept"], changed: ids["changed"] });
    await expectStateKnowsAll();
    expect(liveIds(bench)).toHaveLength(6);
    const old = Object.values(ids);
    expect(liveIds(bench).filter((id) => old.includes(id))).toHaveLength(2);
    const four = (request: string) => Array.from({ length: 4 }, () => request);
    expect(sorted(bench.requests())).toEqual([...four("DELETE 200"), ...four("POST 201")]);
  });

  it("under fail stop with nothing made or ended, and the next plain up goes on", async () => {
    bench.stack.setProgram(program(before, before.changed));
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "fail" });
    const up = await bench.stack.up({ replace: replace.slice(0, 1) });
    expect(up.succeeded).toBe(false);
    expect(up.text).toMatch(
      /is live and is what this resource declares, and ifExists is "fail": none was made/,
    );
    expect(up.text).not.toMatch(stackFrame);
    expect(everythingShown(up)).not.toMatch(/20255501\d\d/);
    expect(new Set(bench.requests())).toEqual(new Set(["GET 200"]));
    expect(await storedIds(bench.stack)).toEqual(ids);
    expect(sorted(liveIds(bench))).toEqual(sorted(Object.values(ids)));

    bench.stack.setEnvironment(plain);
    expectSuccess(await bench.stack.up());
    await expectStateKnowsAll();
    expect(liveIds(bench)).toHaveLength(6);
  });
});

describe("a run that fails after the take-over", () => {
  it("is followed by a plain up that ends none of the sessions that were taken over", async () => {
    const bench = await openBench({ oldName: parties(0), replaced: parties(1), tainted: parties(2) });
    const last = (args: MaskingSessionArgs) => () => {
      const names = { newName: parties(0), replaced: parties(1), tainted: parties(2) };
      const others = Object.entries(names).map(([name, both]) => new MaskingSession(name, both));
      new MaskingSession("last", { ...parties(3), ...args }, { dependsOn: others });
      return Promise.resolve();
    };
    try {
      expectSuccess(await bench.stack.up());
      const { oldName, replaced, tainted } = await storedIds(bench.stack);
      await taint(bench.stack, "tainted");
      bench.stack.setProgram(last({ account: "unknown" }));
      bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
      const up = await bench.stack.up({ replace: [await urnOf(bench.stack, "replaced")] });
      expect(up.succeeded).toBe(false);
      expect(lines(up, /is taken over instead of making another/)).toBe(3);

      bench.stack.setProgram(last({}));
      bench.stack.setEnvironment(plain);
      bench.requests();
      expectSuccess(await bench.stack.up());
      expect(bench.requests()).toEqual(["POST 201"]);
      expect(await storedIds(bench.stack)).toMatchObject({ newName: oldName, replaced, tainted });
      expect(sorted(liveIds(bench))).toEqual(sorted(Object.values(await storedIds(bench.stack))));
      expectSuccess(await bench.stack.destroy({ refresh: true }));
      expect(liveIds(bench)).toEqual([]);
    } finally {
      await bench.close();
    }
  });
});

describe("a resource that is registered before the owner of the same session", () => {
  let bench: Bench;
  let ownersId: string;
  beforeEach(async () => {
    bench = await openBench({ owner: parties(0) });
    expectSuccess(await bench.stack.up());
    ownersId = (await storedIds(bench.stack))["owner"] ?? "";
    bench.requests();
    bench.stack.setProgram(() => {
      const early = new MaskingSession("early", parties(0));
      new MaskingSession("owner", parties(0), { dependsOn: early });
      return Promise.resolve();
    });
  });
  afterEach(() => bench.close());

  it("under adopt takes it over; the owner's diff then fails, and tells the ways out, which work", async () => {
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    expect(up.text).toMatch(
      /belongs to this resource, but another resource of this program has just taken it over/,
    );
    expect(up.text).not.toMatch(stackFrame);
    expect(new Set(bench.requests())).toEqual(new Set(["GET 200"]));
    expect(liveIds(bench)).toEqual([ownersId]);
    expect(await storedIds(bench.stack)).toEqual({ early: ownersId, owner: ownersId });

    await forget(bench.stack, "early");
    bench.stack.setEnvironment(plain);
    expectSuccess(await bench.stack.up());
    const after = await storedIds(bench.stack);
    expect(after["owner"]).toBe(ownersId);
    expect(sorted(liveIds(bench))).toEqual(sorted(Object.values(after)));
    expect(liveIds(bench)).toHaveLength(2);
    expectSuccess(await bench.stack.destroy());
    expect(liveIds(bench)).toEqual([]);
  });

  it("is renamed with an alias instead, as the error says, and no request is sent", async () => {
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
    await bench.stack.up();
    await forget(bench.stack, "early");
    bench.stack.setProgram(() => {
      new MaskingSession("early", parties(0), { aliases: [{ name: "owner" }] });
      return Promise.resolve();
    });
    bench.requests();
    expectSuccess(await bench.stack.up());
    expect(await storedIds(bench.stack)).toEqual({ early: ownersId });
    expect(bench.requests()).toEqual([]);
  });

  it("under adopt without the ways out stops each later run, and destroy ends the session once", async () => {
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
    await bench.stack.up();
    bench.stack.setEnvironment(plain);
    bench.requests();
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    expect(up.text).toMatch(/is in the state twice: two resources have it/);
    expect(up.text).not.toMatch(stackFrame);
    expect(bench.requests()).toEqual([]);
    expect(liveIds(bench)).toEqual([ownersId]);
    expectSuccess(await bench.stack.destroy());
    expect(sorted(bench.requests())).toEqual(["DELETE 200", "DELETE 400"]);
  });

  it("under fail stops before anything is made; by default makes another", async () => {
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "fail" });
    expect((await bench.stack.up()).text).toMatch(
      new RegExp(`${ownersId} is live and is what this resource declares`),
    );
    expect(await storedIds(bench.stack)).toEqual({ owner: ownersId });
    bench.stack.setEnvironment(plain);
    expectSuccess(await bench.stack.up());
    const after = await storedIds(bench.stack);
    expect(after["owner"]).toBe(ownersId);
    expect(sorted(liveIds(bench))).toEqual(sorted(Object.values(after)));
    expect(liveIds(bench)).toHaveLength(2);
  });
});
