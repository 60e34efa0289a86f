import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { filterNames } from "../../provider/reading";
import { repositoryRoot } from "../../tools/repository.ts";
import { runTool } from "./run-tool.ts";

const root = repositoryRoot();

describe("docs/reading.md", () => {
  let page: string;
  let folder: string;
  beforeAll(async () => {
    page = await readFile(path.join(root, "docs", "reading.md"), "utf8");
    // Below the checkout, so that the package and Pulumi's SDK resolve.
    await mkdir(path.join(root, ".cache"), { recursive: true });
    folder = await mkdtemp(path.join(root, ".cache", "reading-page-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function complaints(blocks: readonly string[]): Promise<string> {
    const files = blocks.map((_, index) => path.join(folder, `block${index}.mts`));
    await Promise.all(files.map((file, index) => writeFile(file, blocks[index] ?? "")));
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--types", "node"];
    const target = ["--module", "nodenext", "--target", "es2023", "--ignoreConfig"];
    const { exitCode, output } = await runTool("tsc", [...options, ...target, ...files]);
    return exitCode === 0 ? "" : output;
  }

  test("has code that the package's types accept", async () => {
    const blocks = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, block = ""]) => block);
    expect(blocks.length).toBeGreaterThan(3);
    expect(await complaints(blocks)).toBe("");
    const misspelt =
      'import { getMaskingSession } from "pulumi-plivo-masking"; await getMaskingSession({ uuid: "" });';
    expect(await complaints([misspelt])).toContain("'uuid' does not exist in type 'GetMaskingSessionArgs'");
  });

  test("names every filter", () => {
    const unnamed = filterNames.filter((name) => !page.includes(`\`${name.replace(/[GL]te?$/, "")}\``));
    expect(unnamed).toEqual([]);
  });
});
