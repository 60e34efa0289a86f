import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
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

describe("the rules for examples", () => {
  let folder: string;
  beforeAll(() => {
    mkdirSync(path.join(root, ".cache"), { recursive: true });
    folder = path.join(mkdtempSync(path.join(root, ".cache", "examples-")), "planted");
    mkdirSync(folder);
  });
  afterAll(() => rmSync(path.dirname(folder), { recursive: true }));

  function plant(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  }

  it("report a folder that is no project, has no README and no test", () => {
    plant({ "index.ts": "" });
    const named =
      'describe("examples/planted", () => {}); // examples/planted/index.ts\n/* "examples", "planted" */';
    expect(findProblems(folder, [...tests, named])).toEqual([
      "no Pulumi.yaml, and no kind of its own",
      "no README.md",
      "no test that uses it",
    ]);
  });

  it("report a README without a command or its output", () => {
    plant({ "Pulumi.yaml": "", "package.json": "{}", "README.md": "# Planted\n\n`pulumi up` works.\n" });
    const test = 'import planted from "../../examples/planted/index";';
    expect(findProblems(folder, [test])).toEqual([
      "no tsconfig.json",
      "no command in README.md",
      "nothing in README.md of what you will see",
    ]);
  });

  it.each([
    ["python", ["no requirements.txt", "no __main__.py"]],
    ["yaml", []],
  ])(
    "report what a project in %s lacks, and take a README that a test follows as tested",
    (runtime, missing) => {
      const readme = "```console\n$ pulumi up\n```\n\nWhat you will see:\n\n```text\n1 created\n```\n";
      plant({ "Pulumi.yaml": `name: planted\nruntime:\n  name: ${runtime}\n`, "README.md": readme });
      expect(findProblems(folder, ['ExampleProject.open("planted")'])).toEqual(missing);
    },
  );

  it("report a number that is not reserved for examples, with and without a plus", () => {
    const readme = "```console\n$ pulumi up\n```\n\nWhat you will see:\n\n```text\n1 created\n```\n";
    plant({ "tsconfig.json": "{}", "README.md": readme, "index.ts": '"+1 202 555 0100"' });
    const test = 'path.join(root, "examples", "planted")';
    expect(findProblems(folder, [test])).toEqual([]);
    // Joined, so that this file contains none either.
    const [area, line] = ["+1 (202) 456-", "1111"];
    plant({
      "index.ts": `"${area}${line}"`,
      "numbers.csv": `id,driver\n1,${area.replace(/\D/g, "")}${line}\n`,
    });
    expect(findProblems(folder, [test])).toEqual([
      "a real number in index.ts",
      "a real number in numbers.csv",
    ]);
  });

  it("report what fails the type check, and what cannot be loaded", async () => {
    plant({ "index.ts": 'import missing from "#missing";\nexport default missing;\n' });
    plant({ "tsconfig.json": '{ "compilerOptions": { "module": "nodenext" }, "include": ["*.ts"] }' });
    expect(await typeErrors([folder])).toContain("Cannot find module '#missing'");
    plant({ "package.json": '{ "main": "index.ts" }' });
    expect((await programTypes([folder])).join("\n")).toContain("#missing");
  });
});
