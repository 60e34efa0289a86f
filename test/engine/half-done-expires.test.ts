import { PlivoClient } from "../../provider/plivo";
import { declaring, effects, expectSuccess, openBench, type Bench } from "../support/engine";
import { parties } from "../support/field-changes";
import { stored, storedIds } from "../support/stored";

const declared = { ...parties(0), sessionExpiry: 3600, ringTimeout: 33 };
const liveIds = (bench: Bench) => bench.emulator.sessions.live().map(({ session_uuid }) => session_uuid);

/** Makes a session that no state has, as a killed run leaves it behind. */
async function orphan({ emulator }: Bench): Promise<string> {
  const { authId, authToken, endpoint } = emulator;
  const client = new PlivoClient({ authId, authToken, endpoint });
  const { session } = await client.create({ ...declared, ringTimeout: 45 });
  await client.close();
  return session.sessionUuid;
}

describe("a take-over that was half done", () => {
  let bench: Bench;
  let taken: string;
  beforeEach(async () => {
    bench = await openBench();
    taken = await orphan(bench);
    bench.stack.setProgram(declaring({ one: declared }));
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
    bench.emulator.faults.arm({ kind: "status", status: 403, operation: "update", when: "before" });
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    expect(up.text).toContain(`Masking session ${taken} exists and is kept in the state`);
    const [session] = await stored(bench.stack);
    expect(session).toMatchObject({ id: taken, inputs: { ringTimeout: 33 }, outputs: { ringTimeout: 45 } });
    expect(session?.initErrors).toHaveLength(1);
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: undefined });
    bench.requests();
  });
  afterEach(() => bench.close());

  it("is completed by the next plain up while the session lives", async () => {
    expectSuccess(await bench.stack.up());
    expect(bench.requests()).toEqual(["POST 200"]);
    expect(bench.emulator.sessions.get(taken)?.ring_timeout).toBe(33);
    expectSuccess(await bench.stack.up({ expectNoChanges: true }));
    expect(liveIds(bench)).toEqual([taken]);
  });

  it("is replaced by the next plain up once the session has expired", async () => {
    bench.advance(4000);
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({ one: "replace" });
    const { one } = await storedIds(bench.stack);
    expect(one).not.toBe(taken);
    expect(liveIds(bench)).toEqual([one]);
    expect(bench.emulator.sessions.get(one ?? "")?.ring_timeout).toBe(33);
    bench.requests();
    expectSuccess(await bench.stack.up({ expectNoChanges: true }));
    expect(bench.requests()).toEqual([]);
  });
});
