import { declaring, effects, expectSuccess, openBench, type Bench } from "../support/engine";
import { parties } from "../support/field-changes";

const sessions = {
  recorded: { ...parties(0), record: true, callbackUrl: "https://example.com/events" },
  plain: parties(1),
  single: { firstParty: parties(2).firstParty, createSessionWithSingleParty: true },
  ignored: { ...parties(3), onExpiry: "ignore" },
  watched: { ...parties(4), onExpiry: "fail" },
} as const;

describe("refresh", () => {
  let bench: Bench;
  const uuids: Record<string, string> = {};

  /** Changes a session behind the provider's back. */
  const change = (name: keyof typeof sessions, changes: Record<string, unknown>) => {
    bench.emulator.sessions.change(uuids[name] ?? "", changes);
  };

  beforeAll(async () => {
    bench = await openBench(sessions);
    for (const { name, id } of expectSuccess(await bench.stack.up()).steps) uuids[name] = id;
    for (const { name, id } of expectSuccess(await bench.stack.preview()).steps) uuids[name] = id;
    bench.requests();
  });
  afterAll(() => bench.close());

  it("shows what was declared and changed elsewhere, not what was never declared", async () => {
    change("recorded", { record: false, callback_url: "" });
    change("plain", { record: true, call_time_limit: 77, virtual_number: "14155557777" });
    const preview = expectSuccess(await bench.stack.previewRefresh());
    expect(effects(preview)).toMatchObject({ recorded: "update", plain: "same", single: "same" });

    const refresh = expectSuccess(await bench.stack.refresh());
    expect(effects(refresh)).toMatchObject({ recorded: "update", plain: "same", single: "same" });
    expect(refresh.text).toContain("[diff: -callbackUrl~record]");
    bench.requests();
  });

  it("hands the new virtual number on to what depends on it", async () => {
    const up = expectSuccess(await bench.stack.preview());
    expect(effects(up)).toMatchObject({ plain: "same" });
    expect(up.outputs["plain"]).toBe("+14155557777");
    expect(bench.requests()).toEqual([]);
  });

  it("is followed by an up that sets back just what drifted", async () => {
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toMatchObject({ recorded: "update", plain: "same" });
    const bodies = bench.emulator.requests.all().map(({ body }) => body);
    expect(bodies).toEqual([{ record: true, callback_url: "https://example.com/events" }]);
    expect(effects(expectSuccess(await bench.stack.refresh({ expectNoChanges: true })))).toMatchObject({
      recorded: "same",
    });
    bench.requests();
  });

  it("repairs drift in one go with up --refresh", async () => {
    change("recorded", { record: false });
    const up = expectSuccess(await bench.stack.up({ refresh: true }));
    expect(effects(up)).toMatchObject({ recorded: "update", plain: "same" });
    expect(bench.requests().filter((request) => request === "POST 200")).toHaveLength(1);
    expect(bench.emulator.sessions.get(uuids["recorded"] ?? "")?.["record"]).toBe(true);
  });

  it("of a session with a live call shows nothing", async () => {
    change("plain", { status: "in-progress" });
    expect(effects(expectSuccess(await bench.stack.refresh({ expectNoChanges: true })))).toMatchObject({
      plain: "same",
    });
    change("plain", { status: "active" });
    bench.requests();
  });

  it("after expiry drops the session that is to be recreated, and keeps the others as expired", async () => {
    bench.advance(86_400);
    const refresh = expectSuccess(await bench.stack.refresh());
    expect(effects(refresh)).toEqual({
      recorded: "delete",
      plain: "delete",
      single: "delete",
      ignored: "same",
      watched: "same",
    });
  });

  it("under onExpiry fail, up then stops with a clear message, and destroy works", async () => {
    bench.requests();
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    expect(up.text).toMatch(/Masking session \S+ expired .* ago, and its onExpiry is "fail"/);
    expect(up.text).not.toMatch(/\n\s+at /);

    bench.stack.setProgram(declaring({ ...sessions, watched: { ...sessions.watched, onExpiry: "ignore" } }));
    const changed = expectSuccess(await bench.stack.up());
    expect(effects(changed)).toMatchObject({ ignored: "same", watched: "update" });
    bench.stack.setProgram(declaring(sessions));
    expectSuccess(await bench.stack.destroy());
    expect(bench.emulator.sessions.live()).toEqual([]);
  });
});
