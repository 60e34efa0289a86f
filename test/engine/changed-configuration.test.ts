import type { Operation } from "../../tools/engine/index.ts";
import { expectSuccess, programFor, useBench } from "../support/engine.ts";
import { parties } from "../support/field-changes.ts";

const remedy = /Pulumi gives refresh and destroy the configuration of the last `pulumi up`/;

function expectRemedy({ succeeded, text }: Operation, words: string): void {
  expect(succeeded).toBe(false);
  expect(text).toMatch(remedy);
  expect(text).toContain(words);
}

const sessions = { ride: parties(0) };

describe("credentials that the stack's configuration has had only since the last up", () => {
  const bench = useBench(sessions, { existing: true });
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

  it("are missing in a refresh, and the error names a remedy", async () => {
    withoutEnvironment();
    await bench.stack.setConfig("plivo:authToken", token, true);
    expectRemedy(await bench.stack.refresh(), "run `pulumi up` first");
  });

  it("are refused after a rotation in a destroy and an up without the last session, and the errors name remedies that work", async () => {
    await bench.stack.setConfig("plivo:authToken", "the-token-before-it-was-rotated", true);
    expectSuccess(await bench.stack.up());
    withoutEnvironment();
    await bench.stack.setConfig("plivo:authToken", token, true);

    const destroy = await bench.stack.destroy();
    expectRemedy(destroy, "set PLIVO_AUTH_TOKEN in the environment, or run `pulumi up` first");
    expect(destroy.text).not.toContain("Check PLIVO_AUTH_ID");
    bench.stack.setProgram(programFor({}));
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    expect(up.text).toContain("set PLIVO_AUTH_TOKEN in the environment");

    bench.stack.setEnvironment({ PLIVO_AUTH_TOKEN: token });
    expectSuccess(await bench.stack.refresh());
    bench.stack.setEnvironment({ PLIVO_AUTH_TOKEN: undefined });
    bench.stack.setProgram(programFor(sessions));
    expectSuccess(await bench.stack.up());
    expectSuccess(await bench.stack.destroy());
    expect(bench.emulator.sessions.live()).toEqual([]);
  });
});
