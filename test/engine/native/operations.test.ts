import { effects, everythingShown, expectSuccess } from "../../support/engine";
import { declaringNative, openNativeBench, type NativeBench } from "../../support/native";

const ride = { firstParty: "+1 202 555 0100", secondParty: "+12025550101", sessionExpiry: 3600 };

describe("a native session", () => {
  let bench: NativeBench;
  beforeAll(async () => {
    bench = await openNativeBench(declaringNative({ ride }));
  });
  afterAll(() => bench.close());

  it("is created by a preview's word", async () => {
    const preview = expectSuccess(await bench.stack.preview({ json: true }));
    expect(bench.requests()).toEqual([]);
    expect(effects(preview)).toEqual({ ride: "create" });
    const up = expectSuccess(await bench.stack.up());
    console.log(up.text, JSON.stringify(up.steps, null, 1), (await bench.stack.stateFileBytes()).toString());
    expect(bench.requests()).toEqual(["POST 201"]);
  });
  it("updates in place", async () => {
    bench.stack.setProgram(declaringNative({ ride: { ...ride, ringTimeout: 30 } }));
    const up = expectSuccess(await bench.stack.up({ diff: true }));
    console.log(up.text, JSON.stringify(up.steps, null, 1));
    expect(bench.requests()).toEqual(["POST 201"]);
    expectSuccess(await bench.stack.refresh({ expectNoChanges: true }));
    bench.stack.setProgram(declaringNative({ ride: { ...ride, geomatch: false } }));
    const preview = await bench.stack.preview({ diff: true });
    console.log(preview.text, JSON.stringify(preview.steps, null, 1));
    const destroyed = expectSuccess(await bench.stack.destroy());
    console.log(destroyed.text, bench.requests());
    expect(everythingShown(destroyed)).not.toMatch(/2025550/);
  });
});
