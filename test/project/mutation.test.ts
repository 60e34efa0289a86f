import { globSync } from "node:fs";
import path from "node:path";
import { partOf, parts, testsOf, type Part } from "../../tools/mutation/parts.ts";
import { isBelowBar, percentage, scores, type MutationReport } from "../../tools/mutation/score.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { UsageError } from "../../tools/usage.ts";
import { runNode } from "./run-tool.ts";

const root = repositoryRoot();
const part: Part = { name: "example", folders: ["plivo", "session"], minScore: 90 };

/** A report of files, each with so many mutants of each status. */
function report(files: Record<string, Record<string, number>>): MutationReport {
  const entries = Object.entries(files).map(([name, statuses]) => {
    const mutants = Object.entries(statuses).flatMap(([status, count]) =>
      Array<{ status: string }>(count).fill({ status }),
    );
    return [name, { mutants }] as const;
  });
  return { files: Object.fromEntries(entries) };
}

describe("the score of a folder", () => {
  test("counts the mutants of its files and of the folders in it", () => {
    const found = scores(
      part,
      report({
        "provider/plivo/time.ts": { Killed: 6, Timeout: 1, Survived: 1 },
        "provider/plivo/deep/er.ts": { Killed: 2, NoCoverage: 2 },
        "provider/session/diff.ts": { Killed: 1 },
        "provider/session-like/diff.ts": { Survived: 5 },
      }),
    );
    expect(found).toEqual([
      { folder: "plivo", minScore: 90, noticed: 9, timeouts: 1, survivors: 3 },
      { folder: "session", minScore: 90, noticed: 1, timeouts: 0, survivors: 0 },
    ]);
    expect(found.map(percentage)).toEqual([75, 100]);
  });

  test("leaves out what was not tried", () => {
    const left = { Ignored: 5, CompileError: 3, RuntimeError: 1, Pending: 1 };
    const [found] = scores(part, report({ "provider/plivo/time.ts": { Killed: 1, Survived: 1, ...left } }));
    expect(found).toMatchObject({ noticed: 1, survivors: 1 });
  });

  test.each([
    [900, 100, 90, false],
    [8999, 1001, 89.9, true],
    [0, 1, 0, true],
    // A folder that moved away would otherwise pass for ever.
    [0, 0, 0, true],
  ])(
    "with %d noticed and %d survivors is %d %%, below a bar of 90 %%: %s",
    (noticed, survivors, percent, below) => {
      const score = { folder: "plivo", minScore: 90, timeouts: 0, noticed, survivors };
      expect([percentage(score), isBelowBar(score)]).toEqual([percent, below]);
    },
  );
});

describe("the parts", () => {
  const files = (pattern: string, exclude: string[] = []) => globSync(pattern, { cwd: root, exclude });

  test("are found by their names", () => {
    expect(parts.map(({ name }) => partOf(name))).toEqual(parts);
    expect(() => partOf("comand")).toThrow(UsageError);
  });

  test.each(parts)("$name has code in each folder, and tests", (each) => {
    const empty = each.folders.filter((folder) => files(`provider/${folder}/*.ts`).length === 0);
    expect(empty).toEqual([]);
    const { include, exclude } = testsOf(each);
    expect(files(include, exclude)).not.toEqual([]);
  });

  test("have each unit and integration test once", () => {
    const found = parts.flatMap((each) => {
      const { include, exclude } = testsOf(each);
      return files(include, exclude);
    });
    expect(found.sort()).toEqual(files("test/{unit,integration}/**/*.test.ts").sort());
  });
});

test.each([["comand"], ["--fource"]])(
  "npm run mutation refuses %s before it runs anything",
  async (parameter) => {
    const main = path.join(root, "tools", "mutation", "main.ts");
    const { exitCode, stdout, output } = await runNode([main, parameter], root);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(output).toContain(parameter);
  },
);
