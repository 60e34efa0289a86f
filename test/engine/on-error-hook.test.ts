import { ErrorHook } from "@pulumi/pulumi";
import type { FaultRequest } from "plivo-masking-emulator";
import { PlivoClient } from "../../provider/plivo";
import { MaskingSession, type MaskingSessionArgs } from "pulumi-plivo-masking";
import { expectSuccess, openBench, type Bench } from "../support/engine";
import { parties } from "../support/field-changes";
import { stored, storedIds } from "../support/stored";

const liveIds = (bench: Bench) => bench.emulator.sessions.live().map(({ session_uuid }) => session_uuid);

/** Declares one session, of which each failed step is run again, so many times at most. */
function runAgain(args: MaskingSessionArgs, times: number) {
  const failures: string[] = [];
  const program = () => {
    const again = new ErrorHook("again", ({ failedOperation }) => failures.push(failedOperation) <= times);
    new MaskingSession("one", args, { hooks: { onError: [again] } });
    return Promise.resolve();
  };
  return { program, failures };
}

const lost: FaultRequest = { kind: "reset", operation: "create", when: "after" };
const neverSent: FaultRequest = { kind: "reset", operation: "create", when: "before" };
const noList: FaultRequest = { kind: "status", status: 403, operation: "list", when: "before" };
const noUpdate: FaultRequest = { kind: "status", status: 403, operation: "update", when: "before" };

describe("a create that an onError hook lets run again", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench({}, { skipWaits: true });
  });
  afterEach(() => bench.close());

  /** The state has the only live session, of which nothing is left to do, and destroy ends it. */
  async function expectOneAndNothingToDo() {
    expect(liveIds(bench)).toEqual(Object.values(await storedIds(bench.stack)));
    bench.requests();
    expectSuccess(await bench.stack.up({ expectNoChanges: true }));
    expect(bench.requests()).toEqual([]);
    expectSuccess(await bench.stack.destroy());
    expect(liveIds(bench)).toEqual([]);
  }

  it.each([
    ["whose outcome is unknown is found", [lost, noList], 1],
    ["whose outcome stays unknown once more is found", [lost, { ...noList, times: 2 }], 2],
    ["which Plivo has not carried out is made", [neverSent, noList], 1],
  ] as [string, FaultRequest[], number][])(
    "%s: there is one session, and the state has it",
    async (_, faults, runs) => {
      const { program, failures } = runAgain(parties(0), runs);
      bench.stack.setProgram(program);
      for (const fault of faults) bench.emulator.faults.arm(fault);
      expectSuccess(await bench.stack.up());
      expect(failures).toEqual(Array.from({ length: runs }, () => "create"));
      await expectOneAndNothingToDo();
    },
  );

  it.each([1, 2])("which was half done %i times is completed", async (runs) => {
    const { authId, authToken, endpoint } = bench.emulator;
    const client = new PlivoClient({ authId, authToken, endpoint });
    const { session } = await client.create({ ...parties(0), ringTimeout: 45 });
    await client.close();
    const { program, failures } = runAgain({ ...parties(0), ringTimeout: 33 }, runs);
    bench.stack.setProgram(program);
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
    bench.emulator.faults.arm({ ...noUpdate, times: runs });
    expectSuccess(await bench.stack.up());
    expect(failures).toEqual(Array.from({ length: runs }, () => "create"));
    expect(await storedIds(bench.stack)).toEqual({ one: session.sessionUuid });
    expect(bench.emulator.sessions.get(session.sessionUuid)?.ring_timeout).toBe(33);

    // The engine keeps what an earlier attempt said, and has the next update look after it, for which nothing is to be sent.
    expect((await stored(bench.stack))[0]?.initErrors).toHaveLength(1);
    bench.requests();
    expectSuccess(await bench.stack.up());
    expect(bench.requests()).toEqual([]);
    expect((await stored(bench.stack))[0]?.initErrors).toBeUndefined();
    await expectOneAndNothingToDo();
  });

  it("rings no phone a second time", async () => {
    const ringing = { ...parties(0), initiateCallToFirstParty: true, onExpiry: "ignore" } as const;
    const { program, failures } = runAgain(ringing, 2);
    bench.stack.setProgram(program);
    bench.emulator.faults.arm(neverSent);
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    expect(failures).toEqual(["create", "create", "create"]);
    expect(bench.requests().filter((request) => request.startsWith("POST"))).toHaveLength(1);
    expect(liveIds(bench)).toEqual([]);
    expect(await storedIds(bench.stack)).toEqual({});
  });
});
