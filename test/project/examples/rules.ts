import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Examples that are no Pulumi project, with the file endings that they need instead. */
const otherKinds: Readonly<Record<string, readonly string[]>> = {
  // Workflows for a user's own repository.
  ci: [".yml"],
};

/** The files that a project needs besides Pulumi.yaml, by runtime, as endings. */
const projects: Readonly<Record<string, readonly string[]>> = {
  nodejs: ["package.json", "tsconfig.json", "index.ts"],
  python: ["requirements.txt", "__main__.py"],
  go: ["go.mod", "go.sum", "main.go"],
  yaml: [],
};

/** What is missing in an example's folder, in words. `tests`: the sources of tests on the real engine. */
export function findProblems(folder: string, tests: readonly string[]): string[] {
  const name = path.basename(folder);
  const files = filesOf(folder);
  return [
    ...missingFiles(folder, files),
    ...(existsSync(path.join(folder, "README.md"))
      ? ofReadme(path.join(folder, "README.md"))
      : ["no README.md"]),
    ...(tests.some((source) => uses(source, name)) ? [] : ["no test that uses it"]),
    ...files.flatMap((file) => realNumbers(path.join(folder, file)).map(() => `a real number in ${file}`)),
  ];
}

/** The committed paths below the folder. */
function filesOf(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true });
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((file) => !/(?:^|[/\\])(?:node_modules|dist|venv|__pycache__|\.pulumi)[/\\]/.test(file));
}

function missingFiles(folder: string, files: readonly string[]): string[] {
  const isProject = files.some((file) => /^Pulumi(?:Policy)?\.yaml$/.test(file));
  const needed = isProject ? projects[runtimeOf(folder)] : otherKinds[path.basename(folder)];
  if (needed === undefined) return ["no Pulumi.yaml, and no kind of its own"];
  return needed.filter((end) => !files.some((file) => file.endsWith(end))).map((end) => `no ${end}`);
}

/** The language of a project, such as `python`. */
export function runtimeOf(folder: string): string {
  const text = readFileSync(path.join(folder, "Pulumi.yaml"), "utf8");
  return /^runtime:\s*(?:name:\s*)?(\w+)/m.exec(text)?.[1] ?? "nodejs";
}

/** A reader must find out what to type and what it prints. */
function ofReadme(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const commands = Array.from(
    text.matchAll(/^```(?:console|sh|bash)\n(.*?)^```$/gms),
    ([, block = ""]) => block,
  );
  const [, shown = ""] = /you will see(.*)$/is.exec(text) ?? [];
  return [
    ...(commands.some((block) => block.trim() !== "") ? [] : ["no command in README.md"]),
    ...(/^```text\n|`[^`\n]+`/m.test(shown) ? [] : ["nothing in README.md of what you will see"]),
  ];
}

/**
 * Whether a test imports from the example's folder, builds a path to it or follows its README. Comments and
 * titles do not count.
 */
function uses(source: string, name: string): boolean {
  const code = source.replace(/\/\*.*?\*\/|\/\/[^\n]*|\bdescribe\(\s*"[^"]*"/gs, "");
  const before = `\\bexamples["'\`,/\\s]+|\\b(?:ExampleProject\\.open|testQuickstart)\\("`;
  return new RegExp(`(?:${before})${name}["'\`/]`).test(code);
}

/** A possible phone number that is not reserved for examples: ... 555 01xx. */
function realNumbers(file: string): string[] {
  const found =
    readFileSync(file, "utf8").match(/\+\d[\d ().-]{7,18}\d|(?<![\w.-])\d{10,15}(?![\w.-])/g) ?? [];
  return found.filter((number) => !/^1?\d{3}55501\d\d$/.test(number.replace(/\D/g, "")));
}
