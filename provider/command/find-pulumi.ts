import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import type { Io } from "./io";

const fileName = process.platform === "win32" ? "pulumi.exe" : "pulumi";
/** npx and npm put those of the current folder before everything else in PATH. Pulumi's command is no npm package. */
const packageBinaries = path.join("node_modules", ".bin");

/**
 * The file of Pulumi's command, by PATH. Found here, since the system would look in the current folder, too: for relative entries and, on
 * Windows, always. Nothing of that folder is to run unless PATH names it in full. Undefined: there is none.
 */
export function findPulumi({ environment }: Pick<Io, "environment">): string | undefined {
  return (environment["PATH"] ?? "")
    .split(path.delimiter)
    .filter((entry) => path.isAbsolute(entry) && !path.normalize(entry).includes(packageBinaries))
    .map((entry) => path.join(entry, fileName))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // No such file, or not for this user: the next entry may have one.
    return false;
  }
}
