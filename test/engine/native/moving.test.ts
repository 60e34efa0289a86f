import { recordValue } from "../../../tools/leaks/record.ts";
import { ProgramFolder, programWith } from "../../project/documents/programs.ts";
import { loadProgram } from "../../support/documented-program.ts";
import { effects, expectSuccess, secretConfig, useBench } from "../../support/engine.ts";
import { HandWrittenSession } from "../../support/hand-written.ts";

const [driver, rider] = ["12025550173", "12025550174"];

describe("a session of a hand-written provider, under an alias of its type", () => {
  const config = secretConfig("masking", { driver: `+${driver}`, rider: `+${rider}` });
  const bench = useBench({}, { host: "native", config });

  it("becomes a native session by one GET, as docs/moving.md declares it, and has no change then", async () => {
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
    const code = program.code.replace('"pulumi-plivo-masking"', '"pulumi-plivo-masking/native"');
    const folder = await ProgramFolder.open();
    bench.stack.setProgram(await loadProgram(folder, { ...program, code }));
    await folder.remove();
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({ ride: "update" });
    // The session was created without an expiry, so the update also sends the program's.
    expect(bench.requests()).toEqual(["GET 200", "POST 200"]);
    expect(bench.emulator.sessions.live().map((one) => one.session_uuid)).toEqual([before?.session_uuid]);
    expectSuccess(await bench.stack.preview({ expectNoChanges: true }));
    expect((await bench.stack.stateFileBytes()).toString()).not.toContain(driver);
  });
});
