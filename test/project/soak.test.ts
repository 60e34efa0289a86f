import { globSync, readFileSync } from "node:fs";
import { repositoryRoot } from "../../tools/repository.ts";
import { proofs } from "../../tools/soak/proofs.ts";
import SoakReporter from "../../tools/soak/reporter.ts";

describe("npm run soak", () => {
  it("runs every test file that records figures", () => {
    const files = globSync("test/**/*.test.ts", { cwd: repositoryRoot() });
    const recording = files.filter((file) => /\brecordFigures\(/.test(readFileSync(file, "utf8")));
    const run = Object.values(proofs).flatMap(([, tests]) => globSync(tests, { cwd: repositoryRoot() }));
    expect(recording.length).toBeGreaterThan(0);
    expect(recording.filter((file) => !run.includes(file))).toEqual([]);
  });

  it("fails a proof without figures", () => {
    const reporter = new SoakReporter();
    const of = (name: string) => ({
      testFilePath: `/${name}.test.ts`,
      displayName: { name },
      perfStats: { runtime: 60_000 },
    });
    const results = { numFailedTests: 0, testResults: [of("fuzz")] };
    for (const stream of ["stdout", "stderr"] as const)
      jest.spyOn(process[stream], "write").mockReturnValue(true);
    reporter.onRunComplete(undefined, results);
    expect(reporter.getLastError()?.message).toBe("fuzz recorded no figures.");
    expect(results.numFailedTests).toBe(1);
  });
});
