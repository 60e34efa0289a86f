import { execFileSync } from "node:child_process";
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { sentNames, snakeCase } from "../support/field-changes.ts";

const root = repositoryRoot();
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const waiting = globSync("changes/*.md", { cwd: root });

describe("npm run changelog", () => {
  it("moves the files in changes/ into a release above the earlier ones", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "masking-changelog-"));
    const PATH = [path.join(root, "node_modules", ".bin"), process.env["PATH"]].join(path.delimiter);
    const release = (version: string, text: string) => {
      writeFileSync(path.join(folder, "changes", "example.md"), text);
      const script = path.join(root, "tools", "changelog.sh");
      execFileSync("sh", [script, version], { cwd: folder, env: { ...process.env, PATH } });
    };
    try {
      for (const name of ["CHANGELOG.md", "package.json", ".prettierrc.json"]) {
        copyFileSync(path.join(root, name), path.join(folder, name));
      }
      mkdirSync(path.join(folder, "changes"));
      release("9.8.7", "### Fixed\n\n- A refresh of nothing,\n  in two lines.\n");
      release("9.9.0", "### Added\n\n- One thing.\n");
      const page = readFileSync(path.join(folder, "CHANGELOG.md"), "utf8").replace(
        /\d{4}-\d\d-\d\d/g,
        "DATE",
      );
      expect(page).toContain(
        "## [9.9.0] - DATE\n\n### Added\n\n- One thing.\n\n" +
          "## [9.8.7] - DATE\n\n### Fixed\n\n- A refresh of nothing,\n  in two lines.\n",
      );
      expect(globSync("changes/*", { cwd: folder })).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("accepts every file in changes/ with kinds of changes and lists below them", () => {
    const list = /(?:- .+\n(?: {2}.+\n)*\n*)+/.source;
    const kinds = /### (?:Added|Changed|Deprecated|Removed|Fixed|Security)\n\n/.source;
    const fragment = new RegExp(`^(?:${kinds}${list})+$`);
    expect(waiting.filter((name) => !fragment.test(read(name)))).toEqual([]);
  });
});

it("the changelog names each argument that the first release did not have", () => {
  const first = read("test/emulator/data/data-files/0.1.0.json");
  const text = ["CHANGELOG.md", ...waiting].map(read).join("\n");
  const later = sentNames.filter((name) => !first.includes(`"${snakeCase(name)}"`));
  expect(later.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
