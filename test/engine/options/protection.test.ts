import { MaskingSession, type MaskingSessionArgs } from "pulumi-plivo-masking";
import { effects, expectSuccess, openBench, type Bench } from "../../support/engine";
import { parties } from "../../support/field-changes";
import { storedIds } from "../../support/stored";
import { liveIds } from "./support";

interface Settings {
  readonly guarded?: MaskingSessionArgs;
  readonly ignoring?: MaskingSessionArgs;
  readonly protect?: boolean;
}

/** Two protected sessions, of which one stays when it has expired. */
function program({ guarded = {}, ignoring = {}, protect = true }: Settings) {
  return () => {
    const args = { ...parties(0), onExpiry: "ignore", ...ignoring } as const;
    const dependsOn = new MaskingSession("ignoring", args, { protect: true });
    new MaskingSession("guarded", { ...parties(1), ...guarded }, { protect, dependsOn });
    return Promise.resolve();
  };
}

const refused = /unable to replace resource ".*::guarded"\s+as it is currently marked for protection/;

describe("protect", () => {
  let bench: Bench;
  let ids: Record<string, string>;
  const replaced = { guarded: { geomatch: false } };
  beforeAll(async () => {
    bench = await openBench();
    bench.stack.setProgram(program({}));
    expectSuccess(await bench.stack.up());
    ids = await storedIds(bench.stack);
    bench.requests();
  });
  afterAll(() => bench.close());

  it("lets a session be updated in place, and stops the run before a replacement makes or ends anything", async () => {
    bench.stack.setProgram(program({ ...replaced, ignoring: { ringTimeout: 20 } }));
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    expect(effects(up)).toMatchObject({ ignoring: "update" });
    expect(up.text).toMatch(refused);
    expect(bench.requests()).toEqual(["POST 200"]);
    expect(await storedIds(bench.stack)).toEqual(ids);
  });

  it("lets no destroy end the session", async () => {
    const destroy = await bench.stack.destroy();
    expect(destroy.succeeded).toBe(false);
    expect(destroy.text).toMatch(/::guarded\S* cannot be deleted\s+because it is protected/);
    expect(bench.requests()).toEqual([]);
    expect(liveIds(bench).sort()).toEqual(Object.values(ids).sort());
  });

  it("stops each run once the session has expired, and its preview too, unless onExpiry is ignore", async () => {
    bench.advance(7200);
    bench.stack.setProgram(program({ ignoring: { ringTimeout: 20 } }));
    const preview = await bench.stack.preview();
    expect(preview.succeeded).toBe(false);
    expect(effects(preview)).toEqual({ guarded: "replace", ignoring: "same" });
    expect(preview.text).toMatch(/Masking session \S+ will be replaced: it expired 1 h/);
    expect(preview.text).toMatch(refused);
  });

  it("may be taken away by the very run that replaces the session", async () => {
    bench.stack.setProgram(program({ ignoring: { ringTimeout: 20 }, ...replaced, protect: false }));
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({ guarded: "replace", ignoring: "same" });
    expect(bench.requests()).toEqual(["POST 201", "DELETE 400"]);
    expect(liveIds(bench)).toEqual([(await storedIds(bench.stack))["guarded"]]);
  });
});
