import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { Command } from "commander";
import { repositoryRoot } from "../repository.ts";
import { buildSingleExecutable } from "./single-executable.ts";

/*
 * npm run plugin:archives -- FOLDER: builds the plugin, packs it into archives for `pulumi plugin install`
 * and prints their paths: the script, for all platforms with Node except Windows, and the executable for
 * this platform, which needs no Node.
 */

const name = "pulumi-resource-plivo";
const systems: Readonly<Record<string, string>> = { win32: "windows" };
const processors: Readonly<Record<string, string>> = { x64: "amd64" };

const run = promisify(execFile);
const { args } = new Command("npm run plugin:archives --").argument("<folder>").parse();
const target = path.resolve(args[0] ?? "");
const plugin = path.join(repositoryRoot(), "plugin");
const { version } = JSON.parse(readFileSync(path.join(plugin, "package.json"), "utf8")) as {
  version: string;
};
const contents = await mkdtemp(path.join(tmpdir(), "masking-archive-"));

async function createArchive(platform: string, files: readonly string[]): Promise<void> {
  // Some tars read a path with a drive letter as a host name.
  const archive = `${name}-v${version}-${platform}.tar.gz`;
  await run("tar", ["-czf", archive, ...files, "LICENSE"], { cwd: contents });
  await copyFile(path.join(contents, archive), path.join(target, archive));
  process.stdout.write(`${path.join(target, archive)}\n`);
}

/** Node's licence, because the executable contains Node. The npm package `node` does not have it. */
async function copyNodeLicence(): Promise<string[]> {
  const bin = path.dirname(process.execPath);
  const licence = [path.join(bin, "..", "LICENSE"), path.join(bin, "LICENSE")].find(existsSync);
  if (licence === undefined) return [];
  await copyFile(licence, path.join(contents, "LICENSE.node"));
  return ["LICENSE.node"];
}

try {
  await mkdir(target, { recursive: true });
  await run(process.execPath, [path.join(plugin, "build.mjs")]);
  const script = path.join(plugin, "bin", name);
  await copyFile(path.join(repositoryRoot(), "LICENSE"), path.join(contents, "LICENSE"));
  await copyFile(script, path.join(contents, name));
  await createArchive("node", [name]);
  const { platform, arch } = process;
  const executable = platform === "win32" ? `${name}.exe` : name;
  await buildSingleExecutable(script, path.join(contents, executable));
  // The name under which Pulumi downloads it.
  const downloaded = `${systems[platform] ?? platform}-${processors[arch] ?? arch}`;
  await createArchive(downloaded, [executable, ...(await copyNodeLicence())]);
} finally {
  await rm(contents, { recursive: true });
}
