import { allPages } from "../project/documents/pages.ts";
import { PythonProject } from "./python-project.ts";
import { buildTimeout } from "./quickstart.ts";

const programs = allPages()
  .flatMap(({ blocks }) => blocks)
  .filter(({ language }) => language === "python")
  .map(({ page, code }) => [page, code] as const);

describe("a program in Python of a page", () => {
  let project: PythonProject;
  beforeAll(async () => {
    project = await PythonProject.open();
    const config = ["config", "set", "--stack", "dev", "--secret"];
    await project.bare.run("pulumi", [...config, "driver", "+1 202 555 0171"]);
    await project.bare.run("pulumi", [...config, "rider", "+1 202 555 0172"]);
    // The session that the pages read.
    project.bare.emulator.sessions.add({
      session_uuid: "4189591e-d004-4801-abdf-8893c15e5dcd",
      virtual_number: "+14155550142",
      expiry_time: Date.now() + 86_400_000,
      first_party: "+12025550173",
      second_party: "+12025550174",
    });
  }, buildTimeout);
  afterAll(() => project.bare.close());

  it.each(programs)("runs as %s has it, and shows no number of a party", async (_, code) => {
    await project.bare.write("page.py", code);
    const names = Array.from(code.matchAll(/^pulumi\.export\("(\w+)"/gm), ([, name]) => name);
    expect(names).not.toEqual([]);
    const text = await project.operate("up", "page.py");
    expect(names.filter((name) => !new RegExp(`^ +[+~]? ?${String(name)} *: \\S`, "m").test(text))).toEqual(
      [],
    );
    expect(project.shown).not.toMatch(/202[ -]?555[ -]?01/);
  });

  it("is on each page that shows the native form", () => {
    const pages = programs.map(([page]) => page.replace(/.*\//, ""));
    expect(pages.toSorted()).toEqual([
      "_index.md",
      "get-masking-session.md",
      "list-masking-sessions.md",
      "masking-session.md",
    ]);
  });
});
