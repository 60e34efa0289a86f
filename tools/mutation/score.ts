import type { Part } from "./parts.ts";

/** What is read of Stryker's report; https://github.com/stryker-mutator/mutation-testing-elements has its schema. */
export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

/** The mutants of a folder of provider/. */
export interface FolderScore {
  readonly folder: string;
  readonly minScore: number;
  /** How many a test notices, those by a timeout included. */
  readonly noticed: number;
  readonly timeouts: number;
  readonly survivors: number;
}

/** The scores of a part's folders. What Stryker leaves out or cannot compile counts neither way. */
export function scores({ folders, minScore }: Part, report: MutationReport): FolderScore[] {
  return folders.map((folder) => {
    const files = Object.entries(report.files).filter(([name]) => name.startsWith(`provider/${folder}/`));
    const statuses = files.flatMap(([, { mutants }]) => mutants.map(({ status }) => status));
    const count = (...counted: string[]) => statuses.filter((status) => counted.includes(status)).length;
    return {
      folder,
      minScore,
      noticed: count("Killed", "Timeout"),
      timeouts: count("Timeout"),
      survivors: count("Survived", "NoCoverage"),
    };
  });
}

/** The noticed share in percent, rounded down to a tenth. 0 if nothing was changed. */
export function percentage({ noticed, survivors }: FolderScore): number {
  return Math.floor((1000 * noticed) / Math.max(1, noticed + survivors)) / 10;
}

export function isBelowBar(score: FolderScore): boolean {
  return percentage(score) < score.minScore;
}
