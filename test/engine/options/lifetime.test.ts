import { ComponentResource, dynamic, type CustomResourceOptions, type Resource } from "@pulumi/pulumi";
import { MaskingSession, type MaskingSessionArgs } from "pulumi-plivo-masking";
import { effects, expectSuccess, liveIds, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { storedSessions, storedIds, urnOf } from "../../support/stored.ts";
import { expiredIds, createdParties } from "./support.ts";

const day = { sessionExpiry: 86_400 };
const chain = ["first", "second", "third", "fourth"];
/** Far less than any request takes. */
const customTimeouts = { create: "1ms", update: "1ms", delete: "1ms" };

/** A resource of another provider. */
class Note extends dynamic.Resource {
  constructor(name: string, args: object, opts: CustomResourceOptions) {
    super({ create: (outs: object) => Promise.resolve({ id: name, outs }) }, name, args, opts);
  }
}

/** Sessions that wait for each other, one in a component with resources below it, and one in a hurry. */
function declareStructure(different: MaskingSessionArgs, ringTimeout: number): void {
  const dependsOn: Resource[] = [];
  for (const [index, name] of chain.entries()) {
    const args = { ...parties(index), ...day, ...(index === 0 ? different : {}) };
    dependsOn.push(new MaskingSession(name, args, { dependsOn: [...dependsOn] }));
  }
  const ride = new ComponentResource("masking:test:Ride", "ride");
  const child = new MaskingSession("child", { ...parties(4), ...day }, { parent: ride });
  new Note("note", { text: "hello" }, { parent: child });
  new Note("copy", { firstParty: child.firstParty, secondParty: child.secondParty }, { parent: child });
  new MaskingSession("afterRide", { ...parties(5), ...day }, { dependsOn: ride });
  new MaskingSession("hurried", { ...parties(6), ...day, ringTimeout }, { customTimeouts });
}

/** Two sessions that Pulumi leaves alive, and two that it counts as deleted together with others. */
function declareLeftAlive(different: MaskingSessionArgs, isDropped: boolean): void {
  if (!isDropped) new MaskingSession("dropped", { ...parties(10), ...day }, { retainOnDelete: true });
  new MaskingSession("replaced", { ...parties(11), ...day, ...different }, { retainOnDelete: true });
  const owner = new MaskingSession("owner", { ...parties(12), ...day });
  new MaskingSession("withOwner", { ...parties(13), ...day }, { deletedWith: owner });
  const changing = new MaskingSession("changing", { ...parties(14), ...day, ...different });
  new MaskingSession("withChanging", { ...parties(15), ...day }, { deletedWith: changing });
}

interface Settings {
  /** Whether arguments have changed that replace or update sessions. */
  readonly changed?: boolean;
  readonly guarded?: MaskingSessionArgs;
  readonly ignoring?: MaskingSessionArgs;
  readonly protect?: boolean;
}

const different = { geomatch: false };

/** All of them, and two protected sessions. One of these stays when it has expired. */
function program({ changed = false, guarded = {}, ignoring = {}, protect = true }: Settings = {}) {
  return () => {
    const args = { ...parties(20), onExpiry: "ignore", ...ignoring } as const;
    const dependsOn = new MaskingSession("ignoring", args, { protect });
    new MaskingSession("guarded", { ...parties(21), ...guarded }, { protect, dependsOn });
    declareStructure(changed ? different : {}, changed ? 20 : 30);
    declareLeftAlive(changed ? different : {}, changed);
    return Promise.resolve();
  };
}

/** A party of each session as requests have it. */
const party = (index: number) => parties(index).firstParty.slice(1);
const refused = /unable to replace resource ".*::guarded"\s+as it is currently marked for protection/;

describe("resource options that decide when a session begins and ends", () => {
  const bench = useBench();
  let first: Record<string, string>;
  /** The ids of these sessions, sorted. */
  const idsOf = (names: readonly string[], ids = first) => names.map((name) => ids[name] ?? "").sort();
  const guardedOnes = ["guarded", "ignoring"];
  beforeAll(async () => {
    bench.stack.setProgram(program());
    expectSuccess(await bench.stack.up());
    first = await storedIds(bench.stack);
  });

  it("dependsOn creates sessions one after another, also those after a component's", () => {
    const created = createdParties(bench);
    const inChain = chain.map((_, index) => party(index));
    expect(created.filter((number) => inChain.includes(number))).toEqual(inChain);
    expect(created.indexOf(party(4))).toBeLessThan(created.indexOf(party(5)));
  });

  it("parent puts a session below its component, and is all that it changes", async () => {
    const child = (await storedSessions(bench.stack)).find(({ id }) => id === first["child"]);
    expect(child?.urn).toContain("::masking:test:Ride$pulumi-nodejs:dynamic/plivo:MaskingSession::child");
  });

  it("parent leaves a resource below a session what it is, whatever its arguments are", () => {
    expect(bench.requests()).toHaveLength(Object.keys(first).length);
    expect(first).not.toHaveProperty("note");
    expect(first).not.toHaveProperty("copy");
  });

  describe("protect", () => {
    let target: string[];
    beforeAll(async () => {
      target = await Promise.all(guardedOnes.map((name) => urnOf(bench.stack, name)));
    });

    it("lets a session be updated in place, and stops the run before a replacement creates or expires anything", async () => {
      bench.stack.setProgram(program({ guarded: different, ignoring: { ringTimeout: 20 } }));
      const up = await bench.stack.up({ target });
      expect(up.succeeded).toBe(false);
      expect(effects(up)).toMatchObject({ ignoring: "update" });
      expect(up.text).toMatch(refused);
      expect(bench.requests()).toEqual(["POST 200"]);
      expect(await storedIds(bench.stack)).toEqual(first);
    });

    it("lets no destroy expire the session", async () => {
      const destroy = await bench.stack.destroy({ target });
      expect(destroy.succeeded).toBe(false);
      expect(destroy.text).toMatch(/::guarded\S* cannot be deleted\s+because it is protected/);
      expect(bench.requests()).toEqual([]);
      expect(liveIds(bench).sort()).toEqual(Object.values(first).sort());
    });

    it("stops each run once the session has expired, and its preview too, unless onExpiry is ignore", async () => {
      bench.advance(7200);
      bench.stack.setProgram(program({ ignoring: { ringTimeout: 20 } }));
      const preview = await bench.stack.preview({ target });
      expect(preview.succeeded).toBe(false);
      expect(effects(preview)).toMatchObject({ guarded: "replace", ignoring: "same" });
      expect(preview.text).toMatch(/Masking session \S+ will be replaced: it expired 1 h/);
      expect(preview.text).toMatch(refused);
    });

    it("may be taken away by the very run that replaces the session", async () => {
      const unprotected = { ignoring: { ringTimeout: 20 }, guarded: different, protect: false };
      bench.stack.setProgram(program(unprotected));
      const up = expectSuccess(await bench.stack.up({ target }));
      expect(effects(up)).toMatchObject({ guarded: "replace", ignoring: "same" });
      expect(bench.requests()).toEqual(["POST 201", "DELETE 400"]);
      const { guarded } = await storedIds(bench.stack);
      expect(guarded).not.toBe(first["guarded"]);
      expect(liveIds(bench)).toContain(guarded);
      bench.stack.setProgram(program({ ...unprotected, changed: true }));
    });
  });

  describe("in an up that replaces and drops sessions", () => {
    let second: Record<string, string>;
    let requests: string[];
    beforeAll(async () => {
      const up = expectSuccess(await bench.stack.up());
      expect(effects(up)).toMatchObject({
        first: "replace",
        hurried: "update",
        dropped: "delete",
        replaced: "replace",
        changing: "replace",
      });
      second = await storedIds(bench.stack);
    });

    it("retainOnDelete forgets a session that is dropped or replaced, which lives and costs on", () => {
      expect(expiredIds(bench).sort()).toEqual(idsOf(["changing", "first"]));
      requests = bench.requests();
      const three = ["POST 201", "POST 201", "POST 201"];
      expect(requests.toSorted()).toEqual(["DELETE 200", "DELETE 200", "POST 200", ...three]);
      expect(liveIds(bench)).toEqual(
        expect.arrayContaining([...idsOf(["dropped", "replaced"]), second["replaced"]]),
      );
    });

    it("deletedWith leaves a session as it is while the other one is replaced", () => {
      expect(second["withChanging"]).toBe(first["withChanging"]);
      expect(second["changing"]).not.toBe(first["changing"]);
    });

    it("customTimeouts do not cut a session's requests off, however short", () => {
      expect(bench.emulator.sessions.get(second["hurried"] ?? "")?.ring_timeout).toBe(20);
      expect(second["hurried"]).toBe(first["hurried"]);
    });

    it("dependsOn does not change the dependants of a replaced session", () => {
      const rest = chain.slice(1);
      expect(idsOf(rest, second)).toEqual(idsOf(rest));
      expect(second["first"]).not.toBe(first["first"]);
    });

    describe("and in a destroy after it", () => {
      const kept = ["withOwner", "withChanging"];
      beforeAll(async () => {
        bench.requests();
        expectSuccess(await bench.stack.destroy());
      });

      it("dependsOn expires sessions in the opposite order", () => {
        const chained = chain.map((name) => second[name] ?? "");
        expect(expiredIds(bench).filter((id) => chained.includes(id))).toEqual(chained.toReversed());
      });

      it("deletedWith sends nothing for a session that is destroyed with the other one: it lives and costs on", () => {
        const others = Object.keys(second).filter((name) => ![...kept, "replaced"].includes(name));
        expect(expiredIds(bench).sort()).toEqual(idsOf(others, second));
        const alive = [...idsOf(["dropped", "replaced", ...kept]), second["replaced"] ?? ""];
        expect(liveIds(bench).sort()).toEqual(alive.sort());
      });
    });
  });
});
