import { repositoryRoot } from "../repository.ts";
import { cacheFolder, inCache } from "./cache.ts";
import { goBuild } from "./go-build.ts";
import { installer } from "./installer.ts";
import { onPath } from "./on-path.ts";
import { reporterFor } from "./reporter.ts";
import { search } from "./search.ts";
import type { FoundCli } from "./source.ts";
import { lowestVersion, pinnedVersion } from "./versions.ts";

export interface PulumiCliOptions {
  /** Takes the lines that say what is going on. Default: stderr, with a line of progress on a terminal. */
  log?: (line: string) => void;
}

/**
 * The Pulumi CLI: the one on PATH unless it is too old, else this checkout's own, which is downloaded or built on
 * first use (a build takes minutes). Rejects with PulumiCliUnavailableError where no way leads to one.
 */
export async function pulumiCli(options: PulumiCliOptions = {}): Promise<FoundCli> {
  const root = repositoryRoot();
  const version = pinnedVersion(root);
  const folder = cacheFolder(root, version);
  const sources = [
    onPath(process.env["PATH"] ?? "", lowestVersion),
    inCache(folder, version),
    installer(folder, version),
    goBuild(root, folder, version),
  ];
  return search(sources, reporterFor(options.log));
}
