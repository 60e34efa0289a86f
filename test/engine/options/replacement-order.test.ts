import type { CustomResourceOptions } from "@pulumi/pulumi";
import { MaskingSession, type MaskingSessionArgs } from "pulumi-plivo-masking";
import { effects, expectSuccess, liveIds, sessionClasses, useBench } from "../../support/engine.ts";
import { createExisting } from "../../support/existing-sessions.ts";
import { parties } from "../../support/field-changes.ts";
import { hosts } from "../../support/stand-in/hosts.ts";
import { storedIds } from "../../support/stored.ts";
import { expiredIds } from "./support.ts";

const deleteBeforeReplace = { deleteBeforeReplace: true };
const virtualNumberCooloffPeriod = 600;

interface Settings {
  readonly opts?: CustomResourceOptions;
  readonly tight?: MaskingSessionArgs;
  readonly cooling?: MaskingSessionArgs;
}

/** Sessions of different parties, who can share a virtual number. Two of them use the first one's number. */
function program({ opts = {}, tight = {}, cooling = {} }: Settings) {
  return () => {
    const { virtualNumber } = new MaskingSession("tight", { ...parties(0), ...tight }, opts);
    const url = virtualNumber.apply((number) => `https://media.example.com/${number.slice(1)}.mp3`);
    new MaskingSession("updatable", { ...parties(1), callbackUrl: url });
    new MaskingSession("createOnly", { ...parties(2), unknownCallerPlay: url });
    new MaskingSession("cooling", { ...parties(3), virtualNumberCooloffPeriod, ...cooling }, opts);
    return Promise.resolve();
  };
}

describe("replacing a session in an account with one number", () => {
  const bench = useBench({}, { pool: [{ number: "+14155550001" }] });
  let ids: Record<string, string>;
  const changed = { geomatch: false };
  beforeAll(async () => {
    bench.stack.setProgram(program({}));
    expectSuccess(await bench.stack.up());
    ids = await storedIds(bench.stack);
    bench.requests();
  });

  it("fails without deleteBeforeReplace, expires nothing, and the error names that option", async () => {
    bench.stack.setProgram(program({ tight: changed }));
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    expect(bench.requests()).toEqual(["POST 400"]);
    expect(await storedIds(bench.stack)).toEqual(ids);
    expect(up.text).toContain('"Number pool exhausted or not available."');
    expect(up.text).toContain("If this replaces a session, set the resource option deleteBeforeReplace");
    expect(up.text).not.toContain("Correct the argument");
  });

  it("succeeds with deleteBeforeReplace: the old session gives its number back first", async () => {
    bench.stack.setProgram(program({ tight: changed, opts: deleteBeforeReplace }));
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({
      tight: "replace",
      updatable: "same",
      createOnly: "replace",
      cooling: "same",
    });
    expect(expiredIds(bench).at(-1)).toBe(ids["tight"]);
    expect(bench.requests()).toEqual(["DELETE 200", "DELETE 200", "POST 201", "POST 201"]);
  });

  it("with deleteBeforeReplace also replaces sessions with create-only arguments that come from the first one", async () => {
    const { updatable, createOnly } = await storedIds(bench.stack);
    expect(updatable).toBe(ids["updatable"]);
    expect(createOnly).not.toBe(ids["createOnly"]);
  });

  it("still fails while the old number cools off; a later up creates the session", async () => {
    bench.stack.setProgram(program({ tight: changed, cooling: changed, opts: deleteBeforeReplace }));
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    expect(bench.requests()).toEqual(["DELETE 200", "POST 400"]);
    expect(up.text).toContain(
      "The number of an expired session stays taken for its virtualNumberCooloffPeriod",
    );

    bench.advance(virtualNumberCooloffPeriod);
    const later = expectSuccess(await bench.stack.up());
    expect(effects(later)).toMatchObject({ tight: "same", cooling: "replace" });
    expect(bench.requests()).toEqual(["POST 201"]);
    expect(liveIds(bench).sort()).toEqual(Object.values(await storedIds(bench.stack)).sort());
  });
});

describe.each(hosts)("a session whose creation failed half-way on the %s host", (host) => {
  const bench = useBench({}, { host });
  const declare = (ringTimeout: number) => {
    bench.stack.setProgram(() => {
      const args: MaskingSessionArgs = { ...parties(0), ringTimeout, ifExists: "adopt" };
      new sessionClasses[host]("ride", args, { replaceOnChanges: ["*"], ...deleteBeforeReplace });
      return Promise.resolve();
    });
  };

  it("is expired if the engine replaces it because of the failure, although no argument differs", async () => {
    await createExisting(bench.emulator, { ride: { ...parties(0), ringTimeout: 20 } });
    bench.emulator.faults.arm({ kind: "status", operation: "update", when: "before", status: 403, times: 9 });
    declare(30);
    expect((await bench.stack.up()).succeeded).toBe(false);
    const adopted = liveIds(bench);
    expect(Object.values(await storedIds(bench.stack))).toEqual(adopted);
    await bench.emulator.faults.clear();
    bench.requests();

    declare(20);
    expect(effects(expectSuccess(await bench.stack.up()))).toEqual({ ride: "replace" });
    expect(expiredIds(bench)).toEqual(adopted);
    expect(liveIds(bench)).toEqual(Object.values(await storedIds(bench.stack)));
  });
});
