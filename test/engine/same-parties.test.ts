import { createElsewhere } from "../support/elsewhere.ts";
import { expectSuccess, programFor, useBench } from "../support/engine.ts";
import { parties } from "../support/field-changes.ts";
import { storedIds } from "../support/stored.ts";

/* More of these are on the engine's stand-in: test/integration/hosts/same-parties.test.ts. */

describe("two resources with the same parties in one program", () => {
  const sessions = { one: parties(0), two: parties(0) };
  const bench = useBench(sessions);

  const posts = () => bench.requests().filter((request) => request.startsWith("POST"));

  async function expectLiveOfTheirOwn(count: number): Promise<string[]> {
    const ids = Object.values(await storedIds(bench.stack));
    expect(new Set(ids).size).toBe(count);
    const live = bench.emulator.sessions.live().map(({ session_uuid }) => session_uuid);
    expect(live.sort()).toEqual(ids.sort());
    return ids;
  }

  it("get a session each", async () => {
    expectSuccess(await bench.stack.up());
    expect(posts()).toEqual(["POST 201", "POST 201"]);
    await expectLiveOfTheirOwn(2);
  });

  it("share no session that a killed run has left: one adopts it, the other creates its own", async () => {
    const left = await createElsewhere(bench.emulator, parties(1));
    bench.stack.setProgram(programFor({ ...sessions, three: parties(1), four: parties(1) }));
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
    expectSuccess(await bench.stack.up());
    expect(posts()).toEqual(["POST 201"]);
    expect(await expectLiveOfTheirOwn(4)).toContain(left);
  });
});
