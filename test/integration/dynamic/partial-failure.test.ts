import { createElsewhere } from "../../support/elsewhere.ts";
import { parties } from "../../support/field-changes.ts";
import { programFor, expectFailure, expectSuccess, standInStack } from "../../support/stand-in/stack.ts";

/* The real engine has a partial failure in test/engine/stand-in.test.ts. */

const stack = standInStack();
const program = programFor({ one: { ...parties(0), sessionExpiry: 3600, ringTimeout: 33 } });

describe("a create that adopted a session and failed to update it", () => {
  let adopted: string;
  beforeEach(async () => {
    const left = { ...parties(0), sessionExpiry: 3600, ringTimeout: 45 };
    adopted = await createElsewhere(stack.emulator, left);
    stack.emulator.faults.arm({ kind: "status", status: 403, operation: "update", when: "before" });
    const environment = { PLIVO_IF_EXISTS: "adopt" };
    expectFailure(
      await stack.engine.up(program, { environment }),
      `Masking session ${adopted} exists and is in the state`,
    );
    const [session] = stack.engine.resources;
    expect(session).toMatchObject({
      id: adopted,
      inputs: { ringTimeout: 33 },
      outputs: { ringTimeout: 45 },
    });
    expect(session?.initErrors).toHaveLength(1);
    stack.requests();
  });

  it("is completed by the next plain up while the session lives", async () => {
    expectSuccess(await stack.engine.up(program));
    expect(stack.requests()).toEqual(["POST 200"]);
    expect(stack.emulator.sessions.get(adopted)?.ring_timeout).toBe(33);
    await stack.expectNothingToDo(program);
    expect(stack.liveIds).toEqual([adopted]);
  });

  it("is replaced by the next plain up once the session has expired", async () => {
    stack.emulator.clock.advance(4000);
    expectSuccess(await stack.engine.up(program));
    const [created = ""] = stack.expectAllLiveKnown();
    expect(created).not.toBe(adopted);
    expect(stack.emulator.sessions.get(created)?.ring_timeout).toBe(33);
    await stack.expectNothingToDo(program);
  });
});
