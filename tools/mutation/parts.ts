import { UsageError } from "../usage.ts";

/** A run of Stryker. */
export interface Part {
  readonly name: string;
  /** The folders of provider/ that it changes. */
  readonly folders: readonly string[];
  /** The folder of its tests in test/unit and test/integration; undefined: all tests that no other part has. */
  readonly tests?: string;
  /** The percentage of the changes that tests must notice. */
  readonly minScore: number;
}

/**
 * Each part runs its own tests only: all test files are loaded for each change, which takes most of the time.
 */
export const parts: readonly Part[] = [
  { name: "callbacks", folders: ["callbacks"], tests: "callbacks", minScore: 80 },
  { name: "command", folders: ["command"], tests: "command", minScore: 80 },
  { name: "plivo", folders: ["plivo"], tests: "plivo", minScore: 90 },
  { name: "client", folders: ["client"], tests: "client", minScore: 90 },
  { name: "session", folders: ["session", "lifecycle"], minScore: 90 },
];

/** @throws UsageError */
export function partOf(name: string): Part {
  const part = parts.find((each) => each.name === name);
  if (part === undefined) {
    throw new UsageError(
      `There is no part "${name}". The parts: ${parts.map((each) => each.name).join(", ")}`,
    );
  }
  return part;
}

/** The file, below the repository's root, in which Stryker reports each mutant of the part. */
export function reportFile({ name }: Part): string {
  return `.cache/mutation/report-${name}.json`;
}

/** The test files of a part, as patterns. */
export function testsOf({ tests }: Part): { include: string; exclude: string[] } {
  const filesIn = (folder: string) => `test/{unit,integration}/${folder}/**/*.test.ts`;
  if (tests !== undefined) return { include: filesIn(tests), exclude: [] };
  const others = parts.flatMap((part) => part.tests ?? []);
  return { include: filesIn("**"), exclude: others.map(filesIn) };
}
