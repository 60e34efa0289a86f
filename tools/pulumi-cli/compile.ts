import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { readdir, rename, rm } from "node:fs/promises";
import path from "node:path";

/** A program that Go builds from a module of this repository, whose go.mod pins its version. */
export interface GoProgram {
  /** Folder of the module. */
  readonly module: string;
  /** Import path of the main package. */
  readonly mainPackage: string;
  /** The variable that holds the program's own version. */
  readonly versionVariable: string;
  /** Without a leading "v". */
  readonly version: string;
}

export interface CompileOptions {
  /** Rejects if what was built does not run. */
  readonly check: (executable: string) => Promise<unknown>;
  /** The Go command. Default: the one on PATH. */
  readonly go?: string;
}

const partialSuffix = ".partial";

/** How many of the compiler's last lines a failure quotes. */
const quotedLines = 5;

/** Builds a program into `executable`. A build that breaks off leaves no executable behind. */
export async function compile(
  program: GoProgram,
  executable: string,
  { check, go = "go" }: CompileOptions,
): Promise<void> {
  const folder = path.dirname(executable);
  await removePartials(folder);
  const partial = path.join(folder, `${String(process.pid)}${partialSuffix}`);
  const stamp = `-X ${program.versionVariable}=v${program.version}`;
  const options = ["-tags", "osusergo,grpcnotrace", "-ldflags", `-s -w ${stamp}`, "-o", partial];
  await run(go, ["build", ...options, program.mainPackage], program.module);
  await check(partial);
  await rename(partial, executable);
}

/** An interrupted build of the CLI leaves a file of 115 MB behind. */
async function removePartials(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(partialSuffix));
  await Promise.all(names.map((name) => rm(path.join(folder, name), { force: true })));
}

function run(command: string, parameters: string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    const child = spawn(command, parameters, { cwd, stdio: ["ignore", "ignore", "pipe"] });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.on("error", (error: NodeJS.ErrnoException) => {
      reject(new Error(error.code === "ENOENT" ? `${command} is not on PATH` : error.message));
    });
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} build ended with ${String(code ?? signal)}: ${lastLines(output)}`));
    });
  });
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-quotedLines).join(" / ");
}

/** The version of a module that the go.mod in `folder` requires, without a leading "v". */
export function requiredVersion(folder: string, module: string): string {
  const goMod = readFileSync(path.join(folder, "go.mod"), "utf8");
  const line = goMod.split("\n").find((one) => one.replace(/^\s*(require )?/, "").startsWith(`${module} v`));
  const version = / v(\S+)/.exec(line ?? "")?.[1];
  if (version === undefined) throw new Error(`${path.join(folder, "go.mod")} requires no ${module}`);
  return version;
}
