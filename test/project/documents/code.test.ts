import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseAllDocuments } from "yaml";
import { repositoryRoot } from "../../../tools/repository.ts";
import { allPages, type CodeBlock } from "./pages.ts";
import { documentedPrograms, ProgramFolder, typeErrors } from "./programs.ts";

const blocks = allPages().flatMap((page) => page.blocks);
const inLanguage = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language));
const place = ({ page, line }: CodeBlock) => `${page}:${line}`;

/** The commands in a console block. */
function typed({ language, code }: CodeBlock): string {
  if (language !== "console") return code;
  const lines = code.split("\n").filter((line) => line.startsWith("$ "));
  return lines.map((line) => line.slice(2)).join("\n");
}

/** The syntax errors that bash finds. It does not run the text. */
function bashComplaint(text: string): string {
  return spawnSync("bash", ["-n"], { input: text, encoding: "utf8" }).stderr;
}

describe("the code in the pages", () => {
  let folder: ProgramFolder;
  beforeAll(async () => {
    folder = await ProgramFolder.open();
  });
  afterAll(() => folder.remove());

  it("is in a language that these tests know", () => {
    // test/sdk runs the programs in Python, and compiles those in Go.
    const known = ["ts", "typescript", "python", "go", "json", "yaml", "sh", "console", "text", "mermaid"];
    const others = blocks.filter(({ language }) => !known.includes(language));
    expect(blocks.length).toBeGreaterThan(50);
    expect(others.map(place)).toEqual([]);
  });

  it("compiles if it is TypeScript, unlike a program with a misspelt argument", async () => {
    const programs = documentedPrograms();
    expect(programs.length).toBeGreaterThan(15);
    const code =
      'import { getMaskingSession } from "pulumi-plivo-masking";\nawait getMaskingSession({ uuid: "" });';
    const misspelt = { page: "misspelt.md", line: 1, code };
    const files = await Promise.all([...programs, misspelt].map((program) => folder.write(program)));
    expect(typeErrors(files)).toEqual([
      expect.stringMatching(/^misspelt-md-1\.ts: .*'uuid' does not exist in type 'GetMaskingSessionArgs'/s),
    ]);
  });

  it("is run by a test if it is a program", () => {
    const run: Readonly<Record<string, readonly [programs: number, test: string]>> = {
      "README.md": [1, "test/engine/examples/pages.test.ts, test/engine/native/node.test.ts"],
      "docs/_index.md": [1, "test/engine/examples/pages.test.ts"],
      "docs/callbacks.md": [3, "test/project/callbacks-page.test.ts"],
      "docs/webhook-recipes.md": [7, "test/project/webhook-recipes-page.test.ts"],
      "docs/comparison.md": [1, "test/engine/examples/comparison.test.ts"],
      "docs/emulator.md": [1, "test/project/emulator-page.test.ts"],
      "docs/functions/get-masking-session.md": [1, "test/engine/examples/pages.test.ts"],
      "docs/functions/list-masking-sessions.md": [1, "test/engine/examples/pages.test.ts"],
      "docs/moving.md": [1, "test/engine/examples/pages.test.ts, test/engine/features/moving.test.ts"],
      "docs/reading.md": [2, "test/engine/examples/pages.test.ts, test/project/reading-page.test.ts"],
      "docs/resources/masking-session.md": [1, "test/engine/examples/pages.test.ts"],
      "docs/which-form.md": [1, "test/engine/native/documents.test.ts"],
      "emulator/README.md": [1, "test/project/emulator-page.test.ts"],
    };
    const counts: Record<string, number> = {};
    for (const { page } of documentedPrograms()) counts[page] = (counts[page] ?? 0) + 1;
    expect(counts).toEqual(Object.fromEntries(Object.entries(run).map(([page, [count]]) => [page, count])));
    const unnamed = Object.entries(run).flatMap(([page, [, tests]]) =>
      tests
        .split(", ")
        .filter((test) => !readFileSync(path.join(repositoryRoot(), test), "utf8").includes(`"${page}"`)),
    );
    expect(unnamed).toEqual([]);
  });

  it("parses if it is JSON", () => {
    const texts = inLanguage("json").map(({ code }) => code);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(() => JSON.parse(text) as unknown).not.toThrow();
  });

  it("parses if it is YAML", () => {
    const wrong = inLanguage("yaml").filter(({ code }) =>
      parseAllDocuments(code).some(({ errors }) => errors.length > 0),
    );
    expect(wrong.map(place)).toEqual([]);
  });

  it("parses if it is for a shell", () => {
    const shell = inLanguage("sh", "console");
    expect(shell.length).toBeGreaterThan(5);
    const wrong = shell.filter((block) => bashComplaint(typed(block)) !== "");
    expect(wrong.map(place)).toEqual([]);
  });
});
