import { spawn } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { scripts } from "../../package.json";
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

const passing = "echo '12 passed, 0 failed'";

describe(".ci/run", () => {
  it("shows the output of all npm commands", async () => {
    const { stdout } = await ciRun({ install: "echo installed", test: `echo tested; ${passing}` });
    expect(stdout).toBe("installed\ntested\n12 passed, 0 failed\n3 passed, 0 failed\n15 passed, 0 failed\n");
  });

  it.each<[title: string, commands: Commands, exitCode: number, lastLine: string]>([
    ["succeeds if npm succeeds and tests passed", { test: passing }, 0, "15 passed, 0 failed"],
    ["counts failed tests", { test: 'echo "10 passed, 2 failed"; exit 1' }, 1, "13 passed, 2 failed"],
    ["fails if npm exits with 1", { test: `${passing}; exit 1` }, 1, "15 passed, 1 failed"],
    ["fails if npm exits with 137", { test: `${passing}; exit 137` }, 137, "15 passed, 1 failed"],
    [
      "fails if tests failed but npm exits with 0",
      { test: 'echo "12 passed, 3 failed"' },
      1,
      "15 passed, 3 failed",
    ],
    ["fails if no test ran", { test: 'echo "0 passed, 0 failed"' }, 1, "3 passed, 1 failed"],
    ["fails if the only test failed", { test: 'echo "0 passed, 1 failed"' }, 1, "3 passed, 1 failed"],
    ["fails without a summary", { test: "echo nothing" }, 1, "3 passed, 1 failed"],
    ["fails if npm is killed before its summary", { test: "kill -KILL $$" }, 137, "3 passed, 1 failed"],
    ["runs no test if the install fails", { install: "exit 3", test: passing }, 3, "0 passed, 1 failed"],
    [
      "reads a summary that is not the last line",
      { test: `${passing}; echo notice >&2` },
      0,
      "15 passed, 0 failed",
    ],
    [
      "counts failures of test:sdk",
      { test: passing, sdk: 'echo "5 passed, 2 failed"' },
      1,
      "17 passed, 2 failed",
    ],
    [
      "fails if test:sdk fails",
      { test: passing, sdk: 'echo "5 passed, 0 failed"; exit 7' },
      7,
      "17 passed, 1 failed",
    ],
    [
      "fails if test:sdk runs no test",
      { test: passing, sdk: 'echo "0 passed, 0 failed"' },
      1,
      "12 passed, 1 failed",
    ],
    ["fails if test:sdk has no summary", { test: passing, sdk: "echo nothing" }, 1, "12 passed, 1 failed"],
  ])("%s", async (_, commands, exitCode, lastLine) => {
    expect(await ciRun(commands)).toMatchObject({ exitCode, lastLine });
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
  const checks = ["lint", "format:check", "types", "imports"];

  /** The package's own `test` and `check`, with replacements for the scripts that these run. */
  async function runScripts(standIns: Record<string, string>) {
    const quiet = Object.fromEntries(["build", ...checks].map((name) => [name, "true"]));
    const { test, check } = scripts;
    const manifest = { scripts: { test, check, ...quiet, jest: passing, ...standIns } };
    await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest));
    await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"));
    return ciRun({ test: `PATH=${JSON.stringify(process.env["PATH"])} exec npm --silent test` });
  }

  it("succeeds if the checks and the tests succeed", async () => {
    expect(await runScripts({})).toMatchObject({ exitCode: 0, lastLine: "15 passed, 0 failed" });
  });

  it("runs the tests and fails if only a check fails", async () => {
    expect(scripts.check.split(" ").slice(-checks.length)).toEqual(checks);
    const run = await runScripts({ lint: "exit 1" });
    expect(run).toMatchObject({ exitCode: 1, lastLine: "15 passed, 1 failed" });
  });

  it("fails if the build fails", async () => {
    const run = await runScripts({ build: "exit 2" });
    expect(run).toMatchObject({ exitCode: 2, lastLine: "3 passed, 1 failed" });
  });
});
