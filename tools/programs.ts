import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

/** The first program of these names in these folders. Default: those of PATH. Undefined if there is none. */
export function firstOnPath(
  names: readonly string[],
  searchPath = process.env["PATH"] ?? "",
): string | undefined {
  const folders = searchPath.split(path.delimiter).filter((folder) => folder !== "");
  return folders.flatMap((folder) => names.map((name) => path.resolve(folder, name))).find(isExecutable);
}

/** The Chromium on PATH for browser tests. Undefined if there is none. */
export function findChromium(): string | undefined {
  return firstOnPath(["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
