import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { pack } from "../tools/pack.ts";
import type { Row } from "./results.ts";

/** The sizes of the packed package and of an install without @pulumi/pulumi. */
export async function measureSizes(): Promise<Row[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "masking-bench-"));
  try {
    const { tarball, size } = await pack("provider", folder);
    await writeFile(path.join(folder, "package.json"), JSON.stringify({ private: true }));
    const parameters = ["install", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", tarball];
    await promisify(execFile)("npm", parameters, { cwd: folder });
    const installed = await folderBytes(path.join(folder, "node_modules"));
    return [
      ["packed package", "", "", `${Math.round(size / 1e3)} kB`],
      ["install without @pulumi/pulumi", "", "", `${(installed / 1e6).toFixed(1)} MB`],
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(path.join(parentPath, name))).size),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}
