import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import semver from "semver";
import { repositoryRoot } from "../repository.ts";
import { requiredVersion } from "./compile.ts";

/** The minimum supported CLI, equal to the package's peer range. */
export const minVersion = "3.216.0";

export const goModuleFolder = path.join(repositoryRoot(), "tools", "pulumi-cli");

export const pinnedVersion = requiredVersion(goModuleFolder, "github.com/pulumi/pulumi/pkg/v3");

/** The output of `<executable> version`, without a leading "v". Times out after 30 s. */
export async function versionOf(executable: string): Promise<string> {
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const printed = await promisify(execFile)(executable, ["version"], { timeout: 30_000, env }).catch(
    (error: unknown) => {
      throw new Error(`${executable} does not run: ${firstLines(error, 1)}`, { cause: error });
    },
  );
  const version = semver.valid(printed.stdout.trim());
  if (version === null) throw new Error(`${executable} prints "${printed.stdout.trim()}" as its version`);
  return version;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function firstLines(error: unknown, count: number): string {
  return reasonOf(error).trim().split("\n").slice(0, count).join(" / ");
}
