import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { sentNames, snakeCase } from "../support/field-changes";
import { runNode } from "./run-tool";

const release = (parameters: string[]) =>
  runNode(["tools/changelog/main.ts", ...parameters, "--dry-run"], repositoryRoot());

describe("npm run changelog", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "masking-changes-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function releaseOf(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    return release(["9.8.7", "--changes", folder]);
  }

  it("makes one release of all the changes, by kind, above those that there were", async () => {
    const { stdout } = await releaseOf({
      "a.md": "### Fixed\n\n- A refresh of nothing.\n",
      "b.md": "### Added\n\n- One thing,\n  in two lines.\n\n### Fixed\n\n- Another.\n",
    });
    const [, first = ""] = stdout.split(/^## /m);
    const expected = [
      "### Added\n\n- One thing,\n  in two lines.",
      "### Fixed\n\n- A refresh of nothing.\n- Another.\n",
    ];
    expect(first.replace(/^.*\n\n/, "").trimEnd() + "\n").toBe(expected.join("\n\n"));
    expect(first).toMatch(/^9\.8\.7 - \d{4}-\d\d-\d\d\n/);
  });

  it.each([
    ["text without a kind", "- Something.\n"],
    ["an unknown kind", "### Improved\n\n- Something.\n"],
    ["a kind without a change", "### Added\n"],
    ["text outside of a list", "Something.\n\n### Added\n\n- Something.\n"],
  ])("refuses %s, and names the file", async (_, text) => {
    const { exitCode, output } = await releaseOf({ "wrong.md": text });
    expect(exitCode).toBe(1);
    expect(output).toContain("changes/wrong.md must have nothing but headings");
  });

  it("refuses where nothing has changed", async () => {
    const { exitCode, output } = await releaseOf({});
    expect(exitCode).toBe(1);
    expect(output).toContain("there is nothing to release");
  });

  it("can release what waits in this repository", async () => {
    const waiting = globSync("changes/*.md", { cwd: repositoryRoot() });
    expect((await release(["9.8.7"])).exitCode).toBe(waiting.length > 0 ? 0 : 1);
  });
});

it("names each argument that the first release did not have", () => {
  const read = (file: string) => readFileSync(path.join(repositoryRoot(), file), "utf8");
  const first = read("test/emulator/data/data-files/0.1.0.json");
  const text = ["CHANGELOG.md", ...globSync("changes/*.md", { cwd: repositoryRoot() })].map(read).join("\n");
  const later = sentNames.filter((name) => !first.includes(`"${snakeCase(name)}"`));
  expect(later.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
