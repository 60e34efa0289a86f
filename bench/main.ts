import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";
import path from "node:path";
import { cliPath, settleCli } from "../tools/engine/cli.ts";
import { reporterFor } from "../tools/pulumi-cli/reporter.ts";
import { repositoryRoot } from "../tools/repository.ts";
import { duration } from "../tools/soak/report.ts";
import { bars } from "./bars.ts";
import { BenchError } from "./errors.ts";
import { judge } from "./judge.ts";
import { readOptions, UsageError, type Options } from "./options.ts";
import { caseNames, cases, type CaseName } from "./plan.ts";
import { plotsOf, plotSvg } from "./report/plots.ts";
import { plotFile, ratiosJson, report, withFigures, type BenchRun } from "./report/report.ts";
import { runCases } from "./run.ts";

const root = repositoryRoot();
const page = path.join(root, "docs", "scaling.md");
const reporter = reporterFor();

/** Minutes. */
const limits = { short: 10, full: 60 } as const;

function git(...parameters: string[]): string {
  return execFileSync("git", parameters, { cwd: root, encoding: "utf8" }).trim();
}

function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} × ${processors[0]?.model ?? "?"}, ${memory} GiB, ${type()} ${release()}`;
}

async function measure({ full, only, scale }: Options<CaseName>): Promise<BenchRun> {
  const date = new Date();
  const tree = { commit: git("rev-parse", "--short", "HEAD"), clean: git("status", "--porcelain") === "" };
  await settleCli((text) => {
    reporter.line(text);
  });
  const cli = execFileSync(await cliPath(), ["version"], { encoding: "utf8" }).trim();
  const sizes = { thousand: Math.round(1_000 * scale), tenThousand: Math.round(10_000 * scale) };
  const form = full ? "full" : "short";
  const start = performance.now();
  const gone = () => (performance.now() - start) / 1000;
  const measured = await runCases(cases, {
    form,
    only,
    sizes,
    limit: only === undefined ? limits[form] : limits.full,
    now: () => performance.now(),
    line: (text) => {
      reporter.line(`[${duration(gone())}] ${text}`);
    },
  });
  const judged = judge(bars(sizes), measured.samples);
  const where = { node: process.versions.node, cli, machine: machine() };
  return {
    date,
    command: ["npm run bench", ...commandLine()].join(" -- "),
    ...tree,
    ...where,
    seconds: gone(),
    sizes,
    ...measured,
    judged,
  };
}

function commandLine(): string[] {
  // Where the JSON goes is no part of what is measured, and can be a folder of this machine.
  const parameters = process.argv
    .slice(2)
    .join(" ")
    .replace(/--json[ =]\S+/, "");
  return parameters.trim() === "" ? [] : [parameters.replace(/\s+/g, " ").trim()];
}

function write(run: BenchRun): void {
  for (const plot of plotsOf(run.samples)) {
    writeFileSync(path.join(path.dirname(page), plotFile(plot.name)), `${plotSvg(plot, run.samples)}\n`);
  }
  writeFileSync(page, withFigures(readFileSync(page, "utf8"), run));
  reporter.line("The figures and plots are in docs/scaling.md and docs/images.");
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), caseNames);
  const run = await measure(options);
  process.stdout.write(report(run));
  if (options.json !== undefined) writeFileSync(options.json, ratiosJson(run.judged));
  if (options.write) write(run);
  return run.judged.some(({ holds }) => holds === false) ? 3 : 0;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => process.exit(1));
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError || error instanceof BenchError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
