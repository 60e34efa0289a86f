import { execFile } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
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
    const entries = readdirSync(path.join(folder, "node_modules"), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const installed = files.reduce(
      (sum, { parentPath, name }) => sum + statSync(path.join(parentPath, name)).size,
      0,
    );
    return [
      ["packed package", "", "", `${Math.round(size / 1e3)} kB`],
      ["install without @pulumi/pulumi", "", "", `${(installed / 1e6).toFixed(1)} MB`],
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}
