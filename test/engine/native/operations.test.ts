import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "../../../provider/sdk/native.ts";
import type { NativeSessionArgs } from "../../../provider/sdk/native-args.ts";
import type { Operation, ResourceStep } from "../../../tools/engine/index.ts";
import { effects, everythingShown, expectSuccess } from "../../support/engine.ts";
import { declaringNative, openNativeBench, type NativeBench } from "../../support/native.ts";

const parties = { firstParty: "+1 202 555 0160", secondParty: "+12025550161" };
const ride = { ...parties, sessionExpiry: 3600 };

function stepOf({ steps }: Operation): ResourceStep {
  const step = steps.find(({ name }) => name === "ride");
  if (step === undefined) throw new Error("There is no step of the ride.");
  return step;
}
const noNumber = /202.?555.?016/;

describe("a native session", () => {
  let bench: NativeBench;
  const declare = (args: NativeSessionArgs) => {
    bench.stack.setProgram(declaringNative({ ride: args }));
  };
  beforeAll(async () => {
    bench = await openNativeBench(declaringNative({ ride }));
  });
  afterAll(() => bench.close());

  it("is previewed offline, with its numbers secret", async () => {
    const preview = expectSuccess(await bench.stack.preview({ diff: true }));
    expect(effects(preview)).toEqual({ ride: "create" });
    expect(preview.text).toMatch(/firstParty +: \[secret\]/);
    expect(everythingShown(preview)).not.toMatch(noNumber);
    expect(bench.requests()).toEqual([]);
  });

  it("is created by one request, and its state has no number in clear", async () => {
    const up = expectSuccess(await bench.stack.up());
    expect(bench.requests()).toEqual(["POST 201"]);
    expect(up.outputs).toEqual({ ride: expect.stringMatching(/^\+/) as string });
    expect((await bench.stack.stateFileBytes()).toString()).not.toMatch(noNumber);
    expectSuccess(await bench.stack.preview({ expectNoChanges: true }));
  });

  it("is updated in place, by what has changed", async () => {
    declare({ ...ride, ringTimeout: 30, callbackUrl: "https://plivo:secret-word@example.com/events" });
    const up = expectSuccess(await bench.stack.up({ diff: true }));
    expect(stepOf(up)).toMatchObject({ op: "update", diffReasons: ["ringTimeout", "callbackUrl"] });
    expect(bench.emulator.requests.all().at(-1)?.body).toMatchObject({ ring_timeout: 30 });
    expect(bench.requests()).toEqual(["POST 200"]);
    // The provider marks a URL with a password as secret.
    expect(everythingShown(up)).not.toContain("secret-word");
    expect((await bench.stack.stateFileBytes()).toString()).not.toContain("secret-word");
  });

  it("shows drift in a refresh, and repairs it", async () => {
    declare({ ...ride, ringTimeout: 30 });
    expectSuccess(await bench.stack.up());
    const [session] = bench.emulator.sessions.live();
    bench.emulator.sessions.change(session?.session_uuid ?? "", { ring_timeout: 77 });
    const refresh = expectSuccess(await bench.stack.refresh());
    expect(effects(refresh)).toEqual({ ride: "update" });
    const up = expectSuccess(await bench.stack.up());
    expect(stepOf(up)).toMatchObject({ op: "update", diffReasons: ["ringTimeout"] });
    expect(bench.emulator.sessions.live()).toMatchObject([{ ring_timeout: 30 }]);
  });

  it("names each property that forces a replacement, and says why at the resource", async () => {
    declare({ ...ride, geomatch: false, ringTimeout: 30 });
    const preview = expectSuccess(await bench.stack.preview());
    const { op, replaceReasons, detailedDiff, urn } = stepOf(preview);
    expect([op, replaceReasons]).toEqual(["replace", ["geomatch"]]);
    expect(detailedDiff).toEqual({ geomatch: { diffKind: "add-replace", inputDiff: true } });
    const line = preview.diagnostics.find(({ message }) => message.includes("will be replaced"));
    expect(line).toMatchObject({ urn, message: expect.stringContaining("geomatch changed") as string });
  });

  it("names the argument of a problem, but shows no value that is secret", async () => {
    declare({ ...ride, firstParty: "202 555 0162", ringTimeout: -1 });
    const preview = await bench.stack.preview();
    expect(preview.succeeded).toBe(false);
    expect(preview.text).toContain("ringTimeout must be a whole number of 1 or more");
    expect(preview.text).toMatch(/ringTimeout value \{-1\} has a problem/);
    expect(preview.text).toContain('firstParty must start with "+"');
    expect(everythingShown(preview)).not.toMatch(noNumber);
    declare({ ...ride, account: "support" } as NativeSessionArgs);
    expect((await bench.stack.preview()).text).toContain("account is an argument of the dynamic form only");
  });

  it("is replaced once it has expired, on a plain preview", async () => {
    declare({ ...ride, ringTimeout: 30 });
    bench.emulator.clock.advance(4000);
    const preview = expectSuccess(await bench.stack.preview({ diff: true }));
    expect(stepOf(preview)).toMatchObject({ op: "replace", replaceReasons: ["expiryTime"] });
    expect(preview.text).toMatch(/will be replaced: it expired \d+ min \d+ s ago/);
    bench.requests();
    expectSuccess(await bench.stack.up());
    expect(bench.requests()).toEqual(["POST 201", "GET 200"]);
    expect(bench.emulator.sessions.live()).toHaveLength(1);
  });

  it("is ended by a destroy", async () => {
    expectSuccess(await bench.stack.destroy());
    expect(bench.emulator.sessions.live()).toEqual([]);
  });
});

