/** A run of Stryker. */
export interface Part {
  /** The folder of provider/ that it changes. */
  readonly name: string;
  /** Whether its tests are those of the folder's name in test/unit and test/integration; else all that no other part has. */
  readonly hasOwnTests: boolean;
  /** The percentage of the changes that tests must notice. */
  readonly minScore: number;
}

/** Each part runs its own tests only: all test files are loaded for each change, which takes most of the time. */
export const parts: readonly Part[] = [
  { name: "callbacks", hasOwnTests: true, minScore: 80 },
  { name: "command", hasOwnTests: true, minScore: 80 },
  { name: "plivo", hasOwnTests: true, minScore: 90 },
  { name: "client", hasOwnTests: true, minScore: 90 },
  { name: "session", hasOwnTests: false, minScore: 90 },
  { name: "lifecycle", hasOwnTests: false, minScore: 90 },
];

/** The test files of a part, as patterns. */
export function testsOf({ name, hasOwnTests }: Part): { include: string; exclude: string[] } {
  const filesIn = (folder: string) => `test/{unit,integration}/${folder}/**/*.test.ts`;
  if (hasOwnTests) return { include: filesIn(name), exclude: [] };
  return {
    include: filesIn("**"),
    exclude: parts.filter((part) => part.hasOwnTests).map((part) => filesIn(part.name)),
  };
}
