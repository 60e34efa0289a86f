import { globSync } from "node:fs";
import path from "node:path";
import { parts, runsOf, testsOf } from "../../tools/mutation/parts.ts";
import { scoreOf, undetectedPlaces } from "../../tools/mutation/reports.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { runNode } from "./run-tool.ts";

const root = repositoryRoot();
const files = (pattern: string, exclude: string[] = []) => globSync(pattern, { cwd: root, exclude });

describe("npm run mutation", () => {
  // Stryker passes a part without any mutants.
  it.each(parts)("finds code and tests for the part $name", (part) => {
    expect(files(`provider/${part.name}/*.ts`)).not.toEqual([]);
    for (const tests of runsOf(part)) {
      const { include, exclude } = testsOf(part, tests);
      expect(files(include, exclude)).not.toEqual([]);
    }
  });

  it("configures Stryker for a part", async () => {
    const print = 'import("./stryker.config.mjs").then(({ default: { mutate } }) => console.log(mutate[0]))';
    const { output } = await runNode(["-e", print], root, { ...process.env, MASKING_MUTATION_PART: "plivo" });
    expect(output).toContain("provider/plivo/");
  });

  it("runs each unit and integration test in some part", () => {
    const run = parts.flatMap((part) =>
      runsOf(part).flatMap((tests) => {
        const { include, exclude } = testsOf(part, tests);
        return files(include, exclude);
      }),
    );
    expect([...new Set(run)].sort()).toEqual(files("test/{unit,integration}/**/*.test.ts").sort());
  });

  it.each([["comand"], ["--fource"]])("refuses %s before it runs anything", async (parameter) => {
    const main = path.join(root, "tools", "mutation", "main.ts");
    const { exitCode, stdout, output } = await runNode([main, parameter], root);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(output).toContain(parameter);
  });

  it("counts what a second run notices, and tries only what the first one did not", () => {
    const change = (line: number, status: string) => ({
      status,
      mutatorName: "BooleanLiteral",
      replacement: "false",
      location: { start: { line, column: 3 }, end: { line, column: 7 } },
    });
    const report = (...mutants: ReturnType<typeof change>[]) => ({ files: { "provider/a.ts": { mutants } } });
    const first = report(
      change(1, "Killed"),
      change(2, "Timeout"),
      change(3, "Survived"),
      change(4, "NoCoverage"),
      change(5, "Ignored"),
    );
    expect(undetectedPlaces(first)).toEqual(["provider/a.ts:3:2-3:6", "provider/a.ts:4:2-4:6"]);
    expect(scoreOf([first])).toBe(50);
    expect(scoreOf([first, report(change(3, "Killed"), change(4, "Survived"))])).toBe(75);
  });
});
