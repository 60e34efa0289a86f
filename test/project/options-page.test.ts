import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";

const root = repositoryRoot();
const page = readFileSync(path.join(root, "docs", "pulumi-options.md"), "utf8");

/** The rows of the page's tables, each without the comment in which it names its test. */
function rows(): { text: string; test: string | undefined }[] {
  const lines = page.split("\n").filter((line) => /^\|(?! *(?:Option\b|Feature\b|-))/.test(line));
  return lines.map((text) => ({ text, test: /<!-- (.+?) -->/.exec(text)?.[1] }));
}

/** The titles of the tests that run Pulumi's engine, and of those of the class. */
function titles(): string[] {
  const files = globSync(["test/engine/**/*.test.ts", "test/unit/sdk/*.test.ts"], { cwd: root });
  const sources = files.map((name) => readFileSync(path.join(root, name), "utf8"));
  return sources.flatMap((source) =>
    Array.from(source.matchAll(/\bit\(\s*"([^"]+)"/g), ([, title = ""]) => title),
  );
}

describe("docs/pulumi-options.md", () => {
  it("names in each row the test that shows it", () => {
    const known = new Set(titles());
    const unshown = rows().filter(({ test }) => test === undefined || !known.has(test));
    expect(rows().length).toBeGreaterThan(40);
    expect(unshown.map(({ text }) => text)).toEqual([]);
  });
});
