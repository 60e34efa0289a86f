import { execFileSync } from "node:child_process";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";

/** Builds the plugin's executable. @returns its folder. */
export function buildPlugin(): string {
  const script = path.join(repositoryRoot(), "plugin", "build.mjs");
  return execFileSync(process.execPath, [script], { encoding: "utf8" }).trim();
}

/** Puts the plugin's executable on the PATH of this process, and so of the engines that it starts. */
export function putPluginOnPath(): void {
  process.env["PATH"] = [buildPlugin(), process.env["PATH"]].join(path.delimiter);
}
