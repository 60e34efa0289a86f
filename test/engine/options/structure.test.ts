import { ComponentResource, dynamic, type CustomResourceOptions, type Resource } from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";
import { effects, expectSuccess, openBench, type Bench } from "../../support/engine";
import { parties } from "../../support/field-changes";
import { stored, storedIds } from "../../support/stored";
import { ended, liveIds, madeFor } from "./support";

const chain = ["first", "second", "third", "fourth"];
/** Far less than any request takes. */
const customTimeouts = { create: "1ms", update: "1ms", delete: "1ms" };

/** Sessions that wait for each other, one in a component, and one in a hurry. */
function program(changed: boolean) {
  return () => {
    const dependsOn: Resource[] = [];
    for (const [index, name] of chain.entries()) {
      const args = { ...parties(index), ...(changed && index === 0 ? { geomatch: false } : {}) };
      dependsOn.push(new MaskingSession(name, args, { dependsOn: [...dependsOn] }));
    }
    const parent = new ComponentResource("masking:test:Ride", "ride");
    new MaskingSession("child", parties(4), { parent });
    new MaskingSession("afterRide", parties(5), { dependsOn: parent });
    new MaskingSession("hurried", { ...parties(6), ringTimeout: changed ? 20 : 30 }, { customTimeouts });
    return Promise.resolve();
  };
}

/** Somebody else's resource. */
class Note extends dynamic.Resource {
  constructor(name: string, args: object, opts: CustomResourceOptions) {
    super({ create: (outs: object) => Promise.resolve({ id: name, outs }) }, name, args, opts);
  }
}

/** A party of each session as requests have it. */
const party = (index: number) => parties(index).firstParty.slice(1);

describe("dependsOn, parent and customTimeouts", () => {
  let bench: Bench;
  let ids: Record<string, string>;
  const chained = () => chain.map((name) => ids[name]);
  beforeAll(async () => {
    bench = await openBench();
    bench.stack.setProgram(program(false));
  });
  afterAll(() => bench.close());

  it("dependsOn makes sessions one after another, also those after a component's", async () => {
    expectSuccess(await bench.stack.up());
    ids = await storedIds(bench.stack);
    const made = madeFor(bench);
    const inChain = chain.map((_, index) => party(index));
    expect(made.filter((number) => inChain.includes(number))).toEqual(inChain);
    expect(made.indexOf(party(4))).toBeLessThan(made.indexOf(party(5)));
    bench.requests();
  });

  it("parent puts a session below its component, and is all that it changes", async () => {
    const child = (await stored(bench.stack)).find(({ id }) => id === ids["child"]);
    expect(child?.urn).toContain("::masking:test:Ride$pulumi-nodejs:dynamic/plivo:MaskingSession::child");
  });

  it("parent leaves a resource below a session what it is, whatever its arguments are", async () => {
    const { firstParty, secondParty } = parties(80);
    bench.stack.setProgram(async () => {
      await program(false)();
      const parent = new MaskingSession("above", { firstParty, secondParty });
      new Note("note", { text: "hello" }, { parent });
      new Note("copy", { firstParty: parent.firstParty, secondParty: parent.secondParty }, { parent });
    });
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toMatchObject({ above: "create", note: "create", copy: "create" });
    expect(bench.requests()).toEqual(["POST 201"]);
    bench.stack.setProgram(program(false));
    expectSuccess(await bench.stack.up());
    bench.requests();
  });

  it("customTimeouts do not cut a session's requests off, however short", async () => {
    bench.stack.setProgram(program(true));
    expect(effects(expectSuccess(await bench.stack.up()))).toMatchObject({ hurried: "update" });
    expect(bench.requests()).toContain("POST 200");
  });

  it("dependsOn lets what depends on a replaced session be", async () => {
    const after = await storedIds(bench.stack);
    expect(after).toEqual({ ...ids, first: after["first"] });
    expect(after["first"]).not.toBe(ids["first"]);
    ids = after;
  });

  it("dependsOn ends sessions in the opposite order", async () => {
    expectSuccess(await bench.stack.destroy());
    expect(ended(bench).filter((id) => chained().includes(id))).toEqual(chained().reverse());
    expect(liveIds(bench)).toEqual([]);
  });
});
