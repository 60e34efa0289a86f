import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

/** A program that Go builds from a module of this repository. Its go.mod pins the version. */
export interface GoProgram {
  readonly go: string;
  readonly module: string;
  readonly mainPackage: string;
  /** The Go variable with the program's version. */
  readonly versionVariable: string;
  readonly version: string;
  /** Rejects if the built program does not run. */
  readonly check: (executable: string) => Promise<unknown>;
}

/** Builds a program into `executable`. An interrupted build leaves no executable. */
export async function compile(program: GoProgram, executable: string): Promise<void> {
  const { go, module, mainPackage, versionVariable, version, check } = program;
  const folder = path.dirname(executable);
  // An interrupted build of the CLI leaves 115 MB.
  const left = (await readdir(folder)).filter((name) => name.endsWith(".partial"));
  for (const name of left) await rm(path.join(folder, name), { force: true });
  const partial = path.join(folder, `${process.pid}.partial`);
  const build = [
    "build",
    "-tags",
    "osusergo,grpcnotrace",
    "-ldflags",
    `-s -w -X ${versionVariable}=v${version}`,
  ];
  await promisify(execFile)(go, [...build, "-o", partial, mainPackage], { cwd: module }).catch(
    (error: unknown) => {
      const { code, stderr = "" } = error as { code?: unknown; stderr?: string };
      if (code === "ENOENT") throw new Error(`${go} is not on PATH`);
      const last = stderr.trim().split("\n").slice(-5).join(" / ");
      throw new Error(`${go} build ended with ${String(code)}: ${last}`);
    },
  );
  await check(partial);
  await rename(partial, executable);
}

/** The version of a module in the go.mod of `folder`, without a leading "v". */
export function requiredVersion(folder: string, module: string): string {
  const goMod = readFileSync(path.join(folder, "go.mod"), "utf8");
  const version = new RegExp(`^\\s*(?:require )?${module} v(\\S+)`, "m").exec(goMod)?.[1];
  if (version === undefined) throw new Error(`${path.join(folder, "go.mod")} requires no ${module}`);
  return version;
}
