import type { FaultRequest } from "plivo-masking-emulator";
import { createElsewhere } from "../../support/elsewhere.ts";
import { parties } from "../../support/field-changes.ts";
import { programFor, expectSuccess, standInStack } from "../../support/stand-in/stack.ts";

/* On the real engine: test/engine/stand-in.test.ts. */

const stack = standInStack();
const lost: FaultRequest = { kind: "reset", operation: "create", when: "after" };
const neverSent: FaultRequest = { kind: "reset", operation: "create", when: "before" };
const noList: FaultRequest = { kind: "status", status: 403, operation: "list", when: "before" };
const noUpdate: FaultRequest = { kind: "status", status: 403, operation: "update", when: "before" };

describe("a create that an onError hook runs again", () => {
  it.each([
    ["its outcome is unknown", [lost, noList], 1],
    ["its outcome is unknown twice", [lost, { ...noList, times: 2 }], 2],
    ["Plivo did not carry it out", [neverSent, noList], 1],
  ] as [string, FaultRequest[], number][])("leads to one session if %s", async (_, faults, runs) => {
    const program = programFor({ one: parties(0) });
    for (const fault of faults) stack.emulator.faults.arm(fault);
    const { calls } = expectSuccess(await stack.engine.up(program, { createAttempts: runs + 1 }));
    expect(calls.filter((call) => call.startsWith("create"))).toHaveLength(runs + 1);
    expect(stack.expectAllLiveKnown()).toHaveLength(1);
    await stack.expectNothingToDo(program);
    await stack.expectDestroyed();
  });

  it.each([1, 2])("completes the session that it adopted after %i partial failures", async (runs) => {
    const id = await createElsewhere(stack.emulator, { ...parties(0), ringTimeout: 45 });
    const program = programFor({ one: { ...parties(0), ringTimeout: 33 } });
    stack.emulator.faults.arm({ ...noUpdate, times: runs });
    const environment = { PLIVO_IF_EXISTS: "adopt" };
    expectSuccess(await stack.engine.up(program, { environment, createAttempts: runs + 1 }));
    expect(stack.ids).toEqual({ one: id });
    expect(stack.emulator.sessions.get(id)?.ring_timeout).toBe(33);

    // The engine keeps the errors of an earlier attempt, so the next `up` updates. The update sends nothing.
    expect(stack.engine.resources[0]?.initErrors).toHaveLength(1);
    stack.requests();
    expectSuccess(await stack.engine.up(program));
    expect(stack.requests()).toEqual([]);
    expect(stack.engine.resources[0]?.initErrors).toEqual([]);
    await stack.expectNothingToDo(program);
    await stack.expectDestroyed();
  });

  it("rings no phone a second time", async () => {
    const ringing = { ...parties(0), initiateCallToFirstParty: true, onExpiry: "ignore" };
    stack.emulator.faults.arm(neverSent);
    const up = await stack.engine.up(programFor({ one: ringing }), { createAttempts: 3 });
    expect(up.succeeded).toBe(false);
    expect(up.calls.filter((call) => call.startsWith("create"))).toHaveLength(3);
    expect(stack.requests().filter((request) => request.startsWith("POST"))).toHaveLength(1);
    expect(stack.liveIds).toEqual([]);
    expect(stack.ids).toEqual({});
  });
});
