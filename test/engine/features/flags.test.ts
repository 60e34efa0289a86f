import type { Operation } from "../../../tools/engine/index";
import {
  declaring,
  effects,
  everythingShown,
  expectSuccess,
  openBench,
  type Bench,
} from "../../support/engine";
import { parties } from "../../support/field-changes";
import { storedIds, urnOf } from "../../support/stored";

const before = {
  chosen: { ...parties(0), ringTimeout: 30 },
  other: { ...parties(1), ringTimeout: 30 },
  party: parties(2),
  drifted: { ...parties(3), callTimeLimit: 600 },
  replaced: parties(4),
  short: { ...parties(5), sessionExpiry: 600 },
};
const after = {
  ...before,
  chosen: { ...parties(0), ringTimeout: 20 },
  other: { ...parties(1), ringTimeout: 20 },
  party: { ...parties(2), secondParty: "+12025550299" },
};
const personal = /20255502\d\d|20255501\d\d/;

/** Two sessions have a changed timeout, one another party, one has expired. */
describe("a run with flags", () => {
  let bench: Bench;
  let ids: Record<string, string>;
  let up: Operation;
  beforeAll(async () => {
    bench = await openBench(before);
    expectSuccess(await bench.stack.up());
    ids = await storedIds(bench.stack);
    bench.stack.setProgram(declaring(after));
    bench.advance(700);
    bench.requests();
  });
  afterAll(() => bench.close());

  it("shows old and new of each changed argument with --diff, and no number", async () => {
    const preview = expectSuccess(await bench.stack.preview({ diff: true }));
    expect(preview.text.match(/~ ringTimeout: 30 => 20/g)).toHaveLength(2);
    expect(preview.text).toMatch(/\(replace\)\n.*\n.*::party\]\n +~ secondParty: \[secret\] => \[secret\]\n/);
    expect(preview.text).toMatch(/- expiryTime +: "20\d\d-/);
    expect(everythingShown(preview)).not.toMatch(personal);
    expect(bench.requests()).toEqual([]);
  });

  it("gives the reasons with --json, and no number", async () => {
    const names = ["chosen", "party"];
    const target = await Promise.all(names.map((name) => urnOf(bench.stack, name)));
    const preview = expectSuccess(await bench.stack.preview({ json: true, target }));
    const step = (name: string) => preview.json?.steps?.find(({ urn }) => urn.endsWith(`::${name}`));
    expect(step("chosen")).toMatchObject({ op: "update", diffReasons: ["ringTimeout"] });
    const inputs = { secondParty: "[secret]" };
    expect(step("party")).toMatchObject({
      op: "replace",
      replaceReasons: ["secondParty"],
      newState: { inputs },
    });
    expect(preview.json?.changeSummary).toEqual({ replace: 1, same: 5, update: 1 });
    expect(preview.json?.diagnostics?.map(({ message }) => message.trim())).toContain(
      `party: Masking session ${ids["party"] ?? ""} will be replaced: secondParty changed, and Plivo cannot change it in a live session.`,
    );
    expect(everythingShown(preview)).not.toMatch(personal);
    expect(bench.requests()).toEqual([]);
  });

  it("changes only what --target names, and leaves an expired session that it does not", async () => {
    const target = [await urnOf(bench.stack, "chosen")];
    const targeted = expectSuccess(await bench.stack.up({ target }));
    expect(effects(targeted)).toMatchObject({
      chosen: "update",
      other: "same",
      party: "same",
      short: "same",
    });
    expect(bench.emulator.requests.all().map(({ body }) => body)).toEqual([{ ring_timeout: 20 }]);
    expect(bench.requests()).toEqual(["POST 200"]);
    expect(await storedIds(bench.stack)).toEqual(ids);
  });

  it("fails with --expect-no-changes where anything is to be done, and with --refresh for drift", async () => {
    bench.emulator.sessions.change(ids["drifted"] ?? "", { call_time_limit: 900 });
    const preview = await bench.stack.preview({ refresh: true, expectNoChanges: true });
    expect(preview.succeeded).toBe(false);
    expect(preview.text).toContain("no changes were expected for preview but changes were proposed");
    expect(effects(preview)).toEqual({
      chosen: "same",
      other: "update",
      party: "replace",
      drifted: "update",
      replaced: "same",
      short: "create",
    });
    expect(bench.requests()).toEqual(Array(6).fill("GET 200"));
  });

  it("reads every session with --refresh, sets back what was changed elsewhere, and makes anew what has expired", async () => {
    up = expectSuccess(
      await bench.stack.up({ refresh: true, replace: [await urnOf(bench.stack, "replaced")] }),
    );
    expect(effects(up)).toMatchObject({ chosen: "same", drifted: "update", short: "create" });
    expect(bench.emulator.sessions.get(ids["drifted"] ?? "")?.call_time_limit).toBe(600);
    const requests = bench.requests();
    expect(requests.slice(0, 6)).toEqual(Array(6).fill("GET 200"));
    const [ended, changed, made] = ["DELETE 200", "POST 200", "POST 201"];
    expect(requests.slice(6).sort()).toEqual([ended, ended, changed, changed, made, made, made]);
  });

  it("replaces with --replace what has no change: the new session is there before the old one ends", async () => {
    expect(effects(up)).toMatchObject({ replaced: "replace" });
    const after = await storedIds(bench.stack);
    expect(after["replaced"]).not.toBe(ids["replaced"]);
    const live = bench.emulator.sessions.live().map(({ session_uuid }) => session_uuid);
    expect(live.sort()).toEqual(Object.values(after).sort());
  });

  it("passes with --expect-no-changes where nothing is to be done, without a request", async () => {
    expectSuccess(await bench.stack.up({ expectNoChanges: true }));
    expect(bench.requests()).toEqual([]);
  });
});
