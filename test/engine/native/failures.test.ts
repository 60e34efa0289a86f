import type { NativeSessionArgs } from "../../../provider/sdk/native-args.ts";
import { effects, everythingShown, expectSuccess } from "../../support/engine.ts";
import { declaringNative, openNativeBench, type NativeBench } from "../../support/native.ts";

const ride = { firstParty: "+12025550173", secondParty: "+12025550174", sessionExpiry: 3600 };

describe("an update of a native session that has ended at Plivo without our knowing", () => {
  let bench: NativeBench;
  const declare = (args: NativeSessionArgs) => {
    bench.stack.setProgram(declaringNative({ ride: { ...ride, ...args } }));
  };
  beforeAll(async () => {
    bench = await openNativeBench(declaringNative({ ride }));
    expectSuccess(await bench.stack.up());
    const [session] = bench.emulator.sessions.live();
    bench.emulator.sessions.change(session?.session_uuid ?? "", { status: "expired" });
  });
  afterAll(() => bench.close());

  it("fails with one message, its code and the address of its entry, and keeps the session in the state", async () => {
    declare({ ringTimeout: 30 });
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    const errors = up.diagnostics.filter(
      ({ severity, urn }) => severity === "error" && urn?.endsWith("::ride"),
    );
    expect(errors).toHaveLength(1);
    expect(up.text).toContain("PLIVO_");
    expect(everythingShown(up)).not.toMatch(/20255501/);
  });

  it("is followed by a replacement in the next update", async () => {
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({ ride: "replace" });
    expect(bench.emulator.sessions.live()).toMatchObject([{ ring_timeout: 30 }]);
    expectSuccess(await bench.stack.preview({ expectNoChanges: true }));
  });
});
