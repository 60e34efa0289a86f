import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";
import { effects, everythingShown, expectSuccess, openBench, type Bench } from "../../support/engine";
import { parties } from "../../support/field-changes";
import { storedIds } from "../../support/stored";
import { Directory } from "./directory";

const word = "orchard-lantern";
const address = `https://example.com/events?key=${word}`;

function program(edition: number) {
  return () => {
    const directory = new Directory("directory", edition);
    new MaskingSession("rider", { ...parties(0), secondParty: directory.rider });
    new MaskingSession("driver", { ...parties(1), secondParty: directory.driver });
    new MaskingSession("ring", { ...parties(2), ringTimeout: directory.ring });
    new MaskingSession("secret", { ...parties(3), callbackUrl: pulumi.secret(address) });
    return Promise.resolve();
  };
}

describe("sessions whose arguments come from other resources, or are secret", () => {
  let bench: Bench;
  let shown = "";
  beforeAll(async () => {
    bench = await openBench();
    bench.stack.setProgram(program(1));
  });
  afterAll(() => bench.close());

  it("pass the first preview with unknown arguments, which are sent once they are known", async () => {
    const preview = expectSuccess(await bench.stack.preview({ diff: true }));
    expect(preview.text).toMatch(/ringTimeout: \[unknown\]/);
    expect(preview.changes).toEqual({ create: 6 });
    expect(bench.requests()).toEqual([]);
    const up = expectSuccess(await bench.stack.up());
    expect(bench.emulator.sessions.live().map((session) => session.ring_timeout)).toContain(21);
    expect(bench.requests()).toEqual(Array(4).fill("POST 201"));
    shown = everythingShown(preview) + everythingShown(up);
  });

  it("are previewed as replaced where an unknown create-only argument may change, and stay where it turns out equal", async () => {
    const before = await storedIds(bench.stack);
    bench.stack.setProgram(program(2));
    const preview = expectSuccess(await bench.stack.preview());
    const same = { secret: "same", directory: "update", ring: "update" };
    expect(effects(preview)).toEqual({ ...same, rider: "replace", driver: "replace" });
    for (const name of ["rider", "driver"])
      expect(preview.text).toContain(
        `${before[name] ?? ""} will be replaced: secondParty may change, and Plivo cannot change it`,
      );

    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({ ...same, rider: "same", driver: "replace" });
    expect(bench.requests().sort()).toEqual(["DELETE 200", "POST 200", "POST 201"]);
    expect((await storedIds(bench.stack))["rider"]).toBe(before["rider"]);
    shown += everythingShown(preview) + everythingShown(up);
  });

  it("show nothing of what pulumi.secret marks, in previews, events and state, and send it", async () => {
    const state = (await bench.stack.stateFileBytes()).toString("utf8");
    expect(shown).toMatch(/callbackUrl: \[secret\]/);
    expect(shown + state).not.toContain(word);
    expect(bench.emulator.sessions.live().map((session) => session.callback_url)).toContain(address);
  });
});
