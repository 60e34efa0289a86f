import { declaring, effects, everythingShown, expectSuccess, openBench, type Bench } from "../support/engine";
import { parties } from "../support/field-changes";
import { nameOf, stored, storedIds } from "../support/stored";

const stackFrame = /\n\s+at .*:\d+:\d+/;
const liveIds = (bench: Bench) => bench.emulator.sessions.live().map(({ session_uuid }) => session_uuid);
const sorted = (texts: Iterable<string>) => [...texts].sort();

const names = [
  "expiredRecreate",
  "expiredIgnore",
  "expiredFail",
  "vanishedRecreate",
  "vanishedIgnore",
  "vanishedFail",
] as const;
type Name = (typeof names)[number];

const onExpiryOf = (name: Name) =>
  name.endsWith("Recreate") ? "recreate" : name.endsWith("Ignore") ? "ignore" : "fail";

/** Six sessions, which those ring for 20 seconds that `changed` names. */
function six(
  changed: readonly Name[],
  onExpiry: (name: Name) => "recreate" | "ignore" | "fail" = onExpiryOf,
) {
  const args = names.map((name, index) => {
    const ringTimeout = changed.includes(name) ? 20 : 30;
    return [name, { ...parties(index), ringTimeout, onExpiry: onExpiry(name) }] as const;
  });
  return Object.fromEntries(args);
}

describe("an update that meets a session which has expired or vanished meanwhile", () => {
  let bench: Bench;
  let ids: Record<string, string>;
  beforeAll(async () => {
    bench = await openBench(six([]));
    expectSuccess(await bench.stack.up());
    ids = await storedIds(bench.stack);
    for (const name of names) {
      const id = ids[name] ?? "";
      if (name.startsWith("expired")) bench.emulator.sessions.change(id, { status: "expired" });
      else bench.emulator.sessions.remove(id);
    }
    bench.requests();
  });
  afterAll(() => bench.close());

  it("fails with what happened, makes nothing, and keeps the session in the state as expired", async () => {
    bench.stack.setProgram(declaring(six(names)));
    // The engine starts no more once one has failed: none is answered before all are there.
    const { faults } = bench.emulator;
    const { id: held } = faults.arm({
      kind: "delay",
      operation: "update",
      when: "before",
      seconds: 1,
      times: null,
    });
    const allThere = faults.fired(held, names.length).then(() => faults.clear());
    const [up] = await Promise.all([bench.stack.up(), allThere]);
    expect(up.succeeded).toBe(false);
    for (const name of names) {
      const how = name.startsWith("expired") ? "has expired" : "is not known to Plivo any more";
      expect(up.text).toContain(`Masking session ${ids[name] ?? ""} ${how}, so it was not updated.`);
    }
    expect(up.text).not.toMatch(stackFrame);
    expect(everythingShown(up)).not.toMatch(/20255501\d\d|20255502\d\d/);
    const three = (request: string) => Array.from({ length: 3 }, () => request);
    expect(sorted(bench.requests())).toEqual(["GET 200", "GET 404", "POST 400", "POST 404"].flatMap(three));
    const state = await stored(bench.stack);
    expect(Object.fromEntries(state.map((session) => [nameOf(session), session.id]))).toEqual(ids);
    for (const { outputs, initErrors } of state) {
      expect(outputs).toMatchObject({ status: "expired", ringTimeout: 30 });
      expect(initErrors).toHaveLength(1);
    }
  });

  it("is followed by an up that stops where onExpiry says so", async () => {
    // Of these alone: what the engine does beside them before it stops is a matter of luck.
    const failing = (await stored(bench.stack)).filter((session) => nameOf(session).endsWith("Fail"));
    const up = await bench.stack.up({ target: failing.map(({ urn }) => urn) });
    expect(up.succeeded).toBe(false);
    expect(up.text).toMatch(/Masking session \S+ (expired .* ago|has expired), and its onExpiry is "fail"/);
    expect(up.text).not.toMatch(stackFrame);
  });

  it("is followed by an up that replaces those, and leaves the ignored one whose change is taken back", async () => {
    const changed = names.filter((name) => name !== "vanishedIgnore");
    bench.stack.setProgram(
      declaring(six(changed, (name) => (name.endsWith("Ignore") ? "ignore" : "recreate"))),
    );
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toMatchObject({
      expiredIgnore: "replace",
      expiredFail: "replace",
      vanishedFail: "replace",
    });
    expect(bench.requests()).not.toContain("DELETE 200");
    const after = await storedIds(bench.stack);
    expect(after["vanishedIgnore"]).toBe(ids["vanishedIgnore"]);
    expect(changed.filter((name) => after[name] === ids[name])).toEqual([]);
    expect(sorted(liveIds(bench))).toEqual(sorted(changed.map((name) => after[name] ?? "")));
  });

  it("has nothing left to do then", async () => {
    expectSuccess(await bench.stack.up({ expectNoChanges: true }));
    expect(bench.requests()).toEqual([]);
    expectSuccess(await bench.stack.destroy());
    expect(liveIds(bench)).toEqual([]);
  });
});

describe("the end of a session", () => {
  let bench: Bench;
  let ids: Record<string, string>;
  const sessions = {
    extended: { ...parties(0), sessionExpiry: 3600 },
    vanished: { ...parties(1), sessionExpiry: 3600 },
    expired: { ...parties(2), sessionExpiry: 3600 },
    changed: { ...parties(3), sessionExpiry: 3600 },
  };
  beforeEach(async () => {
    bench = await openBench(sessions);
    expectSuccess(await bench.stack.up());
    ids = await storedIds(bench.stack);
    const later = new Date(bench.emulator.clock.now() + 86_400_000).toISOString();
    for (const name of ["extended", "changed"]) {
      bench.emulator.sessions.change(ids[name] ?? "", { expiry_time: later });
    }
    bench.advance(4000);
    bench.emulator.sessions.remove(ids["vanished"] ?? "");
    bench.requests();
  });
  afterEach(() => bench.close());

  it("which only the clock has condemned is not brought about where somebody has extended it", async () => {
    bench.stack.setProgram(declaring({ ...sessions, changed: { ...sessions.changed, geomatch: false } }));
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({
      extended: "replace",
      vanished: "replace",
      expired: "replace",
      changed: "replace",
    });
    const extended = ids["extended"] ?? "";
    expect(up.text).toContain(
      `Masking session ${extended} is not ended: somebody has extended it. No state has it any more.`,
    );
    // The program itself replaces the fourth, which is ended therefore.
    const made = Array.from({ length: 4 }, () => "POST 201");
    expect(sorted(bench.requests())).toEqual(["DELETE 200", "GET 200", "GET 200", "GET 404", ...made]);
    const after = Object.values(await storedIds(bench.stack));
    expect(sorted(liveIds(bench))).toEqual(sorted([...after, extended]));
    expectSuccess(await bench.stack.destroy());
    expect(liveIds(bench)).toEqual([extended]);
  });

  it("which the user has asked for is brought about, and one that is past it or unknown is a success", async () => {
    const destroy = expectSuccess(await bench.stack.destroy());
    expect(sorted(bench.requests())).toEqual(["DELETE 200", "DELETE 200", "DELETE 400", "DELETE 404"]);
    expect(liveIds(bench)).toEqual([]);
    expect(destroy.text).not.toMatch(/is not ended/);
  });
});
