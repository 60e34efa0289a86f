import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { reporterFor } from "../pulumi-cli/reporter.ts";
import { repositoryRoot } from "../repository.ts";
import { endOnUsageError } from "../usage.ts";
import { chosen, lanes, limitOfAll, UnknownProofError, type Proof } from "./proofs.ts";
import { duration, withReport } from "./report.ts";
import { runProofs, type Outcome } from "./run.ts";

const root = repositoryRoot();
const page = path.join(root, "docs", "reliability.md");
const reporter = reporterFor();

function selection(): { proofs: readonly Proof[]; all: boolean } {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  return { proofs: chosen(values.only), all: values.only === undefined };
}

function git(...parameters: string[]): string {
  return execFileSync("git", parameters, { cwd: root, encoding: "utf8" }).trim();
}

async function soak(proofs: readonly Proof[], all: boolean): Promise<boolean> {
  const date = new Date();
  const start = performance.now();
  // As they are now: the run may take an hour, in which people go on working.
  const tree = { commit: git("rev-parse", "--short", "HEAD"), clean: git("status", "--porcelain") === "" };
  const folder = path.join(root, ".cache", "soak", date.toISOString().replace(/[:.]/g, "-"));
  mkdirSync(folder, { recursive: true });
  reporter.line(`${proofs.length} ${proofs.length === 1 ? "proof" : "proofs"}, logs in ${folder}`);
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      interrupted.abort();
    });
  }
  const options = { root, folder, reporter, lanes, limit: limitOfAll, signal: interrupted.signal };
  const outcomes = await runProofs(proofs, options);
  const failed = outcomes.filter(({ complaint }) => complaint !== undefined);
  failed.forEach(show);
  const seconds = (performance.now() - start) / 1000;
  reporter.line(`${outcomes.length - failed.length} of ${proofs.length} passed after ${duration(seconds)}`);
  if (failed.length > 0) return false;
  if (all) {
    const run = { date, ...tree, node: process.versions.node, seconds, proofs: outcomes };
    writeFileSync(page, withReport(readFileSync(page, "utf8"), run));
    reporter.line("The figures are in docs/reliability.md.");
  }
  return true;
}

/** Lines of a log's end that mostly tell what was wrong. */
const tail = 40;

function show({ name, complaint, log }: Outcome): void {
  const text = existsSync(log) ? readFileSync(log, "utf8") : "";
  reporter.line(`--- ${name}: ${complaint ?? ""} (${log})`);
  reporter.line(text.trimEnd().split("\n").slice(-tail).join("\n"));
}

try {
  const { proofs, all } = selection();
  process.exitCode = (await soak(proofs, all)) ? 0 : 1;
} catch (error) {
  endOnUsageError(error, (one) => one instanceof UnknownProofError);
}
