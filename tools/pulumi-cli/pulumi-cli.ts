import path from "node:path";
import semver from "semver";
import { firstOnPath } from "../programs.ts";
import { repositoryRoot } from "../repository.ts";
import { buildCli, installCli, withLock, type InstallOptions } from "./install.ts";
import { minVersion, pinnedVersion, reasonOf, versionOf } from "./versions.ts";

/** The source of a CLI: PATH, this checkout's cache, Pulumi's installer, or a build from Go modules. */
export type CliOrigin = "PATH" | "cache" | "installer" | "build";

export interface FoundCli {
  readonly path: string;
  readonly version: string;
  readonly source: CliOrigin;
}

/**
 * Returns the Pulumi CLI on PATH unless it is too old, else this checkout's own, which is downloaded or built
 * on first use (a build takes minutes).
 *
 * @throws Error with the reason of each way if there is none.
 */
export async function pulumiCli({
  searchPath = process.env["PATH"] ?? "",
  ...given
}: Partial<InstallOptions & { readonly searchPath: string }> = {}): Promise<FoundCli> {
  const options: InstallOptions = {
    folder: path.join(repositoryRoot(), ".cache", "pulumi-cli", `v${pinnedVersion}`),
    log: (line) => process.stderr.write(`${line}\n`),
    go: "go",
    ...given,
  };
  const { folder, log } = options;
  const ways: Record<CliOrigin, () => Promise<string>> = {
    PATH: () => findOnPath(searchPath, log),
    cache: () => findInCache(folder),
    installer: () => installCli(options),
    build: () => buildCli(options),
  };
  const reasons = new Map<CliOrigin, string>();
  const tryWays = async (sources: readonly CliOrigin[]): Promise<FoundCli | undefined> => {
    for (const source of sources) {
      try {
        const executable = await ways[source]();
        return { path: executable, version: await versionOf(executable), source };
      } catch (error) {
        reasons.set(source, reasonOf(error));
      }
    }
    return undefined;
  };
  // Another process may have built one while this one waited.
  const installOrBuild = () => withLock(folder, () => tryWays(["cache", "installer", "build"]));
  const found = (await tryWays(["PATH", "cache"])) ?? (await installOrBuild());
  if (found !== undefined) return found;
  throw new Error(
    "No Pulumi CLI was found or could be built:\n" +
      Array.from(reasons, ([source, reason]) => `  ${source}: ${reason}\n`).join("") +
      "Install one (https://www.pulumi.com/docs/install/), or install Go to build one here.",
  );
}

async function findOnPath(searchPath: string, log: InstallOptions["log"]): Promise<string> {
  const executable = firstOnPath(["pulumi"], searchPath);
  if (executable === undefined) throw new Error("there is no pulumi on PATH");
  const version = await versionOf(executable);
  if (semver.gte(version, minVersion)) return executable;
  const reason = `${executable} is version ${version}, older than ${minVersion}`;
  log(`Ignoring the Pulumi CLI on PATH: ${reason}.`);
  throw new Error(reason);
}

async function findInCache(folder: string): Promise<string> {
  const executable = firstOnPath(["pulumi"], [folder, path.join(folder, "bin")].join(path.delimiter));
  if (executable === undefined) throw new Error("this checkout has not installed or built one yet");
  const found = await versionOf(executable);
  if (!semver.eq(found, pinnedVersion))
    throw new Error(`${executable} is version ${found}, not ${pinnedVersion}`);
  return executable;
}
