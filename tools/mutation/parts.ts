/** A folder of provider/ whose code is changed. */
export interface Part {
  /** The folder. */
  readonly name: string;
  /**
   * Whether the tests of the folder's name in test/unit and test/integration notice enough; else others are
   * tried too.
   */
  readonly hasOwnTests: boolean;
  /** The percentage of the changes that tests must notice. */
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

/** Which tests a run of Stryker tries: those of the part's folder, or all that no other part has. */
export type Tests = "own" | "all";

/** The runs of a part, one after another. A run tries what no test of the run before has noticed. */
export function runsOf({ hasOwnTests }: Part): readonly Tests[] {
  return hasOwnTests ? ["own"] : ["own", "all"];
}

/** @throws Error if there is no part of this name. */
export function partOf(name: string): Part {
  const part = parts.find((each) => each.name === name);
  if (part === undefined) throw new Error(`There is no part "${name}".`);
  return part;
}

/**
 * The test files of a run, as patterns. All of them are loaded for each change, which takes most of the time.
 */
export function testsOf({ name }: Part, tests: Tests): { include: string; exclude: string[] } {
  const filesIn = (folder: string) => `test/{unit,integration}/${folder}/**/*.test.ts`;
  if (tests === "own") return { include: filesIn(name), exclude: [] };
  return {
    include: filesIn("**"),
    exclude: parts.filter((part) => part.hasOwnTests).map((part) => filesIn(part.name)),
  };
}
