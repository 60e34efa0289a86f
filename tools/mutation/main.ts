import { spawnSync } from "node:child_process";
import path from "node:path";
import { Argument, Command } from "commander";
import { repositoryRoot } from "../repository.ts";
import { parts } from "./parts.ts";

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

const command = new Command("npm run mutation --")
  .option("--force")
  .addArgument(new Argument("[part...]").choices(parts.map(({ name }) => name)))
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse();
const chosen = parts.filter(({ name }) => command.args.length === 0 || command.args.includes(name));
const failed = chosen.filter(
  ({ name }) => !run(name, command.opts<{ force?: true }>().force ? ["--force"] : []),
);
for (const { name, minScore } of failed) {
  process.stderr.write(`The part "${name}" failed, or is below ${minScore} %.\n`);
}
process.exitCode = failed.length === 0 ? 0 : 1;
