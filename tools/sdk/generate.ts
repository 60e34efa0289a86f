import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { requiredVersion } from "../pulumi-cli/compile.ts";
import { withLock } from "../pulumi-cli/install.ts";
import { firstLines, goModuleFolder } from "../pulumi-cli/versions.ts";
import { repositoryRoot } from "../repository.ts";

const sdk = "github.com/pulumi/pulumi/sdk/v3";

/**
 * Generates the SDKs for Python (`python`) and Go (`go`) with the engine's code generators from the plugin's
 * schema, again only if schema, version or generator has changed.
 *
 * @param folder for the SDKs. Default: this checkout's `.cache/sdk`.
 * @returns the folder.
 * @throws Error if they cannot be generated.
 */
export async function generateSdks({
  folder = path.join(repositoryRoot(), ".cache", "sdk"),
  go = "go",
} = {}): Promise<string> {
  const [schema, manifest] = ["schema.json", "package.json"].map((name) =>
    path.join(repositoryRoot(), "plugin", name),
  ) as [string, string];
  const generator = ["go.mod", "generate-sdk/main.go"].map((name) => path.join(goModuleFolder, name));
  const hash = createHash("sha256");
  for (const file of [schema, manifest, ...generator]) hash.update(readFileSync(file));
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  const { language } = JSON.parse(readFileSync(schema, "utf8")) as {
    language: { go: { importBasePath: string } };
  };
  const note = path.join(folder, "generated-from");
  const source = hash.digest("hex");
  await mkdir(folder, { recursive: true });
  await withLock(folder, async () => {
    if ((await readFile(note, "utf8").catch(() => undefined)) === source) return;
    for (const language of ["python", "go"])
      await rm(path.join(folder, language), { recursive: true, force: true });
    // The build tags of the CLI, so that compiled packages are reused.
    const command = ["run", "-tags", "osusergo,grpcnotrace", "./generate-sdk", schema, version, folder];
    await promisify(execFile)(go, command, { cwd: goModuleFolder });
    const module = language.go.importBasePath;
    const goMod = `module ${module}\n\ngo 1.25.11\n\nrequire ${sdk} v${requiredVersion(goModuleFolder, sdk)}\n`;
    await writeFile(path.join(folder, "go", path.basename(module), "go.mod"), goMod);
    await writeFile(note, source);
  }).catch((error: unknown) => {
    const reason = firstLines(error, 5);
    throw new Error(`The SDKs could not be generated: ${reason}. Install Go, version 1.25 or newer.`);
  });
  return folder;
}
