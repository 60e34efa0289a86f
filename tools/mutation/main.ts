import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { table } from "../markdown.ts";
import { repositoryRoot } from "../repository.ts";
import { endOnUsageError } from "../usage.ts";
import { partOf, parts, reportFile, type Part } from "./parts.ts";
import { isBelowBar, percentage, scores, type FolderScore, type MutationReport } from "./score.ts";

/*
 * Mutation testing, part by part: npm run mutation -- [--force] [part ...]. Prints the score of each folder,
 * and fails if one is below its bar. With --force it tries again what an earlier run has tried.
 */

const root = repositoryRoot();

function run(part: Part, force: boolean): FolderScore[] {
  const report = path.join(root, reportFile(part));
  // Else the report of an earlier run could pass for this one's.
  rmSync(report, { force: true });
  const stryker = path.join(root, "node_modules", ".bin", "stryker");
  const { FORCE_COLOR: _, ...environment } = process.env;
  const { status, error } = spawnSync(process.execPath, [stryker, "run", ...(force ? ["--force"] : [])], {
    cwd: root,
    env: { ...environment, MASKING_MUTATION_PART: part.name },
    stdio: "inherit",
  });
  if (error !== undefined) throw error;
  if (status !== 0)
    throw new Error(`Stryker failed in the part "${part.name}" (exit code ${String(status)}).`);
  return scores(part, JSON.parse(readFileSync(report, "utf8")) as MutationReport);
}

function show(folders: readonly FolderScore[]): void {
  const rows = folders.map((score) => [
    `provider/${score.folder}`,
    `${percentage(score).toFixed(1)} %`,
    `${score.minScore} %${isBelowBar(score) ? ", missed" : ""}`,
    String(score.noticed + score.survivors),
    String(score.survivors),
    String(score.timeouts),
  ]);
  const head = ["Folder", "Noticed", "Bar", "Changes", "Survivors", "Noticed by a timeout"];
  process.stdout.write(`\n${table(head, rows).join("\n")}\n`);
}

try {
  const options = { force: { type: "boolean", default: false } } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const chosen = positionals.length === 0 ? parts : positionals.map(partOf);
  const folders = chosen.flatMap((part) => run(part, values.force));
  show(folders);
  process.exitCode = folders.some(isBelowBar) ? 1 : 0;
} catch (error) {
  endOnUsageError(error);
}
