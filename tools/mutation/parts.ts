/** A folder of provider/ to mutate. */
export interface Part {
  readonly name: string;
  /**
   * Whether the tests in the same folder of test/unit and test/integration detect enough. Otherwise all
   * others are tried too.
   */
  readonly hasOwnTests: boolean;
  /** The percentage of mutants that the tests must detect. */
  readonly minScore: number;
}

export const parts: readonly Part[] = [
  { name: "callbacks", hasOwnTests: true, minScore: 80 },
  { name: "command", hasOwnTests: true, minScore: 80 },
  { name: "plivo", hasOwnTests: true, minScore: 90 },
  { name: "client", hasOwnTests: true, minScore: 90 },
  { name: "session", hasOwnTests: false, minScore: 90 },
  { name: "lifecycle", hasOwnTests: false, minScore: 90 },
];

/** The tests of a run: those of the part's folder, or all that belong to no other part. */
export type Tests = "own" | "all";

/** The runs of a part in order. A run tries only mutants that the previous ones did not detect. */
export function runsOf({ hasOwnTests }: Part): readonly Tests[] {
  return hasOwnTests ? ["own"] : ["own", "all"];
}

/** @throws Error if there is no part of this name. */
export function partOf(name: string): Part {
  const part = parts.find((each) => each.name === name);
  if (part === undefined) throw new Error(`There is no part "${name}".`);
  return part;
}

/** The test files of a run, as patterns. Each mutant loads all of them, which takes most of the time. */
export function testsOf({ name }: Part, tests: Tests): { include: string; exclude: string[] } {
  const filesIn = (folder: string) => `test/{unit,integration}/${folder}/**/*.test.ts`;
  if (tests === "own") return { include: filesIn(name), exclude: [] };
  return {
    include: filesIn("**"),
    exclude: parts.filter((part) => part.hasOwnTests).map((part) => filesIn(part.name)),
  };
}
