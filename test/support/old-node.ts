import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

/** A Node below the package's minimum, and the parameters that make it one. */
export interface OldNode {
  readonly executable: string;
  readonly parameters: readonly string[];
  readonly version: string;
}

/** Reports another version in a new Node, for machines without an old one. */
const pretending = path.join(__dirname, "pretend-node-20.cjs");

/** The machine's own Node if it is 18 to 21; else this process's, which claims to be Node 20. */
export function oldNode(): OldNode {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  for (const folder of [...folders, "/usr/local/bin", "/usr/bin"]) {
    const executable = path.join(folder, "node");
    const version = existsSync(executable) ? versionOf(executable) : "";
    if (/^(?:18|19|20|21)\./.test(version)) return { executable, parameters: [], version };
  }
  return { executable: process.execPath, parameters: ["--require", pretending], version: "20.20.2" };
}

function versionOf(executable: string): string {
  return execFileSync(executable, ["--print", "process.versions.node"], { encoding: "utf8" }).trim();
}
