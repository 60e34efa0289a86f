import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import semver from "semver";
import type { CliSource } from "./source.ts";
import { versionOf } from "./versions.ts";

/** The `pulumi` that a shell with this search path would run, unless it is older than `lowest`. */
export function onPath(searchPath: string, lowest: string): CliSource {
  return {
    name: "PATH",
    async find(reporter) {
      const executable = searchPath.split(path.delimiter).map(executableIn).find(isExecutable);
      if (executable === undefined) throw new Error("there is no pulumi on PATH");
      const version = await versionOf(executable);
      if (semver.lt(version, lowest)) {
        const reason = `${executable} is version ${version}, older than ${lowest}`;
        reporter.line(`Passing over the Pulumi CLI on PATH: ${reason}.`);
        throw new Error(reason);
      }
      return { path: executable, version, source: "PATH" };
    },
  };
}

/** The CLI's file name on this platform. */
export const executableName = process.platform === "win32" ? "pulumi.exe" : "pulumi";

function executableIn(folder: string): string {
  return path.resolve(folder, executableName);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
