import path from "node:path";
import { parseArgs } from "node:util";
import { endOnUsageError, UsageError } from "../usage.ts";
import { buildArchives } from "./archives.ts";

/* npm run plugin:archives -- FOLDER: writes the plugin's archives for this platform there, and prints their paths. */

try {
  const [folder, ...others] = parseArgs({ allowPositionals: true }).positionals;
  if (folder === undefined || others.length > 0) throw new UsageError("Name one folder for the archives.");
  const { script, executable } = await buildArchives(path.resolve(folder));
  process.stdout.write(`${script}\n${executable}\n`);
} catch (error) {
  endOnUsageError(error);
}
