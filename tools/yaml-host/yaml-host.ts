import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { compile, requiredVersion } from "../pulumi-cli/compile.ts";
import { withLock } from "../pulumi-cli/install.ts";
import { isExecutable, reasonOf } from "../pulumi-cli/versions.ts";
import { repositoryRoot } from "../repository.ts";

export interface YamlHostOptions {
  /** Prints progress. Default: stderr. */
  readonly log?: (line: string) => unknown;
  /** The folder for builds. Default: this checkout's `.cache`. */
  readonly cache?: string;
  readonly go?: string;
}

export class YamlHostUnavailableError extends Error {
  readonly code = "YAML_HOST_UNAVAILABLE";

  constructor(reason: string) {
    super(`Pulumi's YAML language host could not be built: ${reason}. Install Go, version 1.25 or newer.`);
    this.name = "YamlHostUnavailableError";
  }
}

const source = "github.com/pulumi/pulumi-yaml";

/**
 * The folder of Pulumi's YAML language host. With it on PATH, the CLI runs projects with `runtime: yaml`. It
 * is built on first use.
 *
 * @throws YamlHostUnavailableError
 */
export async function yamlHost({
  log = (line) => process.stderr.write(`${line}\n`),
  cache,
  go = "go",
}: YamlHostOptions = {}): Promise<string> {
  const root = repositoryRoot();
  const module = path.join(root, "tools", "yaml-host");
  const version = requiredVersion(module, source);
  const folder = path.join(cache ?? path.join(root, ".cache"), "yaml-host", `v${version}`);
  const executable = path.join(folder, "pulumi-language-yaml");
  if (isExecutable(executable)) return folder;
  const mainPackage = `${source}/cmd/pulumi-language-yaml`;
  const versionVariable = `${source}/pkg/version.Version`;
  await withLock(folder, async () => {
    if (isExecutable(executable)) return;
    log(`Building Pulumi's YAML language host ${version} with Go: 2 minutes on 2 cores, once per checkout.`);
    await compile({ go, module, mainPackage, versionVariable, version, check: assertRuns }, executable);
  }).catch((error: unknown) => {
    throw new YamlHostUnavailableError(reasonOf(error));
  });
  return folder;
}

/** The host has no version option, so this runs its help. */
async function assertRuns(executable: string): Promise<void> {
  await promisify(execFile)(executable, ["-h"], { timeout: 30_000 });
}
