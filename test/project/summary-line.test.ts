import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { runNode, runTool } from "./run-tool.ts";

const root = repositoryRoot();

/** Runs jest with our reporters on these files. Returns the exit code and the last line. */
async function runSuite(files: Record<string, string>): Promise<[number | null, string | undefined]> {
  await mkdir(path.join(root, ".cache"), { recursive: true });
  const folder = await mkdtemp(path.join(root, ".cache", "summary-"));
  const reporter = path.join(root, "tools", "jest", "summary-reporter.cjs");
  const config = { rootDir: folder, transform: {}, reporters: ["default", reporter] };
  try {
    const entries = Object.entries(files);
    await Promise.all(entries.map(([name, text]) => writeFile(path.join(folder, name), text)));
    const run = await runTool("jest", ["--config", JSON.stringify(config)], folder);
    return [run.exitCode, run.output.trimEnd().split("\n").at(-1)];
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("the last line of a test run", () => {
  const passing = `test("passes", () => {}); test("passes too", () => {});`;

  it("counts passed tests", async () => {
    expect(await runSuite({ "a.test.js": passing })).toEqual([0, "2 passed, 0 failed"]);
  });

  it("counts a failing test and a file that does not parse", async () => {
    const failing = `test("fails", () => { throw new Error("no"); });`;
    const files = { "a.test.js": passing, "b.test.js": failing, "c.test.js": "test(" };
    expect(await runSuite(files)).toEqual([1, "2 passed, 2 failed"]);
  });

  it("reports a run without tests as a failure", async () => {
    const skipped = `test.skip("never runs", () => {});`;
    expect((await runSuite({ "a.test.js": skipped }))[1]).toBe("0 passed, 1 failed");
  });

  it("counts an interrupted run as a failure", async () => {
    const reporter = JSON.stringify(path.join(root, "tools", "jest", "summary-reporter.cjs"));
    const results = {
      numPassedTests: 2,
      numFailedTests: 0,
      numRuntimeErrorTestSuites: 0,
      wasInterrupted: true,
    };
    const script = `const Reporter = require(${reporter}); new Reporter().onRunComplete(undefined, ${JSON.stringify(results)});`;
    expect((await runNode(["-e", script], root)).output).toBe("2 passed, 1 failed\n");
  });
});
