import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { programTypes, typeErrors } from "./examples/load.ts";
import { runtimeOf, findProblems } from "./examples/rules.ts";

const root = repositoryRoot();
const examples = path.join(root, "examples");
const tests = globSync("test/{engine,sdk}/**/*.test.ts", { cwd: root }).map((file) =>
  readFileSync(path.join(root, file), "utf8"),
);

const names = readdirSync(examples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
  .map(({ name }) => name);

describe("each example", () => {
  it.each(names)("%s is complete, explained and tested", (name) => {
    expect(findProblems(path.join(examples, name), tests)).toEqual([]);
  });

  it("is one of at least eight", () => expect(names.length).toBeGreaterThanOrEqual(8));
});

describe("all examples together", () => {
  const having = (file: string) =>
    names.map((name) => path.join(examples, name)).filter((folder) => existsSync(path.join(folder, file)));

  it("pass the type check by their own tsconfig.json", async () => {
    expect(await typeErrors(having("tsconfig.json"))).toBe("");
  });

  it("load as Pulumi loads a program from disk, and are functions", async () => {
    // The Automation API's program is a function of the service that index.ts starts.
    const programs = having("Pulumi.yaml").filter(
      (folder) => runtimeOf(folder) === "nodejs" && path.basename(folder) !== "automation-api",
    );
    expect(await programTypes(programs)).toEqual(programs.map(() => "function"));
  });
});
