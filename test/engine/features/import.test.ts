import { RunError } from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";
import { expectSuccess, openBench, type Bench } from "../../support/engine";
import { parties } from "../../support/field-changes";
import { storedIds } from "../../support/stored";
import { installLanguageHost } from "./language-host";
import { makeElsewhere } from "../../support/elsewhere";

describe("a session that was made elsewhere", () => {
  let bench: Bench;
  let id: string;
  beforeAll(async () => {
    bench = await openBench();
    id = await makeElsewhere(bench.emulator, parties(0));
  });
  afterAll(() => bench.close());

  it("is refused with the import option, which Pulumi cannot follow: the program's error names adoptSessionUuid", async () => {
    let refusal: unknown;
    bench.stack.setProgram(() => {
      // Caught here: from a program within this process, Pulumi's SDK would let it out a second time, beside the engine.
      try {
        new MaskingSession("ride", parties(0), { import: id });
      } catch (error) {
        refusal = error;
      }
      return Promise.resolve();
    });
    expectSuccess(await bench.stack.preview());
    // What Pulumi shows by its message alone, without a stack.
    expect(RunError.isInstance(refusal)).toBe(true);
    expect(refusal).toMatchObject({
      code: "PLIVO_IMPORT_OPTION",
      message: expect.stringContaining(
        "Set the argument adoptSessionUuid to the session's UUID instead",
      ) as string,
    });
    expect(bench.requests()).toEqual([]);
  });

  it("is refused by pulumi import, which asks no program: Pulumi gives a dynamic provider nothing to read it by", async () => {
    await installLanguageHost(bench.stack.folder);
    const type = "pulumi-nodejs:dynamic/plivo:MaskingSession";
    const given = ["import", type, "ride", id, "--yes", "--stack", "dev", "--generate-code=false"];
    const outcome = await bench.stack.command(given);
    expect(outcome.succeeded).toBe(false);
    expect(outcome.text).toContain("code must be a string, not undefined");
    expect(bench.requests()).toEqual([]);
  });

  it("comes into the stack by adoptSessionUuid, with one GET", async () => {
    bench.stack.setProgram(() => {
      new MaskingSession("ride", { ...parties(0), adoptSessionUuid: id });
      return Promise.resolve();
    });
    const up = expectSuccess(await bench.stack.up());
    expect(up.text).toContain(`Masking session ${id} is taken over, as adoptSessionUuid says.`);
    expect(await storedIds(bench.stack)).toEqual({ ride: id });
    expect(bench.requests()).toEqual(["GET 200"]);
  });
});
