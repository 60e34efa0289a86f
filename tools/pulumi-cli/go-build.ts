import { spawn } from "node:child_process";
import { readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { makeInCache } from "./cache.ts";
import { executableName } from "./on-path.ts";
import { linkProviderHost } from "./provider-host.ts";
import { withProgress } from "./reporter.ts";
import type { CliSource, FoundCli } from "./source.ts";
import { goModuleFolder, versionOf } from "./versions.ts";

const usualTime = "usually 4 to 6 minutes on 2 cores, once per checkout";

const partialSuffix = ".partial";

/** How many of the compiler's last lines a failure quotes. */
const quotedLines = 5;

/** Builds the CLI from the Go module in tools/pulumi-cli into `folder`. */
export function goBuild(root: string, folder: string, version: string, go = "go"): CliSource {
  const build = async (): Promise<FoundCli> => {
    const executable = path.join(folder, executableName);
    await removePartials(folder);
    const partial = path.join(folder, `${String(process.pid)}${partialSuffix}`);
    await compile(go, root, partial, version);
    await versionOf(partial);
    await rename(partial, executable);
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

/** An interrupted build leaves a file of 115 MB behind. */
async function removePartials(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(partialSuffix));
  await Promise.all(names.map((name) => rm(path.join(folder, name), { force: true })));
}

function compile(go: string, root: string, output: string, version: string): Promise<void> {
  const stamp = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
  const options = ["-tags", "osusergo,grpcnotrace", "-ldflags", `-s -w ${stamp}`, "-o", output];
  return run(go, ["build", ...options, "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"], goModuleFolder(root));
}

function run(command: string, parameters: string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    const child = spawn(command, parameters, { cwd, stdio: ["ignore", "ignore", "pipe"] });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.on("error", (error: NodeJS.ErrnoException) => {
      reject(new Error(error.code === "ENOENT" ? `${command} is not on PATH` : error.message));
    });
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} build ended with ${String(code ?? signal)}: ${lastLines(output)}`));
    });
  });
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-quotedLines).join(" / ");
}
