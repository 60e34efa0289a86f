import type { FaultRequest } from "plivo-masking-emulator";
import type { Operation } from "../../tools/engine/index";
import { declaring, everythingShown, expectSuccess, openBench, type Bench } from "../support/engine";
import { kinds } from "../support/fault-matrix/kinds";
import { parties } from "../support/field-changes";
import { recordFigures } from "../support/soak";
import { forget, nameOf, stored, storedIds } from "../support/stored";

const count = 6;
const names = Array.from({ length: count }, (_, index) => `session${index}`);

function sessions(ringTimeout: number) {
  return Object.fromEntries(names.map((name, index) => [name, { ...parties(index), ringTimeout }]));
}

const stackFrame = /\n\s+at .*:\d+:\d+/;
const sorted = (texts: Iterable<string>) => [...texts].sort();
const liveIds = (bench: Bench) => bench.emulator.sessions.live().map(({ session_uuid }) => session_uuid);
const always = { times: null } as const;

/** The engine failed, and says what happened, in words that a user may read. */
function expectFailure(operation: Operation, words: RegExp): void {
  expect(operation.succeeded).toBe(false);
  expect(operation.text).toMatch(words);
  expect(operation.text).not.toMatch(stackFrame);
  expect(everythingShown(operation)).not.toMatch(/20255501\d\d|20255502\d\d|emulator-token/);
}

