import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import semver from "semver";
import { requiredVersion } from "./compile.ts";

/** The lowest CLI that the project supports, the same as the package's peer range. */
export const lowestVersion = "3.216.0";

/** Folder of the Go module that builds the CLI. */
export function goModuleFolder(root: string): string {
  return path.join(root, "tools", "pulumi-cli");
}

/** The version that this checkout builds or installs: go.mod's, without a leading "v". */
export function pinnedVersion(root: string): string {
  return requiredVersion(goModuleFolder(root), "github.com/pulumi/pulumi/pkg/v3");
}

/** Runs `<executable> version`, giving up after 30 s; rejects with a sentence where it doesn't answer with a version. */
export async function versionOf(executable: string): Promise<string> {
  const answer = await run(executable);
  const version = semver.valid(answer.trim());
  if (version === null)
    throw new Error(`${executable} answers "${answer.trim()}" when asked for its version`);
  return version;
}

async function run(executable: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(executable, ["version"], {
      timeout: 30_000,
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    });
    return stdout;
  } catch (error) {
    throw new Error(`${executable} does not run: ${firstLine(error)}`, { cause: error });
  }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n", 1)[0] ?? "";
}
