import { readFile } from "node:fs/promises";
import path from "node:path";
import { MaskingSession } from "pulumi-plivo-masking";
import { effects, expectSuccess, openBench, type Bench } from "../../support/engine";
import { parties } from "../../support/field-changes";
import { storedIds } from "../../support/stored";

const before = { short: { ...parties(0), sessionExpiry: 600 }, ride: { ...parties(1), ringTimeout: 30 } };

/** Another time to ring, and another session; both come after the one that expires. */
function after() {
  const short = new MaskingSession("short", before.short);
  new MaskingSession("ride", { ...parties(1), ringTimeout: 20 }, { dependsOn: short });
  new MaskingSession("fresh", parties(2), { dependsOn: short });
  return Promise.resolve();
}

describe("an update plan", () => {
  let bench: Bench;
  let plan: string;
  let ids: Record<string, string>;
  beforeAll(async () => {
    bench = await openBench(before);
    plan = path.join(bench.stack.folder, "plan.json");
    expectSuccess(await bench.stack.up());
    ids = await storedIds(bench.stack);
    bench.requests();
    bench.stack.setProgram(after);
  });
  afterAll(() => bench.close());

  it("is saved without a request, and without numbers", async () => {
    const preview = expectSuccess(await bench.stack.preview({ plan }));
    expect(effects(preview)).toEqual({ short: "same", ride: "update", fresh: "create" });
    const saved = await readFile(plan, "utf8");
    expect(saved).toContain("firstParty");
    expect(saved).not.toMatch(/20255501\d\d|20255502\d\d/);
    expect(bench.requests()).toEqual([]);
  });

  it("stops the up that keeps to it at a session that has expired since, which stays as it is", async () => {
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

  it("made after the expiry is carried out", async () => {
    const preview = expectSuccess(await bench.stack.preview({ plan }));
    const up = expectSuccess(await bench.stack.up({ plan }));
    const expected = { short: "replace", ride: "update", fresh: "create" };
    expect([effects(preview), effects(up)]).toEqual([expected, expected]);
    expect(bench.requests().filter((request) => request === "POST 201")).toHaveLength(2);
    expect(bench.emulator.sessions.live()).toHaveLength(3);
  });
});
