import type { FaultRequest } from "plivo-masking-emulator";
import type { Operation } from "../../tools/engine/index.ts";
import { createElsewhere } from "../support/elsewhere.ts";
import { programFor, everythingShown, expectSuccess, openBench, type Bench } from "../support/engine.ts";
import { parties } from "../support/field-changes.ts";
import { recordFigures } from "../support/soak.ts";
import { storedSessions, storedIds } from "../support/stored.ts";

/* More of these are on the engine's stand-in: test/integration/fault-matrix/stack.test.ts. */

const count = 6;
const sessions = Object.fromEntries(
  Array.from({ length: count }, (_, index) => [`session${index}`, parties(index)]),
);
const always = { times: null } as const;

/** Asserts that the engine failed and says what happened, in words that a user may read. */
function expectFailure(operation: Operation, words: RegExp | string): void {
  expect(operation.succeeded).toBe(false);
  expect(operation.text).toMatch(words);
  expect(operation.text).not.toMatch(/\n\s+at .*:\d+:\d+/);
  expect(everythingShown(operation)).not.toMatch(/20255501\d\d|20255502\d\d|emulator-token/);
}

describe("faults on the real engine, one after another on one stack", () => {
  let bench: Bench;
  const figures = { operations: 0, doubled: 0, lost: 0 };
  beforeAll(async () => {
    bench = await openBench(sessions, { skipWaits: true });
  });
  afterAll(async () => {
    await bench.close();
    recordFigures("fault matrix on the real engine", figures);
  });

  const liveIds = () => bench.emulator.sessions.live().map(({ session_uuid }) => session_uuid);
  const created = () => bench.emulator.requests.all().filter(({ status }) => status === 201).length;

  /** Runs an operation while these faults are armed. */
  async function under(faults: readonly FaultRequest[], run: () => Promise<Operation>): Promise<Operation> {
    bench.requests();
    for (const fault of faults) bench.emulator.faults.arm(fault);
    const operation = await run();
    figures.operations += 1;
    expect(bench.emulator.faults.all().filter(({ fired }) => fired === 0)).toEqual([]);
    await bench.emulator.faults.clear();
    figures.doubled += Math.max(0, liveIds().length - count);
    return operation;
  }

  async function expectStateKnowsAllLive(expected = count): Promise<void> {
    const ids = Object.values(await storedIds(bench.stack));
    figures.lost += liveIds().filter((id) => !ids.includes(id)).length;
    expect(ids.sort()).toEqual(liveIds().sort());
    expect(ids).toHaveLength(expected);
  }

  it("creates and look-ups that are lost are followed by an up under adopt, which adopts and creates the rest", async () => {
    const lost: FaultRequest[] = [
      { kind: "cut", operation: "create", when: "after", ...always },
      { kind: "status", operation: "list", when: "before", status: 503, body: "html", ...always },
    ];
    const up = await under(lost, () => bench.stack.up());
    expectFailure(up, /It is unknown whether Plivo created the session \(.+\)/);
    expect(up.text).toContain("`PLIVO_IF_EXISTS=adopt pulumi up`");
    const left = liveIds();
    expect(left.length).toBeGreaterThan(0);
    expect(created()).toBe(left.length);
    expect(await storedIds(bench.stack)).toEqual({});

    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
    bench.requests();
    expectSuccess(await bench.stack.up());
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: undefined });
    expect(created()).toBe(count - left.length);
    expect(liveIds()).toEqual(expect.arrayContaining(left));
    await expectStateKnowsAllLive();
  });

  it("deletes that fail before Plivo acts keep the sessions in the state, and the next destroy succeeds", async () => {
    const details = { kind: "status", operation: "expire", status: 503, body: "html" } as const;
    const destroy = await under([{ ...details, when: "before", ...always }], () => bench.stack.destroy());
    expectFailure(destroy, /Plivo failed to answer \(DELETE \/v1\/Account/);
    await expectStateKnowsAllLive();
    expectSuccess(await bench.stack.destroy());
    await expectStateKnowsAllLive(0);
  });

  it("an adoption that fails partially stays in the state, and the next plain up completes it", async () => {
    const id = await createElsewhere(bench.emulator, { ...parties(0), ringTimeout: 45 });
    bench.stack.setProgram(programFor({ one: { ...parties(0), ringTimeout: 33 } }));
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
    const fault = { kind: "status", status: 403, operation: "update", when: "before" } as const;
    const up = await under([fault], () => bench.stack.up());
    expectFailure(up, `Masking session ${id} exists and is in the state, but a later step failed`);
    const [session] = await storedSessions(bench.stack);
    expect(session).toMatchObject({ id, inputs: { ringTimeout: 33 }, outputs: { ringTimeout: 45 } });
    expect(session?.initErrors).toHaveLength(1);

    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: undefined });
    bench.requests();
    expectSuccess(await bench.stack.up());
    expect(bench.requests()).toEqual(["POST 200"]);
    expect(bench.emulator.sessions.get(id)?.ring_timeout).toBe(33);
    await expectStateKnowsAllLive(1);
  });
});
