import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { Command, InvalidArgumentError, Option } from "commander";
import { cliPath, findCliOnce } from "../tools/engine/cli.ts";
import { table } from "../tools/markdown.ts";
import { versionOf } from "../tools/pulumi-cli/versions.ts";
import { measureClients } from "./clients.ts";
import { killAndAdopt } from "./operations/kill.ts";
import { measureOperations, rivalNames } from "./operations/operations.ts";
import type { Row, Settings } from "./results.ts";
import { measureSizes } from "./sizes.ts";
import { measureStarts } from "./start.ts";

/*
 * Measures this provider against baselines of the same run, and prints the ratios as a table:
 * npm run bench -- [--only CASE] [--sessions 1,100,1000,10000] [--rounds 3] [--rivals dynamic native]
 */

const cases = {
  sizes: measureSizes,
  start: measureStarts,
  client: measureClients,
  operations: measureOperations,
  kill: killAndAdopt,
} satisfies Record<string, (settings: Settings) => Promise<Row[]>>;

function count(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError("It takes positive integers.");
}

const counts = (text: string): number[] => text.split(",").map(count);

const { only, sessions, rounds, rivals } = new Command("npm run bench --")
  .addOption(new Option("--only <case>").choices(Object.keys(cases)))
  .option("--sessions <counts>", "sessions of a stack", counts, [1, 100])
  .option("--rounds <count>", "measurements of each case", count, 3)
  .addOption(new Option("--rivals <names...>", "what is compared").choices(rivalNames))
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse()
  .opts<{ only?: string; sessions: number[]; rounds: number; rivals?: string[] }>();

async function main(): Promise<void> {
  await findCliOnce();
  const cli = await versionOf(await cliPath());
  const rows: Row[] = [];
  for (const [name, measure] of Object.entries(cases)) {
    if (only !== undefined && name !== only) continue;
    const note = (text: string) => process.stderr.write(`${name}: ${text}\n`);
    rows.push(...(await measure({ sizes: sessions, rounds, chosen: rivals, note })));
  }
  const commit = execFileSync("git", ["describe", "--always", "--dirty"], { encoding: "utf8" }).trim();
  const where = `commit ${commit}, Node ${process.versions.node}, Pulumi ${cli}, ${cpus().length} cores`;
  const figures = table(["Work", "Sessions", "Against", "Result"], rows);
  process.stdout.write(`${new Date().toISOString().slice(0, 10)}, ${where}\n\n${figures}\n`);
}

// On exit the processes that were started are killed.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

await main();
