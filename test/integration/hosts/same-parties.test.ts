import { createElsewhere } from "../../support/elsewhere.ts";
import { parties } from "../../support/field-changes.ts";
import { hosts } from "../../support/stand-in/hosts.ts";
import { programFor, expectFailure, expectSuccess, standInStack } from "../../support/stand-in/stack.ts";

describe.each(hosts)("on the %s host", (host) => {
  const stack = standInStack({ host });
  const adopt = { environment: { PLIVO_IF_EXISTS: "adopt" } };
  const posts = () => stack.requests().filter((request) => request.startsWith("POST"));

  describe("two resources with the same parties in one program", () => {
    const program = programFor({ one: parties(0), two: parties(0) });

    it.each(["create", "adopt", "fail"])("get a session each under %s", async (way) => {
      expectSuccess(await stack.engine.up(program, { environment: { PLIVO_IF_EXISTS: way } }));
      expect(posts()).toEqual(["POST 201", "POST 201"]);
      expect(new Set(stack.expectAllLiveKnown()).size).toBe(2);
      await stack.expectNothingToDo(program);
      await stack.expectDestroyed();
    });

    it("share no session that a killed run has left: one adopts it, the other creates its own", async () => {
      const left = await createElsewhere(stack.emulator, parties(0));
      expectSuccess(await stack.engine.up(program, adopt));
      expect(posts()).toEqual(["POST 201"]);
      const ids = stack.expectAllLiveKnown();
      expect(new Set(ids).size).toBe(2);
      expect(ids).toContain(left);
    });

    it("fail and name the sessions if a killed run has left several", async () => {
      const left = [
        await createElsewhere(stack.emulator, parties(0)),
        await createElsewhere(stack.emulator, parties(0)),
      ];
      const { errors } = expectFailure(
        await stack.engine.up(program, adopt),
        /The masking sessions \S+ and \S+ are all live and match this resource/,
      );
      for (const id of left) expect((errors[0] as Error).message).toContain(id);
      expect(stack.requests().filter((request) => !request.startsWith("GET"))).toEqual([]);
      expect(stack.liveIds).toEqual(left.sort());
      expect(stack.ids).toEqual({});
    });
  });

  it("a session that an earlier run has left is adopted and updated if it differs in what can be updated, else left", async () => {
    const updatable = await createElsewhere(stack.emulator, { ...parties(1), ringTimeout: 60 });
    const other = await createElsewhere(stack.emulator, { ...parties(2), virtualNumberCooloffPeriod: 60 });
    const program = programFor({ one: { ...parties(1), ringTimeout: 20 }, two: parties(2) });
    expectSuccess(await stack.engine.up(program, adopt));
    const { one, two = "" } = stack.ids;
    expect(one).toBe(updatable);
    expect(two).not.toBe(other);
    expect(stack.emulator.sessions.get(updatable)?.ring_timeout).toBe(20);
    expect(stack.liveIds).toEqual([updatable, other, two].sort());
  });
});