describe("faults under the real engine, one after another on one stack", () => {
  let bench: Bench;
  const figures = { operations: 0, doubled: 0, lost: 0 };
  beforeAll(async () => {
    bench = await openBench(sessions(20), { skipWaits: true });
  });
  afterAll(async () => {
    await bench.close();
    recordFigures("fault matrix on the real engine", figures);
  });

  /** Runs an operation while these faults are armed. */
  async function under(faults: readonly FaultRequest[], run: () => Promise<Operation>): Promise<Operation> {
    bench.requests();
    for (const fault of faults) bench.emulator.faults.arm(fault);
    const operation = await run();
    figures.operations += 1;
    expect(bench.emulator.faults.all().filter(({ fired }) => fired === 0)).toEqual([]);
    await bench.emulator.faults.clear();
    figures.doubled += Math.max(0, liveIds(bench).length - count);
    return operation;
  }

  async function expectStateKnowsAllLive(expected = count) {
    const ids = Object.values(await storedIds(bench.stack));
    figures.lost += liveIds(bench).filter((id) => !ids.includes(id)).length;
    expect(sorted(ids)).toEqual(sorted(liveIds(bench)));
    expect(ids).toHaveLength(expected);
  }

  /** What the state has of each session, apart from what is encrypted anew each time. */
  const known = async () =>
    (await stored(bench.stack)).map(({ id, outputs, initErrors }) => {
      const { ringTimeout, status, expiryTime, virtualNumber } = outputs;
      return { id, ringTimeout, status, expiryTime, virtualNumber, initErrors };
    });

  const made = () => bench.emulator.requests.all().filter(({ status }) => status === 201).length;

  it("creates that are lost before the server acts, each time: nothing is made, and the state has nothing", async () => {
    const lost = { kind: "reset", operation: "create", when: "before", ...always } as const;
    const up = await under([lost], () => bench.stack.up());
    expectFailure(up, /Whether Plivo has made the session is not known \(.+\)/);
    expect(up.text).toContain("`PLIVO_IF_EXISTS=adopt pulumi up`");
    await expectStateKnowsAllLive(0);
  });

  it("creates and look-ups that are lost: PLIVO_IF_EXISTS=adopt takes over what was made, and makes the rest", async () => {
    const lost: FaultRequest[] = [
      { kind: "cut", operation: "create", when: "after", ...always },
      { kind: "status", operation: "list", when: "before", status: 503, body: "html", ...always },
    ];
    const up = await under(lost, () => bench.stack.up());
    expectFailure(up, /Whether Plivo has made the session is not known/);
    const left = liveIds(bench);
    expect(left.length).toBeGreaterThan(0);
    expect(made()).toBe(left.length);
    expect(await storedIds(bench.stack)).toEqual({});

    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
    bench.requests();
    expectSuccess(await bench.stack.up());
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: undefined });
    expect(made()).toBe(count - left.length);
    expect(liveIds(bench)).toEqual(expect.arrayContaining(left));
    await expectStateKnowsAllLive();
  });

  it("a refresh that fails: the state stays as it was", async () => {
    const before = await known();
    const fault = {
      kind: "status",
      operation: "get",
      when: "after",
      status: 502,
      body: "empty",
      ...always,
    } as const;
    expectFailure(
      await under([fault], () => bench.stack.refresh()),
      /Plivo failed to answer \(GET \/v1\/Account/,
    );
    expect(await known()).toEqual(before);
    expectSuccess(await bench.stack.refresh({ expectNoChanges: true }));
    await expectStateKnowsAllLive();
  });

  it.each(["before", "after"] as const)(
    "updates that fail %s the server acts: the state has the old value, and the next up sends the new one",
    async (when) => {
      const ringTimeout = when === "before" ? 30 : 40;
      const ids = await storedIds(bench.stack);
      bench.stack.setProgram(declaring(sessions(ringTimeout)));
      const up = await under([{ kind: "reset", operation: "update", when, ...always }], () =>
        bench.stack.up(),
      );
      expectFailure(up, /The connection to Plivo failed: \w+ \(POST \/v1\/Account/);
      const old = (await stored(bench.stack)).map(({ outputs }) => outputs["ringTimeout"]);
      expect(old).toEqual(names.map(() => ringTimeout - 10));
      expectSuccess(await bench.stack.up());
      const updated = bench.emulator.sessions.live().map(({ ring_timeout }) => ring_timeout);
      expect(updated).toEqual(names.map(() => ringTimeout));
      expect(await storedIds(bench.stack)).toEqual(ids);
    },
  );

  it("take-overs that are half done: the state has them, and the next plain up completes them", async () => {
    const before = liveIds(bench);
    for (const name of names) await forget(bench.stack, name);
    bench.stack.setProgram(declaring(sessions(50)));
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
    const fault = { kind: "status", operation: "update", when: "before", status: 500, ...always } as const;
    const up = await under([fault], () => bench.stack.up());
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: undefined });
    expectFailure(
      up,
      /Masking session \S+ exists and is kept in the state, but what came after failed: Plivo failed/,
    );
    const halfDone = (await stored(bench.stack)).filter(({ initErrors }) => (initErrors ?? []).length > 0);
    expect(halfDone.length).toBeGreaterThan(0);
    expect(before).toEqual(expect.arrayContaining(halfDone.map(({ id }) => id)));

    bench.requests();
    const those = halfDone.map((session) => nameOf(session));
    const declared = Object.entries(sessions(50)).filter(([name]) => those.includes(name));
    bench.stack.setProgram(declaring(Object.fromEntries(declared)));
    expectSuccess(await bench.stack.up());
    expect(new Set(bench.requests())).toEqual(new Set(["POST 200"]));
    for (const { id } of halfDone) expect(bench.emulator.sessions.get(id)?.ring_timeout).toBe(50);

    bench.stack.setProgram(declaring(sessions(50)));
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
    expectSuccess(await bench.stack.up());
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: undefined });
    expect(sorted(liveIds(bench))).toEqual(sorted(before));
    await expectStateKnowsAllLive();
  });

  it.each(["before", "after"] as const)(
    "deletes that fail %s the server acts: the state keeps what was not seen to end, and the next destroy succeeds",
    async (when) => {
      const destroy = await under(
        [{ kind: "status", operation: "expire", when, status: 503, body: "html", ...always }],
        () => bench.stack.destroy(),
      );
      if (when === "before") {
        expectFailure(destroy, /Plivo failed to answer \(DELETE \/v1\/Account/);
        await expectStateKnowsAllLive();
      }
      expectSuccess(await bench.stack.destroy());
      expect(liveIds(bench)).toEqual([]);
      expect(await storedIds(bench.stack)).toEqual({});
      expectSuccess(await bench.stack.up());
      await expectStateKnowsAllLive();
    },
  );

  it("creates that are lost in every way once they are made: each is found, none is made twice", async () => {
    expectSuccess(await bench.stack.destroy());
    const afterwards = kinds.filter(
      ({ moments, operations }) => moments.includes("after") && operations === undefined,
    );
    const ways = afterwards.slice(0, count).map((kind, index) => ({
      ...kind.fault("create", "after", "once"),
      nth: index + 1,
    })) as FaultRequest[];
    expect(ways).toHaveLength(count);
    expectSuccess(await under(ways, () => bench.stack.up()));
    expect(made()).toBe(count);
    await expectStateKnowsAllLive();
    expectSuccess(await bench.stack.up({ expectNoChanges: true }));
    expectSuccess(await bench.stack.destroy());
    expect(liveIds(bench)).toEqual([]);
  });
});
