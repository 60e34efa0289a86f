import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { pulumiCli } from "../pulumi-cli/pulumi-cli.ts";
import { reporterFor } from "../pulumi-cli/reporter.ts";
import { repositoryRoot } from "../repository.ts";
import { consumers, nameOf } from "./consumers.ts";
import { pack } from "./pack.ts";
import { withResults } from "./report.ts";
import { runConsumer, type ConsumerRun } from "./run.ts";
import { prepareToolchain, type Toolchain } from "./toolchain.ts";

const { values } = parseArgs({ options: { only: { type: "string" } } });
const chosen = consumers.filter((consumer) => values.only === undefined || nameOf(consumer) === values.only);
const reporter = reporterFor();

async function all(toolchain: Toolchain): Promise<ConsumerRun[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "masking-pack-"));
  try {
    const { tarball } = await pack("provider", folder);
    const runs: ConsumerRun[] = [];
    // One after another: each takes all that the machine has.
    for (const consumer of chosen) {
      const run = await runConsumer(consumer, tarball, toolchain);
      tell(run);
      runs.push(run);
    }
    return runs;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function tell({ consumer, node, sdk, complaint, seconds }: ConsumerRun): void {
  const how = complaint === undefined ? `passed with Node ${node}, SDK ${sdk}` : `FAILED: ${complaint}`;
  reporter.line(`${nameOf(consumer)}: ${how} (${Math.round(seconds)} s)`);
}

function document(cli: string, { managers }: Toolchain, runs: readonly ConsumerRun[]): void {
  const page = path.join(repositoryRoot(), "docs", "compatibility.md");
  const run = { date: new Date(), cli, managers, runs };
  writeFileSync(page, withResults(readFileSync(page, "utf8"), run));
  reporter.line("The table is in docs/compatibility.md.");
}

if (chosen.length === 0) {
  process.stderr.write(`--only takes one of: ${consumers.map(nameOf).join("; ")}\n`);
  process.exitCode = 2;
} else {
  const { version: cli } = await pulumiCli();
  const toolchain = await prepareToolchain();
  const runs = await all(toolchain);
  const failed = runs.filter(({ complaint }) => complaint !== undefined).length;
  reporter.line(`${runs.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
  else if (values.only === undefined) document(cli, toolchain, runs);
}
