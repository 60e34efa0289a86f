import { MaskingSession } from "../../../provider/sdk/native.ts";
import type { NativeSessionArgs } from "../../../provider/sdk/native-args.ts";
import { createElsewhere } from "../../support/elsewhere.ts";
import { effects, everythingShown, expectSuccess, liveIds, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { storedIds } from "../../support/stored.ts";

const numbers = parties(69);
const digits = numbers.firstParty.slice(1);
const elsewhere = { ...numbers, sessionExpiry: 3600, ringTimeout: 30, record: true };

/** What Plivo reports of it, its own default of callTimeLimit included. */
const reported = { ...elsewhere, callTimeLimit: 14_400 };

describe("a native session that was created elsewhere", () => {
  const bench = useBench({}, { host: "native" });
  const declare = (args: NativeSessionArgs, id?: string) => {
    bench.stack.setProgram(() => {
      new MaskingSession("ride", args, id === undefined ? {} : { import: id });
      return Promise.resolve();
    });
  };

  it("fails the import if it has expired: the error says why, and the state stays empty", async () => {
    const id = await createElsewhere(bench.emulator, { ...numbers, sessionExpiry: 60 });
    bench.advance(120);
    declare({ ...numbers, sessionExpiry: 3600 }, id);
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    expect(up.text).toContain("expired 1 min");
    expect(await storedIds(bench.stack)).toEqual({});
  });

  it("is imported by the option `import` with one GET, and stays as it is without the option", async () => {
    declare(reported, await createElsewhere(bench.emulator, elsewhere));
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({ ride: "import" });
    expect(bench.requests()).toEqual(["GET 200"]);
    expect(everythingShown(up)).not.toContain(digits);
    expect((await bench.stack.stateFileBytes()).toString()).not.toContain(digits);
    declare(reported);
    expectSuccess(await bench.stack.preview({ expectNoChanges: true }));
  });

  it("is read by MaskingSession.get, and nothing changes it", async () => {
    const id = await createElsewhere(bench.emulator, elsewhere);
    bench.stack.setProgram(() => {
      new MaskingSession("ride", reported);
      const { virtualNumber, firstParty } = MaskingSession.get("theirs", id);
      return Promise.resolve({ virtualNumber, firstParty });
    });
    const preview = expectSuccess(await bench.stack.preview());
    const up = expectSuccess(await bench.stack.up());
    expect(up.outputs).toMatchObject({
      virtualNumber: expect.stringMatching(/^\+/) as string,
      firstParty: { ciphertext: "[secret]" },
    });
    expect(everythingShown(preview) + everythingShown(up)).not.toContain(digits);
    expect(new Set(bench.requests())).toEqual(new Set(["GET 200"]));
    expectSuccess(await bench.stack.destroy());
    expect(bench.requests()).toEqual(["DELETE 200"]);
    expect(liveIds(bench)).toEqual([id]);
  });
});
