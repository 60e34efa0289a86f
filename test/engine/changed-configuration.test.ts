import type { Operation } from "../../tools/engine/index.ts";
import { expectSuccess, programFor, useBench } from "../support/engine.ts";
import { parties } from "../support/field-changes.ts";

const remedy = /Pulumi gives refresh and destroy the configuration of the last `pulumi up`/;

function expectRemedy({ succeeded, text }: Operation, words: string): void {
  expect(succeeded).toBe(false);
  expect(text).toMatch(remedy);
  expect(text).toContain(words);
}

describe("credentials that the stack's configuration has had only since the last up", () => {
  const bench = useBench({ ride: parties(0) }, { existing: true });
  let id: string;
  let token: string;
  beforeAll(async () => {
    ({ PLIVO_AUTH_ID: id, PLIVO_AUTH_TOKEN: token } = bench.emulator.environment);
    await bench.stack.setConfig("plivo:authId", id);
  });
  beforeEach(() => {
    bench.stack.setEnvironment({ PLIVO_AUTH_ID: id, PLIVO_AUTH_TOKEN: token });
  });

  const withoutEnvironment = () => {
    bench.stack.setEnvironment({ PLIVO_AUTH_ID: undefined, PLIVO_AUTH_TOKEN: undefined });
  };

  /** Runs an up with credentials in the environment. The configuration has a token that is then rotated. */
  async function upBeforeRotation(): Promise<void> {
    await bench.stack.setConfig("plivo:authToken", "the-token-before-it-was-rotated", true);
    expectSuccess(await bench.stack.up());
    withoutEnvironment();
    await bench.stack.setConfig("plivo:authToken", token, true);
  }

  it("are missing in refresh and destroy, and the errors name a remedy", async () => {
    withoutEnvironment();
    await bench.stack.setConfig("plivo:authToken", token, true);
    for (const operation of [await bench.stack.refresh(), await bench.stack.destroy()])
      expectRemedy(operation, "run `pulumi up` first");
  });

  it("are refused in refresh and destroy after a rotation, and the errors name a remedy that works", async () => {
    await upBeforeRotation();
    for (const operation of [await bench.stack.refresh(), await bench.stack.destroy()]) {
      expectRemedy(operation, "set PLIVO_AUTH_TOKEN in the environment, or run `pulumi up` first");
      expect(operation.text).not.toContain("Check PLIVO_AUTH_ID");
    }
    expectSuccess(await bench.stack.up());
    expectSuccess(await bench.stack.refresh());
  });

  it("are refused after a rotation in an up that removes the last session, and the error names a remedy that works", async () => {
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
