import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";
import { effects, everythingShown, expectSuccess, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { storedIds } from "../../support/stored.ts";
import { Directory } from "./directory.ts";

const word = "orchard-lantern";
const address = `https://example.com/events?key=${word}`;

/** Sessions with arguments of all kinds, and outputs of one session, one of them declared. */
function program(edition: number) {
  return () => {
    const directory = new Directory("directory", edition);
    new MaskingSession("rider", { ...parties(0), secondParty: directory.rider });
    new MaskingSession("driver", { ...parties(1), secondParty: directory.driver });
    new MaskingSession("ring", { ...parties(2), ringTimeout: directory.ring });
    const hidden = { ...parties(3), callbackUrl: pulumi.secret(address), callTimeLimit: 600 };
    const { callTimeLimit, record, firstPartyPin } = new MaskingSession("secret", hidden);
    const told = record.apply((value) => `record is ${String(value)}`);
    return Promise.resolve({ callTimeLimit, record, told, firstPartyPin });
  };
}

describe("a session's arguments and outputs", () => {
  const bench = useBench();
  let shown = "";
  beforeAll(() => {
    bench.stack.setProgram(program(1));
  });

  it("arguments from other resources pass the first preview unknown, and outputs but for what is declared", async () => {
    const preview = expectSuccess(await bench.stack.preview({ diff: true }));
    expect(preview.text).toMatch(/ringTimeout: \[unknown\]/);
    expect(preview.text).toMatch(/callTimeLimit\s*: 600/);
    expect(preview.text).toMatch(/told\s*: \[unknown\]/);
    expect(preview.changes).toEqual({ create: 6 });
    expect(bench.requests()).toEqual([]);
    shown = everythingShown(preview);
  });

  it("arguments from other resources are sent once they are known, and outputs are what is declared or nothing", async () => {
    const up = expectSuccess(await bench.stack.up());
    expect(up.outputs).toEqual({ callTimeLimit: 600, told: "record is undefined" });
    expect(bench.emulator.sessions.live().map((session) => session.ring_timeout)).toContain(21);
    expect(bench.requests()).toEqual(Array(4).fill("POST 201"));
    shown += everythingShown(up);
  });

  it("an unknown create-only argument is previewed as a replacement, and stays if it turns out equal", async () => {
    const before = await storedIds(bench.stack);
    bench.stack.setProgram(program(2));
    const preview = expectSuccess(await bench.stack.preview());
    const same = { secret: "same", directory: "update", ring: "update" };
    expect(effects(preview)).toEqual({ ...same, rider: "replace", driver: "replace" });
    for (const name of ["rider", "driver"])
      expect(preview.text).toContain(
        `${before[name] ?? ""} will be replaced: secondParty may change, and Plivo cannot change it`,
      );
    // The session that has these outputs does not change.
    expect(preview.text).not.toContain("Outputs");

    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({ ...same, rider: "same", driver: "replace" });
    expect(bench.requests().sort()).toEqual(["DELETE 200", "POST 200", "POST 201"]);
    expect((await storedIds(bench.stack))["rider"]).toBe(before["rider"]);
    shown += everythingShown(preview) + everythingShown(up);
  });

  it("what pulumi.secret marks is not shown in previews, events and state, and is sent", async () => {
    const state = (await bench.stack.stateFileBytes()).toString("utf8");
    expect(shown).toMatch(/callbackUrl\s*: \[secret\]/);
    expect(shown + state).not.toContain(word);
    expect(bench.emulator.sessions.live().map((session) => session.callback_url)).toContain(address);
  });
});
