import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "./repository.ts";

/** A packed package. */
export interface Packed {
  /** Absolute path of its tarball. */
  readonly tarball: string;
  /** Paths within the package, such as "dist/index.js". */
  readonly files: readonly string[];
  /** Bytes of the tarball. */
  readonly size: number;
}

/** The folders of this repository's packages. */
const folders = { provider: ".", emulator: "emulator", plugin: "plugin" } as const;

/** The packages with compiled code. The plugin is one bundled executable. */
export const packageFolders = ["provider", "emulator"] as const;
export type PackageFolder = (typeof packageFolders)[number];

/** Packs the last build into `destination`. */
export async function pack(folder: keyof typeof folders, destination: string): Promise<Packed> {
  const cwd = path.join(repositoryRoot(), folders[folder]);
  const parameters = ["pack", "--ignore-scripts", "--json", "--pack-destination", destination];
  const { stdout } = await promisify(execFile)("npm", parameters, { cwd, maxBuffer: 2 ** 24 });
  const [packed] = JSON.parse(stdout) as [{ filename: string; size: number; files: { path: string }[] }];
  const files = packed.files.map((file) => file.path).sort();
  return { tarball: path.join(destination, packed.filename), files, size: packed.size };
}
