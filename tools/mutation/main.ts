import { spawnSync } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import { repositoryRoot } from "../repository.ts";
import { endOnUsageError } from "../usage.ts";
import { partOf, parts } from "./parts.ts";

/*
 * Mutation testing, part by part: npm run mutation -- [--force] [part ...]. Fails if a part is below its bar. With --force
 * it tries again what an earlier run has tried.
 */

const root = repositoryRoot();
const stryker = path.join(root, "node_modules", ".bin", "stryker");

/** Whether Stryker has run the part, and its score is not below the bar. */
function run(part: string, parameters: readonly string[]): boolean {
  const { FORCE_COLOR: _, ...environment } = process.env;
  const { status } = spawnSync(process.execPath, [stryker, "run", ...parameters], {
    cwd: root,
    env: { ...environment, MASKING_MUTATION_PART: part },
    stdio: "inherit",
  });
  return status === 0;
}

try {
  const options = { force: { type: "boolean", default: false } } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const chosen = positionals.length === 0 ? parts : positionals.map(partOf);
  const failed = chosen.filter(({ name }) => !run(name, values.force ? ["--force"] : []));
  for (const { name, minScore } of failed) {
    process.stderr.write(`The part "${name}" failed, or is below ${minScore} %.\n`);
  }
  process.exitCode = failed.length === 0 ? 0 : 1;
} catch (error) {
  endOnUsageError(error);
}
