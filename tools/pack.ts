import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "./repository.ts";

export interface Packed {
  readonly tarball: string;
  /** Paths within the package, such as "dist/index.js". */
  readonly files: readonly string[];
  readonly size: number;
}

const folders = { provider: ".", emulator: "emulator", plugin: "plugin" } as const;

export const packageFolders = ["provider", "emulator"] as const;
export type PackageFolder = (typeof packageFolders)[number];

export async function pack(folder: keyof typeof folders, destination: string): Promise<Packed> {
  const cwd = path.join(repositoryRoot(), folders[folder]);
  const parameters = ["pack", "--ignore-scripts", "--json", "--pack-destination", destination];
  const { stdout } = await promisify(execFile)("npm", parameters, { cwd, maxBuffer: 2 ** 24 });
  const [packed] = JSON.parse(stdout) as [{ filename: string; size: number; files: { path: string }[] }];
  const files = packed.files.map((file) => file.path).sort();
  return { tarball: path.join(destination, packed.filename), files, size: packed.size };
}
