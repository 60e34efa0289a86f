import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import { lock } from "proper-lockfile";
import semver from "semver";
import { compile } from "./compile.ts";
import { linkProviderHost } from "./provider-host.ts";
import { firstLines, goModuleFolder, pinnedVersion, versionOf } from "./versions.ts";

export interface InstallOptions {
  /** The target: this checkout's folder for the version. */
  readonly folder: string;
  /** Prints progress. Default: stderr. */
  readonly log: (line: string) => void;
  readonly go: string;
  /**
   * Installs a release into `<root>/bin`. Default: Pulumi's own installer, which fails at once without a
   * network.
   */
  readonly install?: (root: string) => Promise<unknown>;
}

export async function installCli({
  folder,
  install = (root) => PulumiCommand.install({ root, version: new semver.SemVer(pinnedVersion) }),
}: InstallOptions): Promise<string> {
  const temporary = await mkdtemp(path.join(folder, "installing-"));
  try {
    await install(temporary);
    await rm(path.join(folder, "bin"), { recursive: true, force: true });
    await rename(path.join(temporary, "bin"), path.join(folder, "bin"));
  } catch (error) {
    throw new Error(firstLines(error, 3), { cause: error });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return path.join(folder, "bin", "pulumi");
}

export async function buildCli({ folder, log, go }: InstallOptions): Promise<string> {
  log(`Building the Pulumi CLI ${pinnedVersion} with Go: 4 to 6 minutes on 2 cores, once per checkout.`);
  const executable = path.join(folder, "pulumi");
  await compile(
    {
      go,
      module: goModuleFolder,
      mainPackage: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      versionVariable: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
      version: pinnedVersion,
      check: versionOf,
    },
    executable,
  );
  await linkProviderHost(folder);
  return executable;
}

/**
 * Runs `work` while no other process does. The lock of a killed process expires after 30 s. If a lock is lost
 * while the machine sleeps, there is at worst a second build: results are renamed into place.
 */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true });
  const release = await lock(folder, {
    stale: 30_000,
    retries: { forever: true, minTimeout: 500, maxTimeout: 1_000 },
    onCompromised: () => undefined,
  });
  try {
    return await work();
  } finally {
    await release().catch(() => undefined);
  }
}