describe("a native session that another resource depends on", () => {
  let bench: NativeBench;
  const programOf = (args: NativeSessionArgs) => () => {
    const first = new MaskingSession("first", { ...ride, ...args });
    const callbackUrl = pulumi.interpolate`https://example.com/${first.virtualNumber}`;
    const numbers = { firstParty: "+12025550163", secondParty: "+12025550164" };
    new MaskingSession("second", { ...numbers, callbackUrl, sessionExpiry: 86_400 });
    return Promise.resolve();
  };
  beforeAll(async () => {
    bench = await openNativeBench(programOf({}));
    expectSuccess(await bench.stack.up());
  });
  afterAll(() => bench.close());

  it("changes in place without a change of the other", async () => {
    bench.stack.setProgram(programOf({ ringTimeout: 30 }));
    const preview = expectSuccess(await bench.stack.preview());
    expect(effects(preview)).toEqual({ first: "update", second: "same" });
  });

  it("is read before each preview if `refresh` is true, and what others have changed is repaired", async () => {
    bench.stack.setProgram(programOf({ refresh: true, ringTimeout: 30 }));
    expectSuccess(await bench.stack.up());
    const [session] = bench.emulator.sessions
      .live()
      .filter(({ first_party }) => String(first_party).endsWith("0160"));
    bench.emulator.sessions.change(session?.session_uuid ?? "", { ring_timeout: 77 });
    bench.requests();
    const preview = expectSuccess(await bench.stack.preview());
    expect(bench.requests()).toEqual(["GET 200"]);
    expect(effects(preview)).toMatchObject({ first: "update", second: "same" });
    expectSuccess(await bench.stack.up());
    expect(bench.emulator.sessions.get(session?.session_uuid ?? "")).toMatchObject({ ring_timeout: 30 });
    bench.requests();
    // The clock's rules hold for a session that was just read.
    bench.stack.setProgram(programOf({ refresh: true, ringTimeout: 30, renewBefore: 1800 }));
    expectSuccess(await bench.stack.up());
    bench.emulator.clock.advance(3000);
    const renewal = expectSuccess(await bench.stack.preview());
    expect(renewal.text).toContain("will be extended (renewBefore)");
    bench.requests();
    expectSuccess(await bench.stack.up());
    expect(bench.requests()).toEqual(["GET 200", "POST 200"]);
    // The update has kept the mark, so the next preview reads the session again.
    expectSuccess(await bench.stack.preview({ expectNoChanges: true }));
    expect(bench.requests()).toEqual(["GET 200"]);
  });
});
