import { parties } from "../../support/field-changes.ts";
import type { Program } from "../../support/stand-in/resource.ts";
import { hosts } from "../../support/stand-in/hosts.ts";
import { programFor, expectFailure, expectSuccess, standInStack } from "../../support/stand-in/stack.ts";

/*
 * The cases in which the engine creates first and deletes later, without a diff. test/engine/stand-in.test.ts
 * compares these orders with the real engine's.
 */

describe.each(hosts)("on the %s host", (host) => {
  const stack = standInStack({ host });
  const adopt = { environment: { PLIVO_IF_EXISTS: "adopt" } };

  /** Runs an earlier `up`. Returns the UUIDs of its sessions. */
  async function upBefore(program: Program): Promise<Record<string, string>> {
    expectSuccess(await stack.engine.up(program));
    stack.requests();
    return stack.ids;
  }

  describe("a rename without alias, --replace and a tainted resource", () => {
    const before = programFor(
      Object.fromEntries(
        ["oldName", "replaced", "tainted", "kept", "changed"].map((name, index) => [name, parties(index)]),
      ),
    );
    const deletedFirst = { name: "deletedFirst", args: parties(5), deleteBeforeReplace: true };
    const renamed = [
      ...before.map(({ name, args }) => ({ name: name === "oldName" ? "newName" : name, args })),
      deletedFirst,
    ];

    it("adopt their sessions under adopt, which the same run does not expire", async () => {
      const ids = await upBefore([...before, deletedFirst]);
      stack.engine.taint("tainted");
      const changed = renamed.map((one) =>
        one.name === "changed" ? { ...one, args: { ...one.args, geomatch: false } } : one,
      );
      const { lines } = expectSuccess(
        await stack.engine.up(changed, { ...adopt, replace: ["replaced", "deletedFirst"] }),
      );
      const { oldName, replaced, tainted, kept } = ids;
      expect(stack.ids).toMatchObject({ newName: oldName, replaced, tainted, kept });
      for (const name of ["changed", "deletedFirst"]) expect(stack.ids[name]).not.toBe(ids[name]);
      expect(stack.expectAllLiveKnown()).toHaveLength(6);
      expect(lines.filter((line) => line.includes("is adopted instead of creating a new one"))).toHaveLength(
        3,
      );
      expect(
        lines.filter((line) => line.includes("stays live: another resource of the stack has adopted it")),
      ).toHaveLength(3);
      await stack.expectNothingToDo(changed);
      await stack.expectDestroyed();
    });

    it("keep the sessions that a run adopted although it failed later: the next plain up expires none", async () => {
      const { oldName, replaced, tainted } = await upBefore(
        programFor({ oldName: parties(0), replaced: parties(1), tainted: parties(2) }),
      );
      stack.engine.taint("tainted");
      const three = programFor({ newName: parties(0), replaced: parties(1), tainted: parties(2) });
      const last = (args: object) => [
        ...three,
        { name: "last", args: { ...parties(3), ...args }, dependsOnEarlier: true },
      ];
      const { succeeded, lines } = await stack.engine.up(last({ account: "unknown" }), {
        ...adopt,
        replace: ["replaced"],
      });
      expect(succeeded).toBe(false);
      expect(lines.filter((line) => line.includes("is adopted instead of creating a new one"))).toHaveLength(
        3,
      );

      stack.requests();
      expectSuccess(await stack.engine.up(last({})));
      expect(stack.requests()).toEqual(["POST 201"]);
      expect(stack.ids).toMatchObject({ newName: oldName, replaced, tainted });
      stack.expectAllLiveKnown();
      expectSuccess(await stack.engine.destroy({ refresh: true }));
      expect(stack.liveIds).toEqual([]);
    });
  });

  describe("a resource that is registered before the owner of the same session", () => {
    const owner = programFor({ owner: parties(0) });
    const both = [
      { name: "early", args: parties(0) },
      { name: "owner", args: parties(0), dependsOnEarlier: true },
    ];

    it("adopts it under adopt; the diff of the owner fails and names a way out that works", async () => {
      const { owner: id } = await upBefore(owner);
      expectFailure(
        await stack.engine.up(both, adopt),
        /belongs to this resource, but another resource of this program has just adopted it/,
      );
      expect(new Set(stack.requests())).toEqual(new Set(["GET 200"]));
      expect(stack.liveIds).toEqual([id]);
      expect(stack.ids).toEqual({ early: id, owner: id });

      stack.engine.forget("early");
      expectSuccess(await stack.engine.up(both));
      expect(stack.ids).toMatchObject({ owner: id });
      expect(stack.expectAllLiveKnown()).toHaveLength(2);
      await stack.expectDestroyed();
    });

    it("stops each later run after it adopted the session, and a destroy expires the session once", async () => {
      const { owner: id } = await upBefore(owner);
      await stack.engine.up(both, adopt);
      stack.requests();
      expectFailure(await stack.engine.up(both), /is in the state twice: two resources have it/);
      expect(stack.requests()).toEqual([]);
      expect(stack.liveIds).toEqual([id]);
      expectSuccess(await stack.engine.destroy());
      expect(stack.requests().sort()).toEqual(["DELETE 200", "DELETE 400"]);
    });
  });
});
