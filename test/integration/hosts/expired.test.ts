import { parties } from "../../support/field-changes.ts";
import { hosts } from "../../support/stand-in/hosts.ts";
import {
  programFor,
  effects,
  expectFailure,
  expectSuccess,
  standInStack,
  textOf,
} from "../../support/stand-in/stack.ts";

/* On the real engine: test/engine/stand-in.test.ts and test/engine/life/table.test.ts. */

const names = [
  "expiredRecreate",
  "expiredIgnore",
  "expiredFail",
  "vanishedRecreate",
  "vanishedIgnore",
  "vanishedFail",
] as const;
type Name = (typeof names)[number];
type OnExpiry = "recreate" | "ignore" | "fail";

const onExpiryOf = (name: Name): OnExpiry =>
  name.endsWith("Recreate") ? "recreate" : name.endsWith("Ignore") ? "ignore" : "fail";

/** Six sessions. Those in `changed` have another ringTimeout. */
function six(changed: readonly Name[], onExpiry: (name: Name) => OnExpiry = onExpiryOf) {
  const args = names.map((name, index) => {
    const ringTimeout = changed.includes(name) ? 20 : 30;
    return [name, { ...parties(index), ringTimeout, onExpiry: onExpiry(name) }] as const;
  });
  return programFor(Object.fromEntries(args));
}

describe.each(hosts)("on the %s host", (host) => {
  describe("an update of a session that has expired or vanished", () => {
    const stack = standInStack({ host, reset: false });
    let ids: Record<string, string>;
    beforeAll(async () => {
      expectSuccess(await stack.engine.up(six([])));
      ids = stack.ids;
      for (const name of names) {
        const id = ids[name] ?? "";
        if (name.startsWith("expired")) stack.emulator.sessions.change(id, { status: "expired" });
        else stack.emulator.sessions.remove(id);
      }
    });
    beforeEach(() => {
      stack.requests();
    });

    it("fails with the reason, creates nothing, and keeps the session in the state as expired", async () => {
      // The engine starts nothing after a failure, so no update gets a response before all are sent.
      const { faults } = stack.emulator;
      const { id: held } = faults.arm({
        kind: "delay",
        operation: "update",
        when: "before",
        seconds: 1,
        times: null,
      });
      const allThere = faults.whenFired(held, names.length).then(() => faults.clear());
      const [up] = await Promise.all([stack.engine.up(six(names)), allThere]);
      for (const name of names) {
        const how = name.startsWith("expired") ? "has expired" : "no longer exists";
        expectFailure(up, `Masking session ${ids[name] ?? ""} ${how}, so it was not updated.`);
      }
      const three = (request: string) => Array.from({ length: 3 }, () => request);
      expect(stack.requests().sort()).toEqual(["GET 200", "GET 404", "POST 400", "POST 404"].flatMap(three));
      expect(stack.ids).toEqual(ids);
      for (const { outputs, initErrors } of stack.engine.resources) {
        expect(outputs).toMatchObject({ status: "expired", ringTimeout: 30 });
        expect(initErrors).toHaveLength(1);
      }
    });

    it.each(["expiredFail", "vanishedFail"] as const)(
      "is followed by an up that stops because of onExpiry: %s",
      async (name) => {
        const alone = stack.another();
        alone.resources = stack.engine.resources.filter((resource) => resource.name === name);
        const declared = six(names).filter((session) => session.name === name);
        expectFailure(
          await alone.up(declared),
          /Masking session \S+ has expired or no longer exists, and its onExpiry is "fail"/,
        );
      },
    );

    it("is followed by an up that replaces the session, unless it is ignored and declared as before", async () => {
      const changed = names.filter((name) => name !== "vanishedIgnore");
      const program = six(changed, (name) => (name.endsWith("Ignore") ? "ignore" : "recreate"));
      const up = expectSuccess(await stack.engine.up(program));
      // The state has the time of the update that found the session gone, which is not when it expired.
      expect(textOf(up)).toMatch(/will be replaced: it has expired or no longer exists\./);
      expect(textOf(up)).not.toMatch(/ ago/);
      const replaced = { expiredIgnore: "replace", expiredFail: "replace", vanishedFail: "replace" };
      // A name's last step is the delete of the old session.
      expect(effects({ ...up, steps: up.steps.filter(({ op }) => op !== "delete-replaced") })).toMatchObject(
        replaced,
      );
      expect(stack.requests()).not.toContain("DELETE 200");
      const after = stack.ids;
      expect(after["vanishedIgnore"]).toBe(ids["vanishedIgnore"]);
      expect(changed.filter((name) => after[name] === ids[name])).toEqual([]);
      expect(stack.liveIds).toEqual(changed.map((name) => after[name] ?? "").sort());
      await stack.expectNothingToDo(program);
      await stack.expectDestroyed();
    });
  });

  describe("the delete of a session", () => {
    const stack = standInStack({ host });
    const sessions = {
      extended: { ...parties(0), sessionExpiry: 3600 },
      vanished: { ...parties(1), sessionExpiry: 3600 },
      expired: { ...parties(2), sessionExpiry: 3600 },
      changed: { ...parties(3), sessionExpiry: 3600 },
    };
    let ids: Record<string, string>;
    beforeEach(async () => {
      expectSuccess(await stack.engine.up(programFor(sessions)));
      ids = stack.ids;
      const later = new Date(stack.emulator.clock.now() + 86_400_000).toISOString();
      for (const name of ["extended", "changed"])
        stack.emulator.sessions.change(ids[name] ?? "", { expiry_time: later });
      stack.emulator.clock.advance(4000);
      stack.emulator.sessions.remove(ids["vanished"] ?? "");
      stack.requests();
    });

    it("that only its expiry requires is skipped if someone extended the session", async () => {
      const program = programFor({ ...sessions, changed: { ...sessions.changed, geomatch: false } });
      const up = expectSuccess(await stack.engine.up(program));
      const extended = ids["extended"] ?? "";
      expect(textOf(up)).toContain(
        `Masking session ${extended} stays live: someone else extended it. It is no longer in this state.`,
      );
      // The program replaces the fourth, so it is expired.
      const created = Array.from({ length: 4 }, () => "POST 201");
      expect(stack.requests().sort()).toEqual(["DELETE 200", "GET 200", "GET 200", "GET 404", ...created]);
      expect(stack.liveIds).toEqual([...Object.values(stack.ids), extended].sort());
      expectSuccess(await stack.engine.destroy());
      expect(stack.liveIds).toEqual([extended]);
    });

    it("of a destroy succeeds, also for a session that has expired or that Plivo does not know", async () => {
      const destroy = expectSuccess(await stack.engine.destroy());
      expect(stack.requests().sort()).toEqual(["DELETE 200", "DELETE 200", "DELETE 400", "DELETE 404"]);
      expect(stack.liveIds).toEqual([]);
      expect(textOf(destroy)).not.toMatch(/stays live/);
    });
  });
});
