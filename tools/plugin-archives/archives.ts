import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "../repository.ts";
import { buildSingleExecutable } from "./single-executable.ts";

export interface Archives {
  /** The script, for all platforms with Node except Windows. */
  readonly script: string;
  /**
   * The executable for this platform, which needs no Node. It has the name under which Pulumi downloads it.
   */
  readonly executable: string;
}

const name = "pulumi-resource-plivo";
const run = promisify(execFile);

/** Builds the plugin and packs it into archives for `pulumi plugin install`. */
export async function buildArchives(folder: string): Promise<Archives> {
  const plugin = path.join(repositoryRoot(), "plugin");
  await run(process.execPath, [path.join(plugin, "build.mjs")]);
  const script = path.join(plugin, "bin", name);
  const { version } = JSON.parse(await readFile(path.join(plugin, "package.json"), "utf8")) as {
    version: string;
  };
  const archive = (target: string) => path.join(folder, `${name}-v${version}-${target}.tar.gz`);
  const archives = { script: archive("node"), executable: archive(platformName()) };
  await mkdir(folder, { recursive: true });
  await createArchive(archives.script, async (contents) => {
    await copyFile(script, path.join(contents, name));
    return [name];
  });
  await createArchive(archives.executable, async (contents) => {
    const executable = process.platform === "win32" ? `${name}.exe` : name;
    await buildSingleExecutable(script, path.join(contents, executable));
    return [executable, ...(await nodeLicence(contents))];
  });
  return archives;
}

/** @param fill writes files into a folder and returns their names. */
async function createArchive(archive: string, fill: (contents: string) => Promise<string[]>): Promise<void> {
  const contents = await mkdtemp(path.join(tmpdir(), "masking-archive-"));
  try {
    await copyFile(path.join(repositoryRoot(), "LICENSE"), path.join(contents, "LICENSE"));
    const files = [...(await fill(contents)), "LICENSE"];
    // Some tars read a path with a drive letter as a host name.
    await run("tar", ["-czf", path.basename(archive), ...files], { cwd: contents });
    await copyFile(path.join(contents, path.basename(archive)), archive);
  } finally {
    await rm(contents, { recursive: true });
  }
}

/** Node's licence, because the executable contains Node. The npm package `node` does not have it. */
async function nodeLicence(contents: string): Promise<string[]> {
  const bin = path.dirname(process.execPath);
  const licence = [path.join(bin, "..", "LICENSE"), path.join(bin, "LICENSE")].find((file) =>
    existsSync(file),
  );
  if (licence === undefined) return [];
  await copyFile(licence, path.join(contents, "LICENSE.node"));
  return ["LICENSE.node"];
}

const systems: Readonly<Record<string, string>> = { win32: "windows" };
const processors: Readonly<Record<string, string>> = { x64: "amd64" };

function platformName(): string {
  const { platform, arch } = process;
  return `${systems[platform] ?? platform}-${processors[arch] ?? arch}`;
}
