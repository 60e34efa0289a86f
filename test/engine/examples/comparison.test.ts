import { writeFile } from "node:fs/promises";
import path from "node:path";
import { folderVariable } from "../../../tools/leaks/record.ts";
import { asCommonJs, ProgramFolder, programWith } from "../../project/documents/programs.ts";
import { runNode } from "../../project/run-tool.ts";
import { parties } from "../../support/field-changes.ts";

describe("the hand-written provider in docs/comparison.md, on the real engine", () => {
  it("behaves as the page says, in good and bad", async () => {
    const folder = await ProgramFolder.open();
    const file = path.join(folder.path, "compared.cjs");
    await writeFile(file, asCommonJs(programWith("docs/comparison.md", "createMaskingSession").code));
    const [{ firstParty, secondParty }, other] = [parties(0), parties(1)];
    const script = path.join(__dirname, "comparison", "life.ts");
    const parameters = [script, file, firstParty, secondParty, other.secondParty];
    // The page says that it shows numbers, so the leak search leaves it out.
    const { [folderVariable]: _, ...environment } = process.env;
    const { stdout, output } = await runNode(parameters, __dirname, environment);
    await folder.remove();
    expect({ ...(JSON.parse(stdout || JSON.stringify(output)) as object) }).toEqual({
      created: ["create", "POST 201"],
      changed: ["update"], // and Plivo is told nothing
      afterExpiry: ["same"],
      ended: ["false", "DELETE 400"],
      holds: { number: true, code: true },
    });
  });
});
