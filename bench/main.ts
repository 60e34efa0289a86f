import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { cliPath, settleCli } from "../tools/engine/cli.ts";
import { table } from "../tools/markdown.ts";
import { endOnUsageError, UsageError } from "../tools/usage.ts";
import { measureClients } from "./clients.ts";
import { killAndAdopt } from "./operations/kill.ts";
import { measureOperations, rivalNames } from "./operations/operations.ts";
import type { Row, Settings } from "./results.ts";
import { measureSizes } from "./sizes.ts";
import { measureStarts } from "./start.ts";

/*
 * Measures this provider against baselines of the same run, and prints the ratios as a table:
 * npm run bench -- [--only CASE] [--sessions 1,100,1000,10000] [--rounds 3] [--rivals dynamic,native]
 */

const cases = {
  sizes: measureSizes,
  start: measureStarts,
  client: measureClients,
  operations: measureOperations,
  kill: killAndAdopt,
} satisfies Record<string, (settings: Settings) => Promise<Row[]>>;

function readOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      sessions: { type: "string", default: "1,100" },
      rounds: { type: "string", default: "3" },
      rivals: { type: "string" },
    },
  });
  const { only } = values;
  const chosen = Object.entries(cases).filter(([name]) => only === undefined || name === only);
  const [rounds = 0, ...sizes] = [values.rounds, ...values.sessions.split(",")].map(Number);
  if (chosen.length === 0) throw new UsageError(`--only takes one of: ${Object.keys(cases).join(", ")}`);
  if (![rounds, ...sizes].every((count) => Number.isInteger(count) && count > 0)) {
    throw new UsageError(
      "--sessions takes positive integers with commas between them, and --rounds takes one.",
    );
  }
  const named = values.rivals?.split(",");
  if (named?.some((name) => !(rivalNames as string[]).includes(name)) === true) {
    throw new UsageError(`--rivals takes some of: ${rivalNames.join(", ")}`);
  }
  return { chosen, rounds, sizes, named };
}

function git(...parameters: string[]): string {
  return execFileSync("git", parameters, { encoding: "utf8" }).trim();
}

async function main(): Promise<void> {
  const { chosen, rounds, sizes, named } = readOptions();
  await settleCli();
  const cli = execFileSync(await cliPath(), ["version"], { encoding: "utf8" }).trim();
  const rows: Row[] = [];
  for (const [name, measure] of chosen) {
    const note = (text: string) => process.stderr.write(`${name}: ${text}\n`);
    rows.push(...(await measure({ sizes, rounds, chosen: named, note })));
  }
  const tree = git("status", "--porcelain") === "" ? "" : " with uncommitted changes";
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "?"}`;
  const where = `commit ${git("rev-parse", "--short", "HEAD")}${tree}, Node ${process.versions.node}, Pulumi ${cli}, ${machine}`;
  const figures = table(["Work", "Sessions", "Against", "Result"], rows);
  process.stdout.write(`${new Date().toISOString().slice(0, 10)}, ${where}\n\n${figures}\n`);
}

// What was started ends with this process.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

await main().catch(endOnUsageError);
