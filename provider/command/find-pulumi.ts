import { accessSync, constants, realpathSync, statSync } from "node:fs";
import path from "node:path";
import type { Io } from "./io";

const extension = process.platform === "win32" ? ".exe" : "";
/** npx and npm put the current folder's binaries first in PATH. Pulumi's CLI is no npm package. */
const packageBinaries = path.join("node_modules", ".bin");

/**
 * The file of Pulumi's CLI in PATH. The system's own search would include the current folder, for relative
 * entries and on Windows always; nothing of that folder may run unless PATH has its absolute path.
 */
export function findPulumi(io: Pick<Io, "environment">): string | undefined {
  return inPath(io, [`pulumi${extension}`]);
}

/** The file of a language host, found like the CLI does: in PATH, or beside the CLI. */
export function findLanguageHost(
  io: Pick<Io, "environment">,
  cli: string,
  runtime: string,
): string | undefined {
  const name = `pulumi-language-${runtime}${extension}`;
  const beside = [cli, realpathSync(cli)].map((file) => path.join(path.dirname(file), name));
  return inPath(io, [name]) ?? beside.find(isExecutable);
}

/** The first executable of one of these names in PATH. */
export function inPath(
  { environment }: Pick<Io, "environment">,
  names: readonly string[],
): string | undefined {
  const folders = (environment["PATH"] ?? "")
    .split(path.delimiter)
    .filter((entry) => path.isAbsolute(entry) && !path.normalize(entry).includes(packageBinaries));
  return folders.flatMap((folder) => executableIn(folder, names) ?? [])[0];
}

export function executableIn(folder: string, names: readonly string[]): string | undefined {
  return names.map((name) => path.join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
