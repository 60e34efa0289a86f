import { recordValue } from "../../../tools/leaks/record.ts";
import { programWith, ProgramFolder, type DocumentedProgram } from "../../project/documents/programs.ts";
import { loadProgram } from "../../support/documented-program.ts";
import { effects, everythingShown, expectSuccess, secretConfig, useBench } from "../../support/engine.ts";
import { HandWrittenSession } from "../../support/hand-written.ts";

const [driver, rider] = ["12025550173", "12025550174"];

describe("the pages' programs with native sessions", () => {
  const config = secretConfig("masking", { driver: `+${driver}`, rider: `+${rider}` });
  const bench = useBench({}, { host: "native", config });
  let folder: ProgramFolder;
  const load = async (program: DocumentedProgram) => {
    bench.stack.setProgram(await loadProgram(folder, program));
  };
  beforeAll(async () => {
    folder = await ProgramFolder.open();
  });
  afterAll(() => folder.remove());

  it("create a session by an explicit provider, and show no token", async () => {
    const { PLIVO_AUTH_ID: id, PLIVO_AUTH_TOKEN: token } = bench.emulator.environment;
    await bench.stack.setConfig("supportAuthId", id);
    await bench.stack.setConfig("supportAuthToken", token, true);
    await load(programWith("docs/which-form.md", "export const deliveryNumber"));
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({ delivery: "create" });
    expect(up.outputs).toEqual({ deliveryNumber: expect.stringMatching(/^\+\d{11}$/) as string });
    expect(everythingShown(up)).not.toContain(token);
  });

  it("turn a session of a hand-written provider into a native one by one GET, after which it has no change", async () => {
    // A state that this package did not write has them in clear, and Pulumi shows them.
    for (const digits of [driver, rider]) recordValue("clear", digits);
    bench.stack.setProgram(() => {
      new HandWrittenSession("ride", { first_party: `+${driver}`, second_party: `+${rider}` });
      return Promise.resolve();
    });
    expectSuccess(await bench.stack.up());
    const [before] = bench.emulator.sessions.live();
    bench.requests();
    const program = programWith("docs/moving.md", "aliases");
    await load({
      ...program,
      code: program.code.replace('"pulumi-plivo-masking"', '"pulumi-plivo-masking/native"'),
    });
    expect(effects(expectSuccess(await bench.stack.up()))).toEqual({ ride: "update" });
    // The session was created without an expiry, so the update also sends the program's.
    expect(bench.requests()).toEqual(["GET 200", "POST 200"]);
    expect(bench.emulator.sessions.live().map((one) => one.session_uuid)).toEqual([before?.session_uuid]);
    expectSuccess(await bench.stack.preview({ expectNoChanges: true }));
    expect((await bench.stack.stateFileBytes()).toString()).not.toContain(driver);
  });
});
