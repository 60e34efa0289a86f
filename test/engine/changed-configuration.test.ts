import { declaring, expectSuccess, openBench, type Bench } from "../support/engine";
import { parties } from "../support/field-changes";

const cure = /Pulumi gives refresh and destroy the configuration of the last `pulumi up`/;

describe("credentials that were changed in the stack's configuration since the last up", () => {
  let bench: Bench;
  let token: string;
  beforeEach(async () => {
    bench = await openBench({ ride: parties(0) });
    token = bench.emulator.environment.PLIVO_AUTH_TOKEN;
  });
  afterEach(() => bench.close());

  /** From here on the stack's configuration alone has them. */
  const withoutEnvironment = () => {
    bench.stack.setEnvironment({ PLIVO_AUTH_ID: undefined, PLIVO_AUTH_TOKEN: undefined });
  };

  it("are refused in refresh and destroy, whose errors name the cure, which works", async () => {
    await bench.stack.setConfig("plivo:authId", bench.emulator.environment.PLIVO_AUTH_ID);
    await bench.stack.setConfig("plivo:authToken", "the-token-before-it-was-rotated", true);
    expectSuccess(await bench.stack.up());
    withoutEnvironment();
    await bench.stack.setConfig("plivo:authToken", token, true);
    for (const operation of [await bench.stack.refresh(), await bench.stack.destroy()]) {
      expect(operation.succeeded).toBe(false);
      expect(operation.text).toMatch(cure);
      expect(operation.text).toContain("set PLIVO_AUTH_TOKEN in the environment, or run `pulumi up` first");
      expect(operation.text).not.toContain("Check PLIVO_AUTH_ID");
    }
    expectSuccess(await bench.stack.up());
    expectSuccess(await bench.stack.refresh());
    expectSuccess(await bench.stack.destroy());
  });

  it("are missing in refresh and destroy, whose errors name the cure, which works", async () => {
    expectSuccess(await bench.stack.up());
    withoutEnvironment();
    await bench.stack.setConfig("plivo:authId", bench.emulator.environment.PLIVO_AUTH_ID);
    await bench.stack.setConfig("plivo:authToken", token, true);
    for (const operation of [await bench.stack.refresh(), await bench.stack.destroy()]) {
      expect(operation.succeeded).toBe(false);
      expect(operation.text).toMatch(cure);
      expect(operation.text).toContain("run `pulumi up` first");
    }
    expectSuccess(await bench.stack.up());
    expectSuccess(await bench.stack.refresh());
    expectSuccess(await bench.stack.destroy());
  });

  it("are refused in an up that removes the last session, whose error names a cure that works", async () => {
    await bench.stack.setConfig("plivo:authId", bench.emulator.environment.PLIVO_AUTH_ID);
    await bench.stack.setConfig("plivo:authToken", "the-token-before-it-was-rotated", true);
    expectSuccess(await bench.stack.up());
    withoutEnvironment();
    await bench.stack.setConfig("plivo:authToken", token, true);
    bench.stack.setProgram(declaring({}));
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    expect(up.text).toContain("set PLIVO_AUTH_TOKEN in the environment");
    bench.stack.setEnvironment({ PLIVO_AUTH_TOKEN: token });
    expectSuccess(await bench.stack.up());
  });

  it("are told as before if they come from the environment", async () => {
    expectSuccess(await bench.stack.up());
    bench.stack.setEnvironment({ PLIVO_AUTH_TOKEN: "not-the-token-of-this-account" });
    const refresh = await bench.stack.refresh();
    expect(refresh.text).toContain("Check PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN");
    expect(refresh.text).not.toMatch(cure);
  });
});
