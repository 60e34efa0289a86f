import { env } from "node:process";
import { partOf } from "./tools/mutation/parts.ts";
import { reportFile } from "./tools/mutation/reports.ts";

/** Each part is a run of its own: npm run mutation runs them one after another. */
const part = partOf(env["MASKING_MUTATION_PART"] ?? "session");
const tests = env["MASKING_MUTATION_TESTS"] === "own" ? "own" : "all";

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  mutate: [
    `provider/${part.name}/**/*.ts`,
    // It starts the command in a process of its own, and tests run it there.
    "!provider/command/bin.ts",
  ],
  mutator: {
    // What a message says is compared with docs/errors.md, word by word, by a test of its own.
    excludedMutations: ["StringLiteral"],
  },
  testRunner: "jest",
  jest: {
    projectType: "custom",
    configFile: "tools/mutation/jest.config.cjs",
    // All tests lie in one file.
    enableFindRelatedTests: false,
  },
  coverageAnalysis: "perTest",
  // Mutants of what is computed once, while a module is loaded, would each run every test.
  ignoreStatic: true,
  concurrency: 2,
  // Longer than a busy machine needs for a test: what it holds up counts as noticed.
  timeoutMS: 10_000,
  incremental: true,
  incrementalFile: reportFile(part.name, tests),
  tempDirName: ".cache/mutation/sandbox",
  reporters: ["clear-text", "progress-append-only"],
  clearTextReporter: { allowColor: false, reportTests: false },
  ignorePatterns: [".cache", "bench", "test/browser", "test/engine", "test/emulator", "test/model"],
};
