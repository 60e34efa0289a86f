import path from "node:path";
import semver from "semver";
import { repositoryRoot } from "../repository.ts";
import { buildCli, installCli, withLock, type InstallOptions } from "./install.ts";
import { isExecutable, minVersion, pinnedVersion, reasonOf, versionOf } from "./versions.ts";

/** The source of a CLI: PATH, this checkout's cache, Pulumi's installer, or a build from Go modules. */
export type CliOrigin = "PATH" | "cache" | "installer" | "build";

export interface FoundCli {
  readonly path: string;
  readonly version: string;
  readonly source: CliOrigin;
}

export interface PulumiCliOptions extends Partial<InstallOptions> {
  readonly searchPath?: string;
}

/** No Pulumi CLI could be found or built. `attempts` has the reason of each attempt, in order. */
export class PulumiCliUnavailableError extends Error {
  readonly code = "PULUMI_CLI_UNAVAILABLE";
  readonly attempts: readonly { readonly source: CliOrigin; readonly reason: string }[];

  constructor(attempts: PulumiCliUnavailableError["attempts"]) {
    const reasons = attempts.map(({ source, reason }) => `  ${source}: ${reason}`).join("\n");
    super(
      `No Pulumi CLI was found or could be built:\n${reasons}\n` +
        "Install one (https://www.pulumi.com/docs/install/), or install Go to build one here.",
    );
    this.name = "PulumiCliUnavailableError";
    this.attempts = attempts;
  }
}

/**
 * Returns the Pulumi CLI on PATH unless it is too old, else this checkout's own, which is downloaded or built
 * on first use (a build takes minutes).
 *
 * @throws PulumiCliUnavailableError
 */
export async function pulumiCli({
  searchPath = process.env["PATH"] ?? "",
  ...options
}: PulumiCliOptions = {}): Promise<FoundCli> {
  const root = repositoryRoot();
  const version = pinnedVersion(root);
  const installOptions: InstallOptions = {
    folder: path.join(root, ".cache", "pulumi-cli", `v${version}`),
    log: (line) => process.stderr.write(`${line}\n`),
    go: "go",
    ...options,
  };
  const ways: Record<CliOrigin, () => Promise<string>> = {
    PATH: () => findOnPath(searchPath, installOptions.log),
    cache: () => findInCache(installOptions.folder, version),
    installer: () => installCli(version, installOptions),
    build: () => buildCli(root, version, installOptions),
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
  const installOrBuild = () =>
    withLock(installOptions.folder, () => tryWays(["cache", "installer", "build"]));
  const found = (await tryWays(["PATH", "cache"])) ?? (await installOrBuild());
  if (found !== undefined) return found;
  throw new PulumiCliUnavailableError([...reasons].map(([source, reason]) => ({ source, reason })));
}

async function findOnPath(searchPath: string, log: InstallOptions["log"]): Promise<string> {
  const folders = searchPath.split(path.delimiter).map((folder) => path.resolve(folder));
  const executable = findExecutable(folders);
  if (executable === undefined) throw new Error("there is no pulumi on PATH");
  const version = await versionOf(executable);
  if (semver.gte(version, minVersion)) return executable;
  const reason = `${executable} is version ${version}, older than ${minVersion}`;
  log(`Ignoring the Pulumi CLI on PATH: ${reason}.`);
  throw new Error(reason);
}

async function findInCache(folder: string, version: string): Promise<string> {
  const executable = findExecutable([folder, path.join(folder, "bin")]);
  if (executable === undefined) throw new Error("this checkout has not installed or built one yet");
  const found = await versionOf(executable);
  if (!semver.eq(found, version)) throw new Error(`${executable} is version ${found}, not ${version}`);
  return executable;
}

function findExecutable(folders: readonly string[]): string | undefined {
  return folders.map((folder) => path.join(folder, "pulumi")).find(isExecutable);
}
