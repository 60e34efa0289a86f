import { programWith, ProgramFolder, type DocumentedProgram } from "../../project/documents/programs.ts";
import { loadProgram } from "../../support/documented-program.ts";
import { effects, everythingShown, expectSuccess, useBench } from "../../support/engine.ts";

const page = "docs/which-form.md";
const number = expect.stringMatching(/^\+\d{11}$/) as string;

describe("the programs of the page on the two forms", () => {
  const bench = useBench({}, { host: "native" });
  let folder: ProgramFolder;
  const load = async (program: DocumentedProgram) => {
    bench.stack.setProgram(await loadProgram(folder, program));
  };
  beforeAll(async () => {
    folder = await ProgramFolder.open();
    const { PLIVO_AUTH_ID: id, PLIVO_AUTH_TOKEN: token } = bench.emulator.environment;
    await bench.stack.setConfig("driver", "+12025550171", true);
    await bench.stack.setConfig("rider", "+12025550172", true);
    await bench.stack.setConfig("supportAuthId", id);
    await bench.stack.setConfig("supportAuthToken", token, true);
  });
  afterAll(() => folder.remove());

  it("create a session by the default provider, and show no party's number", async () => {
    const program = programWith("README.md", "export const number");
    await load({ ...program, code: program.code.replace("-masking", "-masking/native") });
    const up = expectSuccess(await bench.stack.up());
    expect([effects(up), up.outputs]).toMatchObject([{ ride: "create" }, { number }]);
    expect(everythingShown(up)).not.toMatch(/202555017/);
    expectSuccess(await bench.stack.destroy());
  });

  it("create a session by an explicit provider, and show no token", async () => {
    await load(programWith(page, "export const deliveryNumber"));
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toMatchObject({ delivery: "create" });
    expect(up.outputs).toEqual({ deliveryNumber: number });
    expect(everythingShown(up)).not.toContain(bench.emulator.environment.PLIVO_AUTH_TOKEN);
    expectSuccess(await bench.stack.destroy());
    expect(bench.emulator.sessions.live()).toEqual([]);
  });
});
