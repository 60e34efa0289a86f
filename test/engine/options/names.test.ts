import { ComponentResource, rootStackResource } from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";
import { effects, expectSuccess, openBench, type Bench } from "../../support/engine";
import { parties } from "../../support/field-changes";
import { storedIds } from "../../support/stored";
import { declaring, ended, liveIds } from "./support";

const before = declaring({
  oldName: [parties(0)],
  changing: [parties(1)],
  outside: [parties(2)],
  forgotten: [parties(3)],
});

/** The same sessions under other names, one of them with another argument too and one in a component. */
function after() {
  new MaskingSession("newName", parties(0), { aliases: [{ name: "oldName" }] });
  new MaskingSession("changed", { ...parties(1), ringTimeout: 20 }, { aliases: [{ name: "changing" }] });
  const parent = new ComponentResource("masking:test:Ride", "ride");
  new MaskingSession("inside", parties(2), {
    parent,
    aliases: [{ name: "outside", parent: rootStackResource }],
  });
  new MaskingSession("remembered", parties(3));
  return Promise.resolve();
}

describe("a session under another name", () => {
  let bench: Bench;
  let ids: Record<string, string>;
  beforeAll(async () => {
    bench = await openBench();
    bench.stack.setProgram(before);
    expectSuccess(await bench.stack.up());
    ids = await storedIds(bench.stack);
    bench.requests();
    bench.stack.setProgram(after);
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toMatchObject({ newName: "same", changed: "update", inside: "same" });
    expect(effects(up)).toMatchObject({ forgotten: "delete", remembered: "create" });
  });
  afterAll(() => bench.close());

  it("is the same one with an alias, also in a component and also where it changes", async () => {
    const { oldName, changing, outside } = ids;
    expect(await storedIds(bench.stack)).toMatchObject({
      newName: oldName,
      changed: changing,
      inside: outside,
    });
  });

  it("is another one without an alias: it is made before the old one is ended", async () => {
    expect(ended(bench)).toEqual([ids["forgotten"]]);
    expect(bench.requests().filter((request) => request !== "POST 200")).toEqual(["POST 201", "DELETE 200"]);
    expect(liveIds(bench)).toHaveLength(4);
    expect(liveIds(bench)).toContain((await storedIds(bench.stack))["remembered"]);
  });
});
