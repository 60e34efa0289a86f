import { PlivoClient } from "../../provider/plivo";
import { declaring, everythingShown, expectSuccess, openBench, type Bench } from "../support/engine";
import { parties } from "../support/field-changes";
import { storedIds } from "../support/stored";

const sorted = (texts: Iterable<string>) => [...texts].sort();
const liveIds = (bench: Bench) => bench.emulator.sessions.live().map(({ session_uuid }) => session_uuid);

describe("two resources with the same parties in one program", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench({ one: parties(0), two: parties(0) });
  });
  afterEach(() => bench.close());

  /** Makes a session that no state has, as a killed run leaves it behind. */
  async function orphan(index: number, more = {}): Promise<string> {
    const { authId, authToken, endpoint } = bench.emulator;
    const client = new PlivoClient({ authId, authToken, endpoint });
    const { session } = await client.create({ ...parties(index), ...more });
    await client.close();
    bench.requests();
    return session.sessionUuid;
  }

  async function expectTwoOfTheirOwn() {
    const ids = Object.values(await storedIds(bench.stack));
    expect(new Set(ids).size).toBe(2);
    expect(sorted(liveIds(bench))).toEqual(sorted(ids));
    return ids;
  }

  it.each(["create", "adopt", "fail"])(
    "get a session each under %s, and none is taken for the other's",
    async (way) => {
      bench.stack.setEnvironment({ PLIVO_IF_EXISTS: way });
      expectSuccess(await bench.stack.up());
      expect(bench.requests().filter((request) => request.startsWith("POST"))).toEqual([
        "POST 201",
        "POST 201",
      ]);
      await expectTwoOfTheirOwn();
      expectSuccess(await bench.stack.up({ expectNoChanges: true }));
      expectSuccess(await bench.stack.destroy());
      expect(liveIds(bench)).toEqual([]);
    },
  );

  it("share no session that a killed run has left behind: one takes it over, the other makes its own", async () => {
    const left = await orphan(0);
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
    expectSuccess(await bench.stack.up());
    expect(bench.requests().filter((request) => request.startsWith("POST"))).toEqual(["POST 201"]);
    expect(await expectTwoOfTheirOwn()).toContain(left);
  });

  it("are told which sessions there are where a killed run has left several", async () => {
    const left = [await orphan(0), await orphan(0)];
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    for (const id of left) expect(up.text).toContain(id);
    expect(up.text).toMatch(/The masking sessions \S+ and \S+ are all live and what this resource declares/);
    expect(everythingShown(up)).not.toMatch(/20255501\d\d|20255502\d\d/);
    expect(bench.requests().filter((request) => !request.startsWith("GET"))).toEqual([]);
    expect(sorted(liveIds(bench))).toEqual(sorted(left));
    expect(await storedIds(bench.stack)).toEqual({});
  });

  it("take over what differs in what can be changed, and change it; the rest they make anew", async () => {
    const args = { ...parties(1), ringTimeout: 20 };
    const taken = await orphan(1, { ringTimeout: 60 });
    const other = await orphan(2, { virtualNumberCooloffPeriod: 60 });
    bench.stack.setProgram(declaring({ one: args, two: parties(2) }));
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
    expectSuccess(await bench.stack.up());
    const ids = await storedIds(bench.stack);
    expect(ids["one"]).toBe(taken);
    expect(ids["two"]).not.toBe(other);
    expect(bench.emulator.sessions.get(taken)?.ring_timeout).toBe(20);
    expect(sorted(liveIds(bench))).toEqual(sorted([taken, other, ids["two"] ?? ""]));
  });
});
