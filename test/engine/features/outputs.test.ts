import { MaskingSession } from "pulumi-plivo-masking";
import { expectSuccess, openBench, type Bench } from "../../support/engine";
import { parties } from "../../support/field-changes";

/** Its outputs, one of them declared. */
function program() {
  const { callTimeLimit, record, firstPartyPin } = new MaskingSession("ride", {
    ...parties(0),
    callTimeLimit: 600,
  });
  const told = record.apply((value) => `record is ${String(value)}`);
  return Promise.resolve({ callTimeLimit, record, told, firstPartyPin });
}

describe("the outputs of a session", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
    bench.stack.setProgram(program);
  });
  afterAll(() => bench.close());

  it("are unknown in the preview of a new one, but for what is declared", async () => {
    const { text } = expectSuccess(await bench.stack.preview());
    expect(text).toMatch(/callTimeLimit\s*: 600/);
    expect(text).toMatch(/told\s*: \[unknown\]/);
  });

  it("are what is declared, and nothing where nothing is", async () => {
    const { outputs } = expectSuccess(await bench.stack.up());
    expect(outputs).toEqual({ callTimeLimit: 600, told: "record is undefined" });
  });

  it("stay the same in the next preview, which changes nothing", async () => {
    const { text } = expectSuccess(await bench.stack.preview());
    expect(text).not.toMatch(/ride|Outputs/);
  });
});
