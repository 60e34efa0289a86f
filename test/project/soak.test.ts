import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { proofs } from "../../tools/soak/proofs.ts";
import SoakReporter from "../../tools/soak/reporter.ts";

describe("npm run soak", () => {
  it("runs every test file that records figures", () => {
    const files = globSync("test/**/*.test.ts", { cwd: repositoryRoot() });
    const recording = files.filter((file) => /\brecordFigures\(/.test(readFileSync(file, "utf8")));
    const run = proofs.flatMap(({ tests }) => globSync(tests, { cwd: repositoryRoot() }));
    expect(recording.length).toBeGreaterThan(0);
    expect(recording.filter((file) => !run.includes(file))).toEqual([]);
  });

  it("fails a proof without figures, or one that takes longer than its limit", () => {
    const [fast, slow] = ["fast", "slow"].map((name) => path.resolve(name));
    const start = { fast: "rate-limit", slow: "fuzz" };
    const reporter = new SoakReporter();
    for (const [name, displayName] of Object.entries(start)) {
      const file = { path: path.resolve(name), context: { config: { displayName: { name: displayName } } } };
      reporter.onTestFileStart(file);
      reporter.onTestFileResult(file);
    }
    const results = {
      numFailedTests: 0,
      testResults: [
        { testFilePath: fast ?? "", perfStats: { runtime: 1_000 } },
        { testFilePath: slow ?? "", perfStats: { runtime: 3_600_000 } },
      ],
    };
    jest.spyOn(process.stderr, "write").mockReturnValue(true);
    reporter.onRunComplete(undefined, results);
    expect(reporter.getLastError()?.message.split("\n").slice(1)).toEqual([
      "rate-limit recorded no figures",
      "fuzz recorded no figures",
      "fuzz took more than 14 min",
    ]);
    expect(results.numFailedTests).toBe(3);
  });
});
