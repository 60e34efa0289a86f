import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { compile, requiredVersion } from "../pulumi-cli/compile.ts";
import { withLock } from "../pulumi-cli/install.ts";
import { reasonOf } from "../pulumi-cli/versions.ts";
import { isExecutable } from "../programs.ts";
import { repositoryRoot } from "../repository.ts";

export class YamlHostUnavailableError extends Error {
  readonly code = "YAML_HOST_UNAVAILABLE";
}

const source = "github.com/pulumi/pulumi-yaml";

/**
 * The folder of Pulumi's YAML language host. With it on PATH, the CLI runs projects with `runtime: yaml`. It
 * is built on first use.
 *
 * @param cache the folder for builds. Default: this checkout's `.cache`.
 * @throws YamlHostUnavailableError if it cannot be built.
 */
export async function yamlHost({
  log = (line: string): unknown => process.stderr.write(`${line}\n`),
  cache = path.join(repositoryRoot(), ".cache"),
  go = "go",
} = {}): Promise<string> {
  const module = path.join(repositoryRoot(), "tools", "yaml-host");
  const version = requiredVersion(module, source);
  const folder = path.join(cache, "yaml-host", `v${version}`);
  const executable = path.join(folder, "pulumi-language-yaml");
  if (isExecutable(executable)) return folder;
  const mainPackage = `${source}/cmd/pulumi-language-yaml`;
  const versionVariable = `${source}/pkg/version.Version`;
  // The host has no version option.
  const check = (file: string) => promisify(execFile)(file, ["-h"], { timeout: 30_000 });
  await withLock(folder, async () => {
    if (isExecutable(executable)) return;
    log(`Building Pulumi's YAML language host ${version} with Go: 2 minutes on 2 cores, once per checkout.`);
    await compile({ go, module, mainPackage, versionVariable, version, check }, executable);
  }).catch((error: unknown) => {
    const reason = reasonOf(error);
    throw new YamlHostUnavailableError(
      `Pulumi's YAML language host could not be built: ${reason}. Install Go, version 1.25 or newer.`,
    );
  });
  return folder;
}
