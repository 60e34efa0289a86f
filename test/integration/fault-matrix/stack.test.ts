import type { FaultRequest } from "plivo-masking-emulator";
import { parties } from "../../support/field-changes.ts";
import { recordFigures } from "../../support/soak.ts";
import { hosts } from "../../support/stand-in/hosts.ts";
import type { Outcome } from "../../support/stand-in/run.ts";
import { programFor, expectFailure, expectSuccess, standInStack } from "../../support/stand-in/stack.ts";

const count = 6;
const names = Array.from({ length: count }, (_, index) => `session${index}`);
const always = { times: null } as const;
const adopt = { environment: { PLIVO_IF_EXISTS: "adopt" } };

function sessions(ringTimeout: number) {
  return programFor(
    Object.fromEntries(names.map((name, index) => [name, { ...parties(index), ringTimeout }])),
  );
}

describe.each(hosts)("faults of a stack with six sessions on the %s host, one after another", (host) => {
  const stack = standInStack({ host, reset: false });
  const figures = { operations: 0, doubled: 0, lost: 0 };
  afterAll(() => {
    recordFigures(`fault matrix on a stack, ${host} host`, figures);
  });

  /** Runs an operation while these faults are armed. */
  async function runWithFaults(
    faults: readonly FaultRequest[],
    run: () => Promise<Outcome>,
  ): Promise<Outcome> {
    stack.requests();
    for (const fault of faults) stack.emulator.faults.arm(fault);
    const outcome = await run();
    figures.operations += 1;
    expect(stack.emulator.faults.all().filter(({ fired }) => fired === 0)).toEqual([]);
    await stack.emulator.faults.clear();
    figures.doubled += Math.max(0, stack.liveIds.length - count);
    return outcome;
  }

  function expectStateKnowsAllLive(): void {
    const ids = Object.values(stack.ids);
    figures.lost += stack.liveIds.filter((id) => !ids.includes(id)).length;
    expect(stack.expectAllLiveKnown()).toHaveLength(count);
  }

  /** How many sessions an operation created. */
  const createCount = () => stack.emulator.requests.all().filter(({ status }) => status === 201).length;

  it("creates and lookups that are lost are followed by an up under adopt, which adopts and creates the rest", async () => {
    const lost: FaultRequest[] = [
      { kind: "cut", operation: "create", when: "after", ...always },
      { kind: "status", operation: "list", when: "before", status: 503, body: "html", ...always },
    ];
    const up = await runWithFaults(lost, () => stack.engine.up(sessions(20)));
    expectFailure(up, /It is unknown whether Plivo created the session/);
    const left = stack.liveIds;
    expect(left.length).toBeGreaterThan(0);
    expect(createCount()).toBe(left.length);
    expect(stack.ids).toEqual({});

    stack.requests();
    expectSuccess(await stack.engine.up(sessions(20), adopt));
    expect(createCount()).toBe(count - left.length);
    expect(stack.liveIds).toEqual(expect.arrayContaining(left));
    expectStateKnowsAllLive();
  });

  it("a refresh that fails leaves the state as it was", async () => {
    const before = [...stack.engine.resources];
    const details = { kind: "status", when: "after", status: 502, body: "empty" } as const;
    const refresh = await runWithFaults([{ ...details, operation: "get", ...always }], () =>
      stack.engine.refresh(),
    );
    expectFailure(refresh, /Plivo failed to answer \(GET \/v1\/Account/);
    expect(stack.engine.resources).toEqual(before);
    const { steps } = expectSuccess(await stack.engine.refresh());
    expect(steps.filter(({ op }) => op !== "same")).toEqual([]);
    expectStateKnowsAllLive();
  });

  it.each(["before", "after"] as const)(
    "updates that fail %s Plivo acts leave the old value in the state, and the next up sends the new one",
    async (when) => {
      const ringTimeout = when === "before" ? 30 : 40;
      const { ids } = stack;
      const up = await runWithFaults([{ kind: "reset", operation: "update", when, ...always }], () =>
        stack.engine.up(sessions(ringTimeout)),
      );
      expectFailure(up, /The connection to Plivo failed: \w+ \(POST \/v1\/Account/);
      const old = stack.engine.resources.map(({ outputs }) => outputs["ringTimeout"]);
      expect(old).toEqual(names.map(() => ringTimeout - 10));
      expectSuccess(await stack.engine.up(sessions(ringTimeout)));
      const updated = stack.emulator.sessions.live().map(({ ring_timeout }) => ring_timeout);
      expect(updated).toEqual(names.map(() => ringTimeout));
      expect(stack.ids).toEqual(ids);
    },
  );

  it("adoptions that fail partially stay in the state, and the next plain up completes them", async () => {
    const before = stack.liveIds;
    for (const name of names) stack.engine.forget(name);
    const fault = { kind: "status", operation: "update", when: "before", status: 500, ...always } as const;
    const up = await runWithFaults([fault], () => stack.engine.up(sessions(50), adopt));
    expectFailure(
      up,
      /Masking session \S+ exists and is in the state, but a later step failed: Plivo failed/,
    );
    const partial = stack.engine.resources.filter(({ initErrors }) => initErrors.length > 0);
    expect(partial.length).toBeGreaterThan(0);
    expect(before).toEqual(expect.arrayContaining(partial.map(({ id }) => id)));

    stack.requests();
    const those = new Set(partial.map(({ name }) => name));
    expectSuccess(await stack.engine.up(sessions(50).filter(({ name }) => those.has(name))));
    expect(new Set(stack.requests())).toEqual(new Set(["POST 200"]));
    for (const { id } of partial) expect(stack.emulator.sessions.get(id)?.ring_timeout).toBe(50);

    expectSuccess(await stack.engine.up(sessions(50), adopt));
    expect(stack.liveIds).toEqual(before);
    expectStateKnowsAllLive();
  });
});
