import { readFile } from "node:fs/promises";
import path from "node:path";
import { MaskingSession, type MaskingSessionArgs } from "pulumi-plivo-masking";
import type { Operation } from "../../../tools/engine/index.ts";
import { effects, everythingShown, expectSuccess, liveIds, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { storedIds, urnOf } from "../../support/stored.ts";

/** The first one expires; the others depend on it. */
const sessions = (ringTimeout: number, secondParty: string): Record<string, MaskingSessionArgs> => ({
  short: { ...parties(5), sessionExpiry: 600 },
  chosen: { ...parties(0), ringTimeout },
  other: { ...parties(1), ringTimeout },
  party: { ...parties(2), secondParty },
  drifted: { ...parties(3), callTimeLimit: 600 },
  replaced: parties(4),
});
const before = sessions(30, parties(2).secondParty);

function program(declared: Record<string, MaskingSessionArgs>) {
  return () => {
    const { short = {}, ...others } = declared;
    const dependsOn = new MaskingSession("short", short);
    for (const [name, args] of Object.entries(others)) new MaskingSession(name, args, { dependsOn });
    return Promise.resolve();
  };
}

const personal = /20255502\d\d|20255501\d\d/;

describe("a run with flags", () => {
  const bench = useBench(before, { existing: true });
  let plan: string;
  let ids: Record<string, string>;
  let up: Operation;
  beforeAll(async () => {
    plan = path.join(bench.stack.folder, "plan.json");
    ids = await storedIds(bench.stack);
    bench.stack.setProgram(program(sessions(20, "+12025550299")));
  });

  it("gives the reasons with --json, and no number", async () => {
    const preview = expectSuccess(await bench.stack.preview({ json: true, plan }));
    const step = (name: string) => preview.json?.steps?.find(({ urn }) => urn.endsWith(`::${name}`));
    expect(step("chosen")).toMatchObject({ op: "update", diffReasons: ["ringTimeout"] });
    const inputs = { secondParty: "[secret]" };
    expect(step("party")).toMatchObject({
      op: "replace",
      replaceReasons: ["secondParty"],
      newState: { inputs },
    });
    expect(preview.json?.changeSummary).toEqual({ replace: 1, same: 4, update: 2 });
    expect(preview.json?.diagnostics?.map(({ message }) => message.trim())).toContain(
      `party: Masking session ${ids["party"] ?? ""} will be replaced: secondParty changed, and Plivo cannot change it in a live session.`,
    );
    expect(everythingShown(preview)).not.toMatch(personal);
  });

  it("saves an update plan without a request, and without numbers", async () => {
    const saved = await readFile(plan, "utf8");
    expect(saved).toContain("firstParty");
    expect(saved).not.toMatch(personal);
    expect(bench.requests()).toEqual([]);
  });

  it("stops an up with a plan at a session that has expired since, which stays as it is", async () => {
    bench.advance(700);
    const up = await bench.stack.up({ plan });
    expect(up.succeeded).toBe(false);
    expect(up.text).toContain(
      "create-replacement is not allowed by the plan: this resource is constrained to same",
    );
    expect(up.text).toContain(`Masking session ${ids["short"] ?? ""} will be replaced: it expired`);
    expect(bench.requests()).toEqual([]);
    expect(await storedIds(bench.stack)).toEqual(ids);
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

  it("fails with --expect-no-changes if anything is to be done, and with --refresh for drift", async () => {
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

  it("reads every session with --refresh, updates what was changed elsewhere, and creates again what has expired", async () => {
    const replace = [await urnOf(bench.stack, "replaced")];
    up = expectSuccess(await bench.stack.up({ refresh: true, replace }));
    expect(effects(up)).toMatchObject({ chosen: "same", drifted: "update", short: "create" });
    expect(bench.emulator.sessions.get(ids["drifted"] ?? "")?.call_time_limit).toBe(600);
    const requests = bench.requests();
    expect(requests.slice(0, 6)).toEqual(Array(6).fill("GET 200"));
    const [deleted, changed, created] = ["DELETE 200", "POST 200", "POST 201"];
    expect(requests.slice(6).sort()).toEqual([deleted, deleted, changed, changed, created, created, created]);
  });

  it("replaces an unchanged session with --replace, and creates the new one before it expires the old one", async () => {
    expect(effects(up)).toMatchObject({ replaced: "replace" });
    const after = await storedIds(bench.stack);
    expect(after["replaced"]).not.toBe(ids["replaced"]);
    const live = liveIds(bench);
    expect(live.sort()).toEqual(Object.values(after).sort());
  });

  it("passes with --expect-no-changes if nothing is to be done, without a request", async () => {
    expectSuccess(await bench.stack.up({ expectNoChanges: true }));
    expect(bench.requests()).toEqual([]);
  });

  it("shows old and new of each changed argument with --diff, and no number", async () => {
    bench.advance(700);
    bench.stack.setProgram(program(sessions(30, "+12025550298")));
    const preview = expectSuccess(await bench.stack.preview({ diff: true, plan }));
    expect(preview.text.match(/~ ringTimeout: 20 => 30/g)).toHaveLength(2);
    expect(preview.text).toMatch(/\(replace\)\n.*\n.*::party\]\n +~ secondParty: \[secret\] => \[secret\]\n/);
    expect(preview.text).toMatch(/- expiryTime *: \\?"20\d\d-/);
    expect(everythingShown(preview)).not.toMatch(personal);
    expect(bench.requests()).toEqual([]);
  });

  it("carries out a plan that was saved after the expiry", async () => {
    const up = expectSuccess(await bench.stack.up({ plan }));
    expect(effects(up)).toEqual({
      short: "replace",
      chosen: "update",
      other: "update",
      party: "replace",
      drifted: "same",
      replaced: "same",
    });
    expect(bench.requests().filter((request) => request === "POST 201")).toHaveLength(2);
    expect(bench.emulator.sessions.live()).toHaveLength(6);
  });
});
