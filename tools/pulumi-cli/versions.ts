import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import semver from "semver";
import { requiredVersion } from "./compile.ts";

/** The minimum supported CLI, equal to the package's peer range. */
export const minVersion = "3.216.0";

export function goModuleFolder(root: string): string {
  return path.join(root, "tools", "pulumi-cli");
}

export function pinnedVersion(root: string): string {
  return requiredVersion(goModuleFolder(root), "github.com/pulumi/pulumi/pkg/v3");
}

/** The output of `<executable> version`, without a leading "v". Times out after 30 s. */
export async function versionOf(executable: string): Promise<string> {
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const printed = await promisify(execFile)(executable, ["version"], { timeout: 30_000, env }).catch(
    (error: unknown) => {
      throw new Error(`${executable} does not run: ${reasonOf(error).split("\n", 1)[0] ?? ""}`, {
        cause: error,
      });
    },
  );
  const version = semver.valid(printed.stdout.trim());
  if (version === null) throw new Error(`${executable} prints "${printed.stdout.trim()}" as its version`);
  return version;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
