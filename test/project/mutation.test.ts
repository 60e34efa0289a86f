import { globSync } from "node:fs";
import path from "node:path";
import { parts, testsOf } from "../../tools/mutation/parts.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { runNode } from "./run-tool.ts";

const root = repositoryRoot();
const files = (pattern: string, exclude: string[] = []) => globSync(pattern, { cwd: root, exclude });

describe("npm run mutation", () => {
  // Stryker passes a part in which there is nothing to change.
  test.each(parts)("finds code and tests for the part $name", (part) => {
    expect(files(`provider/${part.name}/*.ts`)).not.toEqual([]);
    const { include, exclude } = testsOf(part);
    expect(files(include, exclude)).not.toEqual([]);
  });

  test("runs each unit and integration test in some part", () => {
    const run = parts.flatMap((part) => {
      const { include, exclude } = testsOf(part);
      return files(include, exclude);
    });
    expect([...new Set(run)].sort()).toEqual(files("test/{unit,integration}/**/*.test.ts").sort());
  });

  test.each([["comand"], ["--fource"]])("refuses %s before it runs anything", async (parameter) => {
    const main = path.join(root, "tools", "mutation", "main.ts");
    const { exitCode, stdout, output } = await runNode([main, parameter], root);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(output).toContain(parameter);
  });
});
