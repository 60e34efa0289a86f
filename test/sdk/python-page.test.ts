import { parsePage } from "../project/documents/pages";
import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { PythonProject } from "./python-project";
import { buildTimeout } from "./quickstart";

const page = "docs/which-form.md";

describe("the program in Python of the page on the two forms", () => {
  let program: PythonProject;
  beforeAll(async () => {
    program = await PythonProject.open();
    const { blocks } = parsePage(page, readFileSync(path.join(repositoryRoot(), page), "utf8"));
    const code = blocks.filter(({ language }) => language === "python").map((block) => block.code);
    expect(code).toHaveLength(1);
    await program.bare.write("page.py", code.join("\n"));
    for (const [name, number] of [
      ["driver", "+1 202 555 0171"],
      ["rider", "+1 202 555 0172"],
    ] as const) {
      await program.bare.run("pulumi", ["config", "set", "--stack", "dev", "--secret", name, number]);
    }
  }, buildTimeout);
  afterAll(() => program.bare.close());

  it("creates a session that is left as it is once it has expired, and ends it", async () => {
    expect(await program.operate("up", "page.py")).toMatch(/number: "\+1\d{10}"/);
    expect(program.bare.requests()).toEqual(["POST 201"]);
    program.bare.emulator.clock.advance(7200);
    expect(await program.operate("preview", "page.py")).toMatch(/2 unchanged/);
    await program.operate("destroy", "page.py");
    expect(program.shown).not.toMatch(/202[ -]?555[ -]?01/);
  });
});
