import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

/** An interpreter below the package's floor, and what makes it one. */
export interface OldNode {
  readonly executable: string;
  readonly parameters: readonly string[];
  readonly version: string;
}

/** Says another version in a Node that is new enough, for machines without an old one. */
const pretending = path.join(__dirname, "pretend-node-20.cjs");

/** The machine's own Node, if it is 18 to 21; else this process's, which only says that it is Node 20. */
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
