import path from "node:path";
import { makeInCache } from "./cache.ts";
import { compile } from "./compile.ts";
import { executableName } from "./on-path.ts";
import { linkProviderHost } from "./provider-host.ts";
import { withProgress } from "./reporter.ts";
import type { CliSource, FoundCli } from "./source.ts";
import { goModuleFolder, versionOf } from "./versions.ts";

const usualTime = "usually 4 to 6 minutes on 2 cores, once per checkout";

/** Builds the CLI from the Go module in tools/pulumi-cli into `folder`. */
export function goBuild(root: string, folder: string, version: string, go = "go"): CliSource {
  const program = {
    module: goModuleFolder(root),
    mainPackage: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    versionVariable: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
    version,
  };
  const build = async (): Promise<FoundCli> => {
    const executable = path.join(folder, executableName);
    await compile(program, executable, { check: versionOf, go });
    await linkProviderHost(folder, root);
    return { path: executable, version, source: "build" };
  };
  return {
    name: "build",
    find: (reporter) =>
      makeInCache(folder, version, reporter, () =>
        withProgress(reporter, `Building the Pulumi CLI ${version} with Go (${usualTime}):`, build()),
      ),
  };
}
