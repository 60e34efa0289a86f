import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";
import { openStack, type EngineStack } from "../../../tools/engine/index.ts";
import {
  effects,
  everythingShown,
  expectSuccess,
  liveIds,
  programFor,
  useBench,
} from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { storedIds, urnOf } from "../../support/stored.ts";

const pins = {
  isPinAuthenticationRequired: true,
  pinPromptPlay: "https://media.example.com/prompt.mp3",
} as const;

/** A session that changes the stack. */
const moving = parties(2);

/** A session, and what other stacks may know of it. */
function ownerProgram(name: string, withMoving = false) {
  return () => {
    if (withMoving) new MaskingSession("moving", moving);
    const ride = new MaskingSession(name, {
      ...parties(0),
      ...pins,
      generatePin: true,
      generatePinLength: 8,
    });
    return Promise.resolve({
      number: ride.virtualNumber,
      pin: ride.firstPartyPin,
      uuid: ride.sessionUuid,
    });
  };
}

/** Reads the first stack's outputs; one of its own sessions has the same PIN. */
function readerProgram() {
  const first = new pulumi.StackReference("organization/masking/dev");
  const text = (name: string) => first.requireOutput(name) as pulumi.Output<string>;
  const seen = MaskingSession.get("seen", text("uuid"));
  const own = { firstPartyPin: text("pin"), secondPartyPin: "73914826" };
  new MaskingSession("own", { ...parties(1), ...pins, ...own });
  return Promise.resolve({ number: text("number"), pin: text("pin"), seen: seen.virtualNumber });
}

describe("sessions of two stacks", () => {
  const bench = useBench();
  let second: EngineStack;
  let ids: Record<string, string>;
  beforeAll(async () => {
    bench.stack.setProgram(ownerProgram("ride", true));
    expectSuccess(await bench.stack.up());
    ids = await storedIds(bench.stack);
    bench.requests();
    const { environment } = bench.emulator;
    second = await openStack({ name: "second", program: readerProgram, environment, beside: bench.stack });
  });

  it("hand a virtual number and a secret PIN on by a stack reference, known in the preview, secret as before", async () => {
    const preview = expectSuccess(await second.preview());
    const up = expectSuccess(await second.up());
    const { ride = "" } = ids;
    const session = bench.emulator.sessions.get(ride);
    const own = bench.emulator.sessions.get((await storedIds(second))["own"] ?? "");
    const number = `+${String(session?.virtual_number)}`;
    for (const { outputs } of [preview, up])
      expect(outputs).toMatchObject({ number, seen: number, pin: { ciphertext: "[secret]" } });
    expect(own?.first_party_pin).toBe(session?.first_party_pin);
    expect(own?.first_party_pin).toMatch(/^\d{8}$/);
    const state = (await second.stateFileBytes()).toString("utf8");
    expect(everythingShown(preview) + everythingShown(up) + state).not.toContain(session?.first_party_pin);
    // The engine reads the one and creates the other at the same time.
    expect(bench.requests().sort()).toEqual(["GET 200", "GET 200", "POST 201"]);
  });

  it("keep their id and need no request after state rename", async () => {
    const rename = [
      "state",
      "rename",
      await urnOf(bench.stack, "ride"),
      "journey",
      "--yes",
      "--stack",
      "dev",
    ];
    expect(await bench.stack.command(rename)).toMatchObject({ succeeded: true });
    const move = ["state", "move", await urnOf(bench.stack, "moving")];
    const between = ["--source", "dev", "--dest", "second", "--yes"];
    expect(await bench.stack.command([...move, ...between])).toMatchObject({ succeeded: true });
    bench.stack.setProgram(ownerProgram("journey"));
    expect(effects(expectSuccess(await bench.stack.up()))).toEqual({ journey: "same" });
    expect(await storedIds(bench.stack)).toEqual({ journey: ids["ride"] });
    expect(bench.requests()).toEqual([]);
  });

  it("keep their id and need no request after state move, in the stack that they left and in the one that has them", async () => {
    second.setProgram(programFor({ moving }));
    const up = expectSuccess(await second.up());
    expect(effects(up)).toMatchObject({ moving: "same", own: "delete", seen: "discard" });
    expect(await storedIds(second)).toEqual({ moving: ids["moving"] });
    expect(bench.requests()).toEqual(["DELETE 200"]);
    const live = liveIds(bench);
    expect(live.sort()).toEqual(Object.values(ids).sort());
  });
});
