import { spawn } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";

const root = repositoryRoot();

interface Commands {
  /** The script that replaces `npm ci`. */
  readonly install?: string;
  /** The script that replaces `npm test`. */
  readonly test: string;
  /** The script that replaces `npm run test:sdk`. */
  readonly sdk?: string;
}

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "ci-run-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs a copy of .ci/run with an `npm` that runs only these scripts. */
async function ciRun({ install = "true", test, sdk = "echo '3 passed, 0 failed'" }: Commands) {
  await mkdir(path.join(folder, ".ci"));
  await mkdir(path.join(folder, "bin"));
  await copyFile(path.join(root, ".ci", "run"), path.join(folder, ".ci", "run"));
  const npm = path.join(folder, "bin", "npm");
  const cases = `ci) ${install} ;; test) ${test} ;; "run test:sdk") ${sdk} ;; *) exit 99 ;;`;
  await writeFile(npm, `#!/usr/bin/env bash\ncase "$*" in ${cases} esac\n`);
  await chmod(npm, 0o755);
  const PATH = `${path.dirname(npm)}${path.delimiter}${process.env["PATH"] ?? ""}`;
  const child = spawn("bash", [".ci/run"], { cwd: folder, env: { ...process.env, PATH } });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  return { exitCode, stdout, lastLine: stdout.trimEnd().split("\n").at(-1) };
}

describe(".ci/run", () => {
  it("succeeds if npm succeeds and tests passed", async () => {
    const run = await ciRun({ test: 'echo "12 passed, 0 failed"' });
    expect(run).toMatchObject({ exitCode: 0, lastLine: "15 passed, 0 failed" });
  });

  it("shows the output of all npm commands", async () => {
    const { stdout } = await ciRun({
      install: "echo installed",
      test: 'echo tested; echo "1 passed, 0 failed"',
    });
    expect(stdout).toBe("installed\ntested\n1 passed, 0 failed\n3 passed, 0 failed\n4 passed, 0 failed\n");
  });

  it("counts failed tests and passes on npm's exit code", async () => {
    const run = await ciRun({ test: 'echo "10 passed, 2 failed"; exit 1' });
    expect(run).toMatchObject({ exitCode: 1, lastLine: "13 passed, 2 failed" });
  });

  it.each([1, 2, 137])("counts a failure if npm exits with %i although no test failed", async (code) => {
    const run = await ciRun({ test: `echo "12 passed, 0 failed"; exit ${String(code)}` });
    expect(run).toMatchObject({ exitCode: code, lastLine: "15 passed, 1 failed" });
  });

  it("fails if tests failed although npm exits with 0", async () => {
    const run = await ciRun({ test: 'echo "12 passed, 3 failed"' });
    expect(run).toMatchObject({ exitCode: 1, lastLine: "15 passed, 3 failed" });
  });

  it.each(["0 passed, 0 failed", "0 passed, 1 failed"])("fails for a run that ends with %s", async (line) => {
    const run = await ciRun({ test: `echo "${line}"` });
    expect(run).toMatchObject({ exitCode: 1, lastLine: "3 passed, 1 failed" });
  });

  it("fails if the tests print no summary", async () => {
    const run = await ciRun({ test: "echo nothing" });
    expect(run).toMatchObject({ exitCode: 1, lastLine: "3 passed, 1 failed" });
  });

  it("fails if the tests are killed before their summary", async () => {
    const run = await ciRun({ test: "echo some; kill -KILL $$" });
    expect(run).toMatchObject({ exitCode: 137, lastLine: "3 passed, 1 failed" });
  });

  it("fails without running the tests if the install fails", async () => {
    const run = await ciRun({ install: "exit 3", test: 'echo "12 passed, 0 failed"' });
    expect(run).toMatchObject({ exitCode: 3, lastLine: "0 passed, 1 failed" });
  });

  it("ends with the last summary if something is printed after it", async () => {
    const run = await ciRun({ test: 'echo "12 passed, 0 failed"; echo "npm notice" >&2' });
    expect(run).toMatchObject({ exitCode: 0, lastLine: "15 passed, 0 failed" });
  });

  it.each([
    ["tests failed", 'echo "5 passed, 2 failed"; exit 1', 1, "17 passed, 2 failed"],
    ["tests failed although npm exits with 0", 'echo "5 passed, 2 failed"', 1, "17 passed, 2 failed"],
    ["npm fails although no test failed", 'echo "5 passed, 0 failed"; exit 7', 7, "17 passed, 1 failed"],
    ["no test ran", 'echo "0 passed, 0 failed"', 1, "12 passed, 1 failed"],
    ["there is no summary", "echo nothing", 1, "12 passed, 1 failed"],
  ])("fails if in the tests of other languages %s", async (_, sdk, exitCode, lastLine) => {
    expect(await ciRun({ test: 'echo "12 passed, 0 failed"', sdk })).toMatchObject({ exitCode, lastLine });
  });

  it("adds the failures of both test commands, and passes on the first one's exit code", async () => {
    const run = await ciRun({
      test: 'echo "12 passed, 1 failed"; exit 4',
      sdk: 'echo "3 passed, 2 failed"; exit 5',
    });
    expect(run).toMatchObject({ exitCode: 4, lastLine: "15 passed, 3 failed" });
  });
});

describe(".ci/run with the real `npm test`", () => {
  /** The package's own `test` and `check`, with replacements for the scripts that these run. */
  async function runScripts(standIns: Record<string, string>) {
    const text = await readFile(path.join(root, "package.json"), "utf8");
    const { scripts } = JSON.parse(text) as { scripts: Record<"test" | "check", string> };
    const started = scripts.check
      .split(" ")
      .slice(1)
      .filter((word) => !word.startsWith("-"));
    const passing = Object.fromEntries(["build", ...started].map((name) => [name, "true"]));
    const jest = "echo '12 passed, 0 failed'";
    const { test, check } = scripts;
    const manifest = { scripts: { test, check, ...passing, jest, ...standIns } };
    await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest));
    await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"));
    return ciRun({ test: `PATH=${JSON.stringify(process.env["PATH"])} exec npm --silent test` });
  }

  it("succeeds if the checks and the tests succeed", async () => {
    expect(await runScripts({})).toMatchObject({ exitCode: 0, lastLine: "15 passed, 0 failed" });
  });

  it.each(["lint", "format:check", "types", "imports"])(
    "runs the tests and fails if only the check `%s` fails",
    async (name) => {
      const run = await runScripts({ [name]: "exit 1" });
      expect(run).toMatchObject({ exitCode: 1, lastLine: "15 passed, 1 failed" });
    },
  );

  it("fails if the build fails", async () => {
    const run = await runScripts({ build: "exit 2" });
    expect(run).toMatchObject({ exitCode: 2, lastLine: "3 passed, 1 failed" });
  });
});
