import { ErrorHook } from "@pulumi/pulumi";
import { MaskingSession, type MaskingSessionArgs } from "pulumi-plivo-masking";
import { expectSuccess, useBench } from "../support/engine.ts";
import { parties } from "../support/field-changes.ts";
import { storedIds } from "../support/stored.ts";

/*
 * More of these are on the engine's stand-in: test/integration/dynamic/on-error-hook.test.ts; what the hook of a
 * partial failure does is compared with it in stand-in.test.ts.
 */

/** Declares sessions, each failed step of which runs again, twice at most. */
function runAgain(sessions: Record<string, MaskingSessionArgs>) {
  const failures: string[] = [];
  const program = () => {
    const again = new ErrorHook("again", ({ failedOperation }) => failures.push(failedOperation) <= 2);
    for (const [name, args] of Object.entries(sessions))
      new MaskingSession(name, args, { hooks: { onError: [again] } });
    return Promise.resolve();
  };
  return { program, failures };
}

describe("a create that an onError hook runs again", () => {
  const bench = useBench({}, { skipWaits: true });

  const liveIds = () => bench.emulator.sessions.live().map(({ session_uuid }) => session_uuid);

  it("leads to one session, which the state has, if its outcome is unknown", async () => {
    const { program, failures } = runAgain({ one: parties(0) });
    bench.stack.setProgram(program);
    bench.emulator.faults.arm({ kind: "reset", operation: "create", when: "after" });
    bench.emulator.faults.arm({ kind: "status", status: 403, operation: "list", when: "before" });
    expectSuccess(await bench.stack.up());
    expect(failures).toEqual(["create"]);
    expect(liveIds()).toHaveLength(1);
    expect(Object.values(await storedIds(bench.stack))).toEqual(liveIds());
  });

  it("rings no phone a second time", async () => {
    const ringing = { ...parties(1), initiateCallToFirstParty: true, onExpiry: "ignore" } as const;
    const { program, failures } = runAgain({ one: parties(0), ringing });
    bench.stack.setProgram(program);
    bench.requests();
    bench.emulator.faults.arm({ kind: "reset", operation: "create", when: "before" });
    expect((await bench.stack.up()).succeeded).toBe(false);
    expect(failures).toEqual(["create", "create", "create"]);
    expect(bench.requests().filter((request) => request.startsWith("POST"))).toHaveLength(1);
    expect(Object.keys(await storedIds(bench.stack))).toEqual(["one"]);
    expect(liveIds()).toHaveLength(1);
  });
});
