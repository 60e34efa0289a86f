/** A run of Stryker: the folders of provider/ that it changes, and the percentage of the changes that tests must notice. */
export interface Part {
  readonly name: string;
  readonly folders: readonly string[];
  readonly minScore: number;
}

/** Each part runs the tests that reach it only: each change loads all of them, which takes most of its time. */
export const parts: readonly Part[] = [
  { name: "callbacks", folders: ["callbacks"], minScore: 80 },
  { name: "command", folders: ["command"], minScore: 80 },
  { name: "provider", folders: ["session", "lifecycle", "plivo", "client"], minScore: 90 },
];

/** Thrown if no part has the name. */
export class UnknownPartError extends Error {
  readonly code = "UNKNOWN_PART";
  constructor(name: string) {
    super(`There is no part "${name}". The parts: ${parts.map((part) => part.name).join(", ")}`);
    this.name = "UnknownPartError";
  }
}

/** @throws UnknownPartError */
export function partOf(name: string): Part {
  const part = parts.find((each) => each.name === name);
  if (part === undefined) throw new UnknownPartError(name);
  return part;
}

/** The file, below the repository's root, in which Stryker reports each mutant of the part. */
export function reportFile({ name }: Part): string {
  return `.cache/mutation/report-${name}.json`;
}

/** The test files of a part, as patterns. */
export function testsOf(part: Part): { include: string[]; exclude: string[] } {
  const tests = (folder: string) => `test/{unit,contract}/${folder}/**/*.test.ts`;
  if (part.name !== "provider") return { include: part.folders.map(tests), exclude: [] };
  return { include: [tests("**")], exclude: ["callbacks", "command"].map(tests) };
}
