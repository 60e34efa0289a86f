import { MaskingSession } from "pulumi-plivo-masking";
import { effects, expectSuccess, openBench, type Bench } from "../../support/engine";
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

  it("is refused with the import option: Pulumi gives a dynamic provider nothing to read it by", async () => {
    bench.stack.setProgram(() => {
      new MaskingSession("ride", parties(0), { import: id });
      return Promise.resolve();
    });
    const preview = await bench.stack.preview();
    expect(preview.succeeded).toBe(false);
    expect(effects(preview)).toEqual({ ride: "import" });
    expect(preview.text).toContain("error: Preview failed: code must be a string, not undefined");
    expect(bench.requests()).toEqual([]);
  });

  it("is refused by pulumi import in the same way", async () => {
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
