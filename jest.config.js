"use strict";

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
    testEnvironment: "node",
    transform,
    // What is built and what is cached is imported like any package, and not searched for modules or tests.
    roots: ["provider", "test", "tools"].map((folder) => `<rootDir>/${folder}`),
    ...more,
  };
}

const slow = ["<rootDir>/tools/jest/slow-tests.cjs"];

/** @type {import("jest").Config} */
module.exports = {
  projects: [
    project("project", { setupFilesAfterEnv: slow }),
    project("unit"),
    project("contract"),
    project("emulator"),
    project("engine", {
      setupFilesAfterEnv: slow,
      globalSetup: "<rootDir>/tools/engine/jest-global-setup.ts",
    }),
  ],
  reporters: ["default", "<rootDir>/tools/jest/summary-reporter.cjs"],
  maxWorkers: 2,
};
