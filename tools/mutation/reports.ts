import { readFileSync } from "node:fs";
import path from "node:path";
import type { Tests } from "./parts.ts";

interface Position {
  readonly line: number;
  readonly column: number;
}

interface Mutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
}

/** The file in which Stryker writes the results and finds them next time. */
export function reportFile(part: string, tests: Tests): string {
  return path.join(".cache", "mutation", `incremental-${part}-${tests}.json`);
}

export function readReport(root: string, part: string, tests: Tests): Report {
  return JSON.parse(readFileSync(path.join(root, reportFile(part, tests)), "utf8")) as Report;
}

const undetectedStatuses = new Set(["Survived", "NoCoverage"]);
const detectedStatuses = new Set(["Killed", "Timeout"]);

/** The places of undetected mutants, for Stryker's option --mutate. */
export function undetectedPlaces({ files }: Report): string[] {
  const places = Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants
      .filter(({ status }) => undetectedStatuses.has(status))
      .map(({ location }) => place(file, location)),
  );
  return [...new Set(places)];
}

/** Columns count from 1 in a report, but from 0 in the option. */
function place(file: string, { start, end }: Mutant["location"]): string {
  return `${file}:${String(start.line)}:${String(start.column - 1)}-${String(end.line)}:${String(end.column - 1)}`;
}

/** The percentage of mutants that any of the runs detected. */
export function scoreOf(reports: readonly Report[]): number {
  const results = new Map<string, boolean>();
  for (const { files } of reports) {
    for (const [file, { mutants }] of Object.entries(files)) {
      for (const { status, mutatorName, replacement, location } of mutants) {
        if (!detectedStatuses.has(status) && !undetectedStatuses.has(status)) continue;
        const key = [place(file, location), mutatorName, replacement].join(" ");
        results.set(key, detectedStatuses.has(status) || results.get(key) === true);
      }
    }
  }
  return (100 * [...results.values()].filter(Boolean).length) / results.size;
}
