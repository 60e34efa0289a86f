import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { pack } from "../../tools/consumers/pack.ts";
import type { Sample } from "../samples.ts";

/** The packed package, and what an install of it without @pulumi/pulumi takes. */
export async function measureSizes(): Promise<Sample[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "masking-bench-"));
  try {
    const { tarball, size } = await pack("provider", folder);
    await writeFile(path.join(folder, "package.json"), JSON.stringify({ private: true }));
    // The peer @pulumi/pulumi is the program's own.
    const parameters = ["install", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", tarball];
    await promisify(execFile)("npm", parameters, { cwd: folder });
    const installed = await bytesBelow(path.join(folder, "node_modules"));
    return [
      { of: "package", size: 1, figure: "packed, bytes", value: size },
      { of: "package", size: 1, figure: "installed, bytes", value: installed },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(path.join(parentPath, name))).size),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}
