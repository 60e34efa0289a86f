import { parties } from "../../support/field-changes.ts";
import { hosts } from "../../support/stand-in/hosts.ts";
import {
  programFor,
  effects,
  expectFailure,
  expectSuccess,
  standInStack,
} from "../../support/stand-in/stack.ts";

/* On the real engine: test/engine/life/drift.test.ts and test/engine/life/table.test.ts. */

const sessions = {
  recorded: { ...parties(0), record: true, callbackUrl: "https://example.com/events" },
  plain: parties(1),
  single: { firstParty: parties(2).firstParty, createSessionWithSingleParty: true },
  ignored: { ...parties(3), onExpiry: "ignore" },
  watched: { ...parties(4), onExpiry: "fail" },
} as const;

describe.each(hosts)("on the %s host", (host) => {
  const stack = standInStack({ host, reset: false });
  const program = programFor(sessions);
  beforeAll(async () => {
    expectSuccess(await stack.engine.up(program));
  });
  beforeEach(() => {
    stack.requests();
  });

  /** Changes a session outside the stack. */
  function change(name: keyof typeof sessions, changes: Record<string, unknown>): void {
    stack.emulator.sessions.change(stack.ids[name] ?? "", changes);
  }

  describe("a refresh", () => {
    it("shows declared arguments that were changed elsewhere, and no others", async () => {
      change("recorded", { record: false, callback_url: "" });
      change("plain", { record: true, call_time_limit: 77, virtual_number: "14155557777" });
      const refresh = expectSuccess(await stack.engine.refresh());
      expect(effects(refresh)).toMatchObject({ recorded: "update", plain: "same", single: "same" });
      expect(outputsOf("plain")).toMatchObject({ virtualNumber: "+14155557777" });
    });

    it("is followed by an up that sends only what was changed elsewhere", async () => {
      const up = expectSuccess(await stack.engine.up(program));
      expect(effects(up)).toMatchObject({ recorded: "update", plain: "same" });
      const bodies = stack.emulator.requests.all().map(({ body }) => body);
      expect(bodies).toEqual([{ record: true, callback_url: "https://example.com/events" }]);
      expect(effects(expectSuccess(await stack.engine.refresh()))).toMatchObject({ recorded: "same" });
    });

    it("is part of up --refresh, which repairs drift in one go", async () => {
      change("recorded", { record: false });
      const up = expectSuccess(await stack.engine.up(program, { refresh: true }));
      expect(effects(up)).toMatchObject({ recorded: "update", plain: "same" });
      expect(stack.requests().filter((request) => request === "POST 200")).toHaveLength(1);
      expect(stack.emulator.sessions.get(stack.ids["recorded"] ?? "")?.["record"]).toBe(true);
    });

    it("shows no change of a session in a call", async () => {
      change("plain", { status: "in-progress" });
      const { steps } = expectSuccess(await stack.engine.refresh());
      expect(new Set(steps.map(({ op }) => op))).toEqual(new Set(["same"]));
      change("plain", { status: "active" });
    });

    it("removes an expired session from the state under recreate, and keeps it as expired under ignore and fail", async () => {
      stack.emulator.clock.advance(86_400);
      expect(effects(expectSuccess(await stack.engine.refresh()))).toEqual({
        recorded: "delete",
        plain: "delete",
        single: "delete",
        ignored: "same",
        watched: "same",
      });
    });

    it("of an expired session under fail is followed by an up that fails, until the program says ignore", async () => {
      expectFailure(
        await stack.engine.up(program),
        /Masking session \S+ has expired or no longer exists, and its onExpiry is "fail"/,
      );
      const ignoring = programFor({ ...sessions, watched: { ...sessions.watched, onExpiry: "ignore" } });
      const changed = expectSuccess(await stack.engine.up(ignoring));
      expect(effects(changed)).toMatchObject({ ignored: "same", watched: "update" });
      await stack.expectDestroyed();
    });
  });

  function outputsOf(name: keyof typeof sessions) {
    return stack.engine.resources.find((resource) => resource.name === name)?.outputs;
  }
});
