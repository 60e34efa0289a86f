import type { Operation } from "../../../tools/engine/index.ts";
import { effects, expectSuccess, programFor, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { storedSessions, storedIds, nameOf } from "../../support/stored.ts";
import { updatesById } from "./requests.ts";

const sessions = {
  due: { ...parties(0), sessionExpiry: 3600, renewBefore: 900 },
  dueIgnore: { ...parties(1), sessionExpiry: 3600, renewBefore: 900, onExpiry: "ignore" },
  dueFail: { ...parties(2), sessionExpiry: 3600, renewBefore: 900, onExpiry: "fail" },
  often: { ...parties(5), sessionExpiry: 3600, renewBefore: 3540 },
  early: { ...parties(3), sessionExpiry: 7200, renewBefore: 900 },
  without: { ...parties(4), sessionExpiry: 3600 },
} as const;
const renewed = ["due", "dueIgnore", "dueFail", "often"];

describe("renewBefore", () => {
  const bench = useBench(sessions);
  let ids: Record<string, string>;
  let created: Operation;
  beforeAll(async () => {
    created = expectSuccess(await bench.stack.up());
    ids = await storedIds(bench.stack);
    // 700 s are left of the shorter ones.
    bench.advance(2900);
    bench.requests();
  });

  it("draws a warning if nearly every up would extend the session", () => {
    const warnings = created.diagnostics.flatMap(
      ({ message }) => message.match(/^.*renewBefore leaves .*$/gm) ?? [],
    );
    expect(warnings).toEqual([
      expect.stringMatching(/^\w+: renewBefore leaves only 1 min of sessionExpiry:/),
    ]);
  });

  it("shows no change in a refresh inside the window", async () => {
    const refresh = expectSuccess(await bench.stack.refresh({ expectNoChanges: true }));
    expect(new Set(Object.values(effects(refresh)))).toEqual(new Set(["same"]));
    expect(bench.requests()).toEqual(Array(6).fill("GET 200"));
  });

  it("extends the sessions inside the window, and no others, by sessionExpiry", async () => {
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({
      ...Object.fromEntries(renewed.map((name) => [name, "update"])),
      early: "same",
      without: "same",
    });
    const expected = renewed.map((name) => [ids[name], { session_expiry: 3600 }] as const);
    expect(updatesById(bench)).toEqual(Object.fromEntries(expected));
    expect(bench.requests()).toEqual(Array(4).fill("POST 200"));
    expect(up.text).toMatch(
      /Masking session \S+ ends in 11 min \d+ s, so it will be extended \(renewBefore\)\./,
    );
  });

  it("keeps the session and its number, and stores the new end", async () => {
    expect(await storedIds(bench.stack)).toEqual(ids);
    for (const session of await storedSessions(bench.stack)) {
      if (!renewed.includes(nameOf(session))) continue;
      const { virtualNumber, expiryTime } = session.outputs as Record<string, string>;
      const live = bench.emulator.sessions.get(session.id);
      expect(virtualNumber).toBe(`+${live?.virtual_number ?? ""}`);
      expect(Date.parse(expiryTime ?? "")).toBeGreaterThan(bench.emulator.clock.now() + 3_500_000);
    }
  });

  it("leaves nothing to do to a refresh and an up after the extension", async () => {
    const up = expectSuccess(await bench.stack.up({ refresh: true, expectNoChanges: true }));
    expect(new Set(Object.values(effects(up)))).toEqual(new Set(["same"]));
    expect(bench.requests()).toEqual(Array(6).fill("GET 200"));
  });

  it.each([
    [{ renewBefore: 900 }, "renewBefore needs sessionExpiry, by which the session is extended."],
    [{ renewBefore: 3600, sessionExpiry: 3600 }, "renewBefore must be smaller than sessionExpiry:"],
  ])("is refused in a preview with the reason: %p", async (args, reason) => {
    bench.stack.setProgram(programFor({ one: { ...parties(6), ...args } }));
    const preview = await bench.stack.preview();
    expect(preview.succeeded).toBe(false);
    expect(preview.text).toContain(`MaskingSession resource 'one' has a problem: ${reason}`);
  });
});
