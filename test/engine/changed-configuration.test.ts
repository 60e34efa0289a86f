import type { Operation } from "../../tools/engine/index.ts";
import { expectSuccess, programFor, useBench } from "../support/engine.ts";
import { parties } from "../support/field-changes.ts";

const cure = /Pulumi gives refresh and destroy the configuration of the last `pulumi up`/;

describe("credentials that were changed since the last up", () => {
  const bench = useBench({ ride: parties(0) }, { existing: true });
  let id: string;
  let token: string;
  beforeAll(() => {
    ({ PLIVO_AUTH_ID: id, PLIVO_AUTH_TOKEN: token } = bench.emulator.environment);
  });
  beforeEach(() => {
    bench.stack.setEnvironment({ PLIVO_AUTH_ID: id, PLIVO_AUTH_TOKEN: token });
  });

  /** Leaves the credentials to the stack's configuration alone. */
  const withoutEnvironment = () => {
    bench.stack.setEnvironment({ PLIVO_AUTH_ID: undefined, PLIVO_AUTH_TOKEN: undefined });
  };

  /** Has an up with credentials of the environment, while the configuration has a token that is then rotated. */
  async function upBeforeRotation(): Promise<void> {
    await bench.stack.setConfig("plivo:authId", id);
    await bench.stack.setConfig("plivo:authToken", "the-token-before-it-was-rotated", true);
    expectSuccess(await bench.stack.up());
    withoutEnvironment();
    await bench.stack.setConfig("plivo:authToken", token, true);
  }

  function expectCure({ succeeded, text }: Operation, words: string): void {
    expect(succeeded).toBe(false);
    expect(text).toMatch(cure);
    expect(text).toContain(words);
  }

  it("in the environment are refused as any wrong credentials are", async () => {
    bench.stack.setEnvironment({ PLIVO_AUTH_TOKEN: "not-the-token-of-this-account" });
    const refresh = await bench.stack.refresh();
    expect(refresh.text).toContain("Check PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN");
    expect(refresh.text).not.toMatch(cure);
  });

  it("in the configuration are missing in refresh and destroy, whose errors name a cure that works", async () => {
    withoutEnvironment();
    await bench.stack.setConfig("plivo:authId", id);
    await bench.stack.setConfig("plivo:authToken", token, true);
    for (const operation of [await bench.stack.refresh(), await bench.stack.destroy()])
      expectCure(operation, "run `pulumi up` first");
    expectSuccess(await bench.stack.up());
    expectSuccess(await bench.stack.refresh());
  });

  it("in the configuration are refused in refresh and destroy, whose errors name a cure that works", async () => {
    await upBeforeRotation();
    for (const operation of [await bench.stack.refresh(), await bench.stack.destroy()]) {
      expectCure(operation, "set PLIVO_AUTH_TOKEN in the environment, or run `pulumi up` first");
      expect(operation.text).not.toContain("Check PLIVO_AUTH_ID");
    }
    expectSuccess(await bench.stack.up());
    expectSuccess(await bench.stack.refresh());
  });

  it("in the configuration are refused in an up that removes the last session, whose error names a cure that works", async () => {
    await upBeforeRotation();
    bench.stack.setProgram(programFor({}));
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    expect(up.text).toContain("set PLIVO_AUTH_TOKEN in the environment");
    bench.stack.setEnvironment({ PLIVO_AUTH_TOKEN: token });
    expectSuccess(await bench.stack.up());
    expect(bench.emulator.sessions.live()).toEqual([]);
  });
});
