import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { withLock } from "../pulumi-cli/cache.ts";
import { compile, requiredVersion } from "../pulumi-cli/compile.ts";
import { isExecutable } from "../pulumi-cli/on-path.ts";
import { reporterFor, withProgress } from "../pulumi-cli/reporter.ts";
import { reasonOf } from "../pulumi-cli/source.ts";
import { repositoryRoot } from "../repository.ts";

export interface YamlHostOptions {
  /** Takes the lines that say what is going on. Default: stderr, with a line of progress on a terminal. */
  readonly log?: (line: string) => void;
  /** Where builds are kept. Default: this checkout's `.cache`. */
  readonly cache?: string;
  /** The Go command. Default: the one on PATH. */
  readonly go?: string;
}

/** The YAML language host could not be built. */
export class YamlHostUnavailableError extends Error {
  readonly code = "YAML_HOST_UNAVAILABLE";

  constructor(reason: string) {
    super(`Pulumi's YAML language host could not be built: ${reason}. Install Go, version 1.25 or newer.`);
    this.name = "YamlHostUnavailableError";
  }
}

const source = "github.com/pulumi/pulumi-yaml";
const executableName = `pulumi-language-yaml${process.platform === "win32" ? ".exe" : ""}`;
const usualTime = "usually 2 minutes on 2 cores, once per checkout";

/**
 * The folder of Pulumi's YAML language host, by which the CLI runs a project of `runtime: yaml` once the folder is on
 * PATH. It is built on first use, as the CLI is.
 *
 * @throws YamlHostUnavailableError
 */
export async function yamlHost({ log, cache, go }: YamlHostOptions = {}): Promise<string> {
  const root = repositoryRoot();
  const module = path.join(root, "tools", "yaml-host");
  const version = requiredVersion(module, source);
  const folder = path.join(cache ?? path.join(root, ".cache"), "yaml-host", `v${version}`);
  const executable = path.join(folder, executableName);
  if (isExecutable(executable)) return folder;
  const program = {
    module,
    mainPackage: `${source}/cmd/pulumi-language-yaml`,
    versionVariable: `${source}/pkg/version.Version`,
    version,
  };
  const reporter = reporterFor(log);
  const options = { check: assertRuns, ...(go === undefined ? {} : { go }) };
  await withLock(folder, "the YAML language host", reporter, async () => {
    if (isExecutable(executable)) return;
    const text = `Building Pulumi's YAML language host ${version} with Go (${usualTime}):`;
    await withProgress(reporter, text, compile(program, executable, options));
  }).catch((error: unknown) => {
    throw new YamlHostUnavailableError(reasonOf(error));
  });
  return folder;
}

/** The host says its usage; it has no answer to a question for its version. */
async function assertRuns(executable: string): Promise<void> {
  await promisify(execFile)(executable, ["-h"], { timeout: 30_000 });
}
