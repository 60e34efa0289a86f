import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const packageName = "pulumi-plivo-masking";

/** The repository's root: the nearest folder at or above the working directory with our package.json. */
export function repositoryRoot(): string {
  for (let folder = process.cwd(); ; folder = path.dirname(folder)) {
    const file = path.join(folder, "package.json");
    const { name } = (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {}) as { name?: unknown };
    if (name === packageName) return folder;
    if (folder === path.dirname(folder))
      throw new Error(`${process.cwd()} is not in a checkout of ${packageName}.`);
  }
}
