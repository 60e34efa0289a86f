import { spawnSync } from "node:child_process";
import path from "node:path";
import { Argument, Command } from "commander";
import { repositoryRoot } from "../repository.ts";
import { parts, runsOf, type Part, type Tests } from "./parts.ts";
import { readReport, scoreOf, undetectedPlaces } from "./reports.ts";

/*
 * Mutation testing: npm run mutation -- [--force] [part ...]. Fails if a part is below its bar. --force also
 * tests mutants again that an earlier run has tested.
 */

const root = repositoryRoot();
const stryker = path.join(root, "node_modules", ".bin", "stryker");

function runStryker(part: string, tests: Tests, parameters: readonly string[]): boolean {
  const { FORCE_COLOR: _, ...environment } = process.env;
  const { status } = spawnSync(process.execPath, [stryker, "run", ...parameters], {
    cwd: root,
    env: { ...environment, MASKING_MUTATION_PART: part, MASKING_MUTATION_TESTS: tests },
    stdio: "inherit",
  });
  return status === 0;
}

/** Whether the tests detect enough of the part's mutants. */
function reachesMinScore(part: Part, parameters: readonly string[]): boolean {
  const { name, minScore } = part;
  const reports: ReturnType<typeof readReport>[] = [];
  for (const tests of runsOf(part)) {
    const left = reports.map(undetectedPlaces).at(-1);
    if (left?.length === 0) break;
    const places = left === undefined ? [] : ["--mutate", left.join(",")];
    if (!runStryker(name, tests, [...parameters, ...places])) return false;
    reports.push(readReport(root, name, tests));
  }
  const score = scoreOf(reports);
  process.stdout.write(
    `The tests detect ${score.toFixed(1)} % of the mutants of "${name}" (bar: ${minScore} %).\n`,
  );
  return score >= minScore;
}

const command = new Command("npm run mutation --")
  .option("--force")
  .addArgument(new Argument("[part...]").choices(parts.map(({ name }) => name)))
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse();
const parameters = command.opts<{ force?: true }>().force ? ["--force"] : [];
const chosen = parts.filter(({ name }) => command.args.length === 0 || command.args.includes(name));
const below = chosen.filter((part) => !reachesMinScore(part, parameters));
for (const { name } of below) process.stderr.write(`The part "${name}" failed or is below its bar.\n`);
process.exitCode = below.length === 0 ? 0 : 1;
