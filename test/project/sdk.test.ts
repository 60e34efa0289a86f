import { globSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { pinnedVersion } from "../../tools/pulumi-cli/versions.ts";
import { generateSdks } from "../../tools/sdk/generate.ts";
import { fakeCommands } from "./fake-commands.ts";
import { runNode } from "./run-tool.ts";

const root = repositoryRoot();
const { at, script } = fakeCommands();

describe("the packages for other languages", () => {
  it("are generated once from a schema, a version and a generator", async () => {
    const go = await script(
      at("go"),
      `for folder; do :; done; echo "$*" >> ${at("runs")}`,
      'mkdir -p "$folder/go/plivo"',
    );
    const options = { folder: at("sdk"), go };
    const both = await Promise.all([generateSdks(options), generateSdks(options)]);
    expect([...both, await generateSdks(options)]).toEqual([at("sdk"), at("sdk"), at("sdk")]);
    const runs = (await readFile(at("runs"), "utf8")).trim().split("\n");
    expect(runs).toEqual([
      expect.stringMatching(/^run -tags \S+ \.\/generate-sdk \S+schema\.json \d+\.\d+\.\d+ /),
    ]);
  });

  it("are generated again after a run that failed, whose reason is shown", async () => {
    const go = await script(at("go"), `echo run >> ${at("runs")}; echo undefined: x >&2; exit 2`);
    const generate = () => generateSdks({ folder: at("sdk"), go });
    await expect(generate()).rejects.toThrow(/undefined: x\. Install Go, version 1\.25/);
    await expect(generate()).rejects.toThrow(/undefined: x/);
    expect(await readFile(at("runs"), "utf8")).toBe("run\nrun\n");
  });

  it("cannot be generated without Go, and say so", async () => {
    const failed = generateSdks({ folder: at("sdk"), go: at("no-go") });
    await expect(failed).rejects.toThrow(/could not be generated: .*ENOENT.*Install Go/);
  });
});

it("the examples in Python and Go have the SDK of the CLI's version", () => {
  const version = pinnedVersion;
  const files = globSync("examples/*/{requirements.txt,go.mod}", { cwd: root });
  expect(files.length).toBeGreaterThan(2);
  const other = files.filter((file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    return !/^pulumi==(\S+)$/m.exec(text)?.includes(version) && !text.includes(`pulumi/sdk/v3 v${version}\n`);
  });
  expect(other).toEqual([]);
});

describe("npm run test:sdk", () => {
  const listed = async (PATH: string) => {
    const jest = path.join(root, "node_modules", ".bin", "jest");
    const parameters = [jest, "--config", "test/sdk/jest.config.cjs", "--listTests"];
    return (await runNode(parameters, root, { ...process.env, PATH })).output;
  };
  const said = "The tests in Python are left out: there is no python3 in PATH.";

  it("leaves out the tests in Python if there is none, and says so in one line", async () => {
    const output = await listed(at());
    expect(output.split("\n").filter((line) => line === said)).toHaveLength(1);
    expect(output).toContain("go-quickstart.test.ts");
    expect(output).not.toMatch(/python-\w+\.test\.ts/);
  });

  it("has tests in Python otherwise", async () => {
    await script(at("python3"));
    const output = await listed(at());
    expect(output).not.toContain(said);
    expect(output).toMatch(/python-lifecycle\.test\.ts/);
  });
});
