import { mkdir } from "node:fs/promises";
import path from "node:path";
import semver from "semver";
import { lock } from "proper-lockfile";
import { executableName, isExecutable } from "./on-path.ts";
import type { Reporter } from "./reporter.ts";
import { withProgress } from "./reporter.ts";
import type { CliSource, FoundCli } from "./source.ts";
import { versionOf } from "./versions.ts";

/** This checkout's folder for one version of the CLI; git ignores it. */
export function cacheFolder(root: string, version: string): string {
  return path.join(root, ".cache", "pulumi-cli", `v${version}`);
}

/** The CLI that an earlier build or installation left in `folder`. */
export function inCache(folder: string, version: string): CliSource {
  return { name: "cache", find: () => cached(folder, version) };
}

async function cached(folder: string, version: string): Promise<FoundCli> {
  const places = [path.join(folder, executableName), path.join(folder, "bin", executableName)];
  const executable = places.find(isExecutable);
  if (executable === undefined) throw new Error("this checkout has made none yet");
  const found = await versionOf(executable);
  if (!semver.eq(found, version)) throw new Error(`${executable} is version ${found}, not ${version}`);
  return { path: executable, version: found, source: "cache" };
}

/** Makes a CLI while no other process does, unless another one has put it into the cache in the meantime. */
export function makeInCache(
  folder: string,
  version: string,
  reporter: Reporter,
  make: () => Promise<FoundCli>,
): Promise<FoundCli> {
  return withLock(folder, "the Pulumi CLI", reporter, () => cached(folder, version).catch(make));
}

/** Runs `work` while no other process works on the folder, which is made if it is not there. */
export async function withLock<T>(
  folder: string,
  what: string,
  reporter: Reporter,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(folder, { recursive: true });
  const release = await withProgress(reporter, `Another process is making ${what}:`, lockOf(folder), 2);
  try {
    return await work();
  } finally {
    await release().catch(() => undefined);
  }
}

/**
 * Waits as long as another live process holds the folder; a killed one's lock is void after 30 s. A lock that is lost
 * while the machine sleeps costs at worst a second build: what is made is renamed into place.
 */
function lockOf(folder: string): Promise<() => Promise<void>> {
  return lock(folder, {
    stale: 30_000,
    retries: { forever: true, minTimeout: 500, maxTimeout: 1_000 },
    onCompromised: () => undefined,
  });
}
