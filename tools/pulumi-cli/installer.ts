import { mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import semver from "semver";
import { makeInCache } from "./cache.ts";
import { executableName } from "./on-path.ts";
import type { CliSource, FoundCli } from "./source.ts";
import { reasonOf } from "./source.ts";

/** Puts a release into `<root>/bin`, as `PulumiCommand.install` does. */
export type Install = (root: string, version: string) => Promise<unknown>;

/** Downloads the release with Pulumi's own installer into `folder`; fails within milliseconds without a network. */
export function installer(folder: string, version: string, install: Install = sdkInstall): CliSource {
  const download = async (): Promise<FoundCli> => {
    const temporary = await mkdtemp(path.join(folder, "installing-"));
    try {
      await install(temporary, version);
      await rm(path.join(folder, "bin"), { recursive: true, force: true });
      await rename(path.join(temporary, "bin"), path.join(folder, "bin"));
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
    return { path: path.join(folder, "bin", executableName), version, source: "installer" };
  };
  return {
    name: "installer",
    find: (reporter) => makeInCache(folder, version, reporter, download),
  };
}

async function sdkInstall(root: string, version: string): Promise<void> {
  try {
    await PulumiCommand.install({ root, version: new semver.SemVer(version) });
  } catch (error) {
    const reason = reasonOf(error).trim().split("\n").slice(0, 3).join(" / ");
    throw new Error(`Pulumi's installer failed: ${reason}`, { cause: error });
  }
}
