import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { withLock } from "../pulumi-cli/install.ts";
import { goModuleFolder, reasonOf } from "../pulumi-cli/versions.ts";
import { repositoryRoot } from "../repository.ts";

export interface SdkOptions {
  /** The folder for the SDKs. Default: this checkout's `.cache/sdk`. */
  readonly folder?: string;
  readonly go?: string;
}

export class SdkUnavailableError extends Error {
  readonly code = "SDK_UNAVAILABLE";

  constructor(reason: string) {
    super(`The SDKs could not be generated: ${reason}. Install Go, version 1.25 or newer.`);
    this.name = "SdkUnavailableError";
  }
}

/**
 * The folder with the SDKs for Python (`python`) and Go (`go`). The engine's code generators create them from
 * the plugin's schema, again only if schema, version or generator has changed.
 *
 * @throws SdkUnavailableError
 */
export async function generateSdks({ folder, go = "go" }: SdkOptions = {}): Promise<string> {
  const root = repositoryRoot();
  const target = folder ?? path.join(root, ".cache", "sdk");
  const generator = goModuleFolder(root);
  const schema = path.join(root, "plugin", "schema.json");
  const manifest = path.join(root, "plugin", "package.json");
  const sources = [
    schema,
    manifest,
    path.join(generator, "go.mod"),
    path.join(generator, "generate-sdk", "main.go"),
  ];
  const hash = sources
    .reduce((all, file) => all.update(readFileSync(file)), createHash("sha256"))
    .digest("hex");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  const note = path.join(target, "generated-from");
  await mkdir(target, { recursive: true });
  await withLock(target, async () => {
    if ((await readFile(note, "utf8").catch(() => undefined)) === hash) return;
    for (const language of ["python", "go"])
      await rm(path.join(target, language), { recursive: true, force: true });
    // The build tags of the CLI, so that compiled packages are reused.
    const command = ["run", "-tags", "osusergo,grpcnotrace", "./generate-sdk", schema, version, target];
    await promisify(execFile)(go, command, { cwd: generator });
    await writeFile(note, hash);
  }).catch((error: unknown) => {
    throw new SdkUnavailableError(reasonOf(error).trim().split("\n").slice(0, 5).join(" / "));
  });
  return target;
}
