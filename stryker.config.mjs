import { env } from "node:process";
import { partOf } from "./tools/mutation/parts.ts";
import { reportFile } from "./tools/mutation/reports.ts";

/** Each part is a separate run: npm run mutation runs them in sequence. */
const part = partOf(env["MASKING_MUTATION_PART"] ?? "session");
const tests = env["MASKING_MUTATION_TESTS"] === "own" ? "own" : "all";

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  mutate: [
    `provider/${part.name}/**/*.ts`,
    // Tests run this file in a process of its own.
    "!provider/command/bin.ts",
  ],
  mutator: {
    // A test compares messages with docs/errors.md, word by word.
    excludedMutations: ["StringLiteral"],
  },
  testRunner: "jest",
  jest: {
    projectType: "custom",
    configFile: "tools/mutation/jest.config.cjs",
    // All tests are in one file.
    enableFindRelatedTests: false,
  },
  coverageAnalysis: "perTest",
  // Mutants in code that runs while a module loads would each run every test.
  ignoreStatic: true,
  concurrency: 2,
  // Longer than a test takes on a busy machine: a slow test would count as a detected mutant.
  timeoutMS: 10_000,
  incremental: true,
  incrementalFile: reportFile(part.name, tests),
  tempDirName: ".cache/mutation/sandbox",
  reporters: ["clear-text", "progress-append-only"],
  clearTextReporter: { allowColor: false, reportTests: false },
  ignorePatterns: [".cache", "bench", "test/browser", "test/emulator", "test/model"],
};
