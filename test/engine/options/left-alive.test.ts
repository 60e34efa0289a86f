import { MaskingSession } from "pulumi-plivo-masking";
import { effects, expectSuccess, openBench, type Bench } from "../../support/engine";
import { parties } from "../../support/field-changes";
import { storedIds } from "../../support/stored";
import { ended, liveIds } from "./support";

const sorted = (ids: Iterable<string | undefined>) => [...ids].sort();
const retainOnDelete = true;

/** Two sessions that Pulumi leaves alive, and two that it counts as ended together with others. */
function program(changed: boolean) {
  return () => {
    const differently = changed ? { geomatch: false } : {};
    if (!changed) new MaskingSession("dropped", parties(0), { retainOnDelete });
    new MaskingSession("replaced", { ...parties(1), ...differently }, { retainOnDelete });
    const owner = new MaskingSession("owner", parties(2));
    new MaskingSession("withOwner", parties(3), { deletedWith: owner });
    const changing = new MaskingSession("changing", { ...parties(4), ...differently });
    new MaskingSession("withChanging", parties(5), { deletedWith: changing });
    return Promise.resolve();
  };
}

describe("retainOnDelete and deletedWith", () => {
  let bench: Bench;
  let first: Record<string, string>;
  let second: Record<string, string>;
  beforeAll(async () => {
    bench = await openBench();
    bench.stack.setProgram(program(false));
    expectSuccess(await bench.stack.up());
    first = await storedIds(bench.stack);
    bench.requests();
    bench.stack.setProgram(program(true));
  });
  afterAll(() => bench.close());

  it("retainOnDelete forgets a session that is dropped or replaced, which lives and costs on", async () => {
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toMatchObject({ dropped: "delete", replaced: "replace" });
    expect(ended(bench)).toEqual([first["changing"]]);
    expect(bench.requests().sort()).toEqual(["DELETE 200", "POST 201", "POST 201"]);
    second = await storedIds(bench.stack);
    expect(liveIds(bench)).toEqual(
      expect.arrayContaining([first["dropped"], first["replaced"], second["replaced"]]),
    );
  });

  it("deletedWith leaves a session as it is while the other one is replaced", () => {
    expect(second["withChanging"]).toBe(first["withChanging"]);
    expect(second["changing"]).not.toBe(first["changing"]);
  });

  it("deletedWith sends nothing for a session that is destroyed with the other one: it lives and costs on", async () => {
    const destroy = expectSuccess(await bench.stack.destroy());
    expect(effects(destroy)).toMatchObject({ owner: "delete", withOwner: "delete", replaced: "delete" });
    expect(sorted(ended(bench))).toEqual(sorted([second["owner"], second["changing"]]));
    const { dropped, replaced, withOwner, withChanging } = first;
    expect(sorted(liveIds(bench))).toEqual(
      sorted([dropped, replaced, second["replaced"], withOwner, withChanging]),
    );
  });
});
