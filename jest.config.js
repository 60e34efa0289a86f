"use strict";

const path = require("node:path");

// A compile cache for the workers and the hundreds of processes that tests start. It saves a quarter of their
// time.
process.env["NODE_COMPILE_CACHE"] ??= path.join(__dirname, ".cache", "node-compile");

const { findChromium } = require("./tools/programs.ts");

const transform = {
  "^.+\\.ts$": [
    "@swc/jest",
    { jsc: { target: "es2023", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
  ],
};

/** @param {string} name @param {import("jest").Config} [more] */
function project(name, more) {
  return {
    displayName: name,
    testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
    testEnvironment: "<rootDir>/tools/jest/environment.cjs",
    transform,
    // Built and cached files are imported like packages, and not searched for modules or tests.
    roots: ["provider", "test", "tools"].map((folder) => `<rootDir>/${folder}`),
    ...more,
  };
}

const slow = "<rootDir>/tools/jest/slow-tests.cjs";
/** Records secret values that the tests use and texts that they show, for the search at the end. */
const watched = "<rootDir>/test/support/watch-for-leaks.ts";

/** Fails a test without assertions. */
const assertions = "<rootDir>/tools/jest/need-assertions.cjs";

const projects = [
  project("project", { setupFilesAfterEnv: [watched, slow] }),
  project("unit", { setupFilesAfterEnv: [watched, assertions] }),
  project("integration", { setupFilesAfterEnv: [watched, slow, assertions] }),
  // This project searches for leaks itself, in each operation.
  project("model", { setupFilesAfterEnv: [slow] }),
  // This project searches for leaks itself, in each error.
  project("fuzz", { setupFilesAfterEnv: [slow] }),
  project("emulator", { setupFilesAfterEnv: [watched, slow, assertions] }),
  project("engine", {
    setupFilesAfterEnv: [watched, slow],
    globalSetup: "<rootDir>/tools/engine/jest-global-setup.ts",
  }),
];

if (findChromium() === undefined) {
  console.error("The browser tests are left out: there is no Chromium in PATH (Debian's package: chromium).");
} else {
  projects.push(
    project("browser", {
      setupFilesAfterEnv: [slow],
      globalSetup: "<rootDir>/test/browser/chromium.ts",
      globalTeardown: "<rootDir>/test/browser/stop-chromium.ts",
    }),
  );
}

/** @type {import("jest").Config} */
module.exports = {
  projects,
  reporters: [
    "default",
    // Before the summary, which counts its findings.
    ["<rootDir>/test/support/leaks/reporter.ts", { projects: projects.length }],
    "<rootDir>/tools/jest/summary-reporter.cjs",
  ],
  testSequencer: "<rootDir>/tools/jest/sequencer.cjs",
  maxWorkers: 2,
  // V8 keeps a finished file's context until memory is short. CONTRIBUTING.md has the measurement.
  workerIdleMemoryLimit: "512MB",
};
