import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import unitTested from "../../../examples/unit-tested/index.ts";
import { effects, everythingShown, expectSuccess, useBench } from "../../support/engine.ts";
import { exampleFile } from "../../support/example.ts";
import { runTool } from "../../project/run-tool.ts";

const example = path.join(__dirname, "../../../examples/unit-tested");

interface JestReport {
  testResults: { name: string; assertionResults: { status: string; title: string }[] }[];
}

interface Outcome {
  readonly passed: string[];
  readonly failed: string[];
}

/** Runs the tests of the example and of its copies as `npm test` there does, in one run of jest. */
async function ownTests(folders: readonly string[]): Promise<Outcome[]> {
  const { stdout } = await runTool("jest", ["--json", "-w", "1", "--projects", ...folders], example);
  const { testResults } = JSON.parse(stdout) as JestReport;
  return folders.map((folder) => {
    const results = testResults.filter(({ name }) => name.startsWith(`${folder}${path.sep}`));
    const titles = (status: string) =>
      results
        .flatMap((file) => file.assertionResults)
        .filter((result) => result.status === status)
        .map(({ title }) => title);
    return { passed: titles("passed"), failed: titles("failed") };
  });
}

describe("examples/unit-tested", () => {
  const folders: string[] = [];
  afterAll(async () => {
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
  });

  /** A copy of the example, in a place where its packages are found, with one change in the program. */
  async function changeCopy(from: string, to: string): Promise<string> {
    const parent = path.join(__dirname, "../../../.cache/engine");
    await mkdir(parent, { recursive: true });
    const folder = await mkdtemp(path.join(parent, "unit-tested-"));
    folders.push(folder);
    await cp(example, folder, { recursive: true });
    const file = path.join(folder, "index.ts");
    const program = await readFile(file, "utf8");
    expect(program).toContain(from);
    await writeFile(file, program.replace(from, to));
    return folder;
  }

  it("passes its own tests, which fail if the program forgets what is disputed", async () => {
    const folder = await changeCopy("...(disputed ?", "...(false ?");
    const [own, forgetful] = await ownTests([example, folder]);
    const shown = exampleFile("unit-tested", "README.md").match(/(?<=✓ ).*$/gm);
    expect(own).toEqual({ passed: shown, failed: [] });
    expect(forgetful?.failed).toEqual(["records only disputed deliveries, which last longer"]);
  });

  describe("on the real engine", () => {
    const bench = useBench();
    beforeAll(() => {
      bench.stack.setProgram(() => Promise.resolve(unitTested()));
    });

    it("creates what its tests have seen declared", async () => {
      const up = expectSuccess(await bench.stack.up());
      expect(effects(up)).toEqual({ "d-17": "create", "d-18": "create" });
      const createdSessions = bench.emulator.sessions
        .live()
        .map(({ record, callback_url: events }) => ({ record, events }));
      expect(createdSessions).toContainEqual({
        record: false,
        events: "https://example.com/plivo/d-17/events",
      });
      expect(createdSessions).toContainEqual({
        record: true,
        events: "https://example.com/plivo/d-18/events",
      });
      expect(everythingShown(up)).not.toMatch(/202 ?555 ?01\d\d/);
    });
  });
});
