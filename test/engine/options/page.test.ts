import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../../tools/repository.ts";

const page = readFileSync(path.join(repositoryRoot(), "docs", "pulumi-options.md"), "utf8");

/** The rows of the page's tables, each without the comment in which it names its test. */
function rows(): { text: string; test: string | undefined }[] {
  const lines = page.split("\n").filter((line) => /^\|(?! *(?:Option\b|Feature\b|-))/.test(line));
  return lines.map((text) => ({ text, test: /<!-- (.+?) -->/.exec(text)?.[1] }));
}

/** The titles of the tests in the folders of the page's two tables. */
function titles(): string[] {
  const files = [__dirname, path.join(__dirname, "..", "features")].flatMap((folder) =>
    readdirSync(folder).map((name) => path.join(folder, name)),
  );
  const sources = files.filter((name) => name.endsWith(".test.ts")).map((name) => readFileSync(name, "utf8"));
  return sources.flatMap((source) =>
    Array.from(source.matchAll(/\bit\(\s*"([^"]+)"/g), ([, title = ""]) => title),
  );
}

describe("docs/pulumi-options.md", () => {
  it("names with each row the test that shows it", () => {
    const known = new Set(titles());
    const unshown = rows().filter(({ test }) => test === undefined || !known.has(test));
    expect(rows().length).toBeGreaterThan(40);
    expect(unshown.map(({ text }) => text)).toEqual([]);
  });
});
