import { MaskingSession, type MaskingSessionArgs } from "pulumi-plivo-masking";
import { effects, expectSuccess, openBench, type Bench } from "../../support/engine";
import { parties } from "../../support/field-changes";
import { storedIds } from "../../support/stored";
import { liveIds } from "./support";

const day = { sessionExpiry: 86_400 };

/** Sessions that only a resource option has replaced; `changed` brings what sets it off. */
function program(changed: boolean) {
  return () => {
    const declare = (index: number, name: string, args: MaskingSessionArgs, opts = {}) =>
      new MaskingSession(name, { ...parties(index), ...day, ...args }, opts);
    const limit = { callTimeLimit: changed ? 660 : 600 };
    declare(0, "named", limit, { replaceOnChanges: ["callTimeLimit"] });
    declare(1, "another", limit, { replaceOnChanges: ["ringTimeout"] });
    declare(2, "ours", { onExpiry: changed ? "ignore" : "recreate" }, { replaceOnChanges: ["*"] });
    declare(3, "renewed", { sessionExpiry: 3600, renewBefore: 600 }, { replaceOnChanges: ["*"] });
    const leader = declare(4, "leader", changed ? { geomatch: false } : {});
    declare(5, "follower", {}, { replaceWith: [leader] });
    return Promise.resolve();
  };
}

describe("replaceOnChanges and replaceWith", () => {
  let bench: Bench;
  let ids: Record<string, string>;
  const effectsExpected = {
    named: "replace",
    another: "update",
    ours: "replace",
    renewed: "update",
    leader: "replace",
    follower: "replace",
  };
  beforeAll(async () => {
    bench = await openBench();
    bench.stack.setProgram(program(false));
    expectSuccess(await bench.stack.up());
    ids = await storedIds(bench.stack);
    bench.requests();
    bench.advance(3300);
    bench.stack.setProgram(program(true));
  });
  afterAll(() => bench.close());

  it("are previewed truly, with their reasons", async () => {
    const preview = expectSuccess(await bench.stack.preview());
    expect(effects(preview)).toEqual(effectsExpected);
    const reasons = Object.fromEntries(
      preview.steps.map(({ name, replaceReasons }) => [name, replaceReasons]),
    );
    expect(reasons).toMatchObject({
      named: ["callTimeLimit"],
      ours: ["onExpiry"],
      leader: ["geomatch"],
      follower: ["replaceWith"],
    });
    expect(bench.requests()).toEqual([]);
  });

  it("replace a session whose named argument changed, or whose other session is replaced", async () => {
    expect(effects(expectSuccess(await bench.stack.up()))).toEqual(effectsExpected);
    const four = (request: string) => Array.from({ length: 4 }, () => request);
    expect(bench.requests().sort()).toEqual([
      ...four("DELETE 200"),
      "POST 200",
      "POST 200",
      ...four("POST 201"),
    ]);
    const after = await storedIds(bench.stack);
    expect(after).toMatchObject({ another: ids["another"] });
    expect(liveIds(bench).sort()).toEqual(Object.values(after).sort());
  });

  it("replaceOnChanges does not replace a session that renewBefore extends", async () => {
    expect((await storedIds(bench.stack))["renewed"]).toBe(ids["renewed"]);
  });
});
