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
    modulePathIgnorePatterns: ["<rootDir>/.cache", "<rootDir>/dist", "<rootDir>/emulator/dist"],
    watchPathIgnorePatterns: ["<rootDir>/.cache"],
    ...more,
  };
}

/** @type {import("jest").Config} */
module.exports = {
  projects: [
    project("project", { testTimeout: 180_000 }),
    project("unit"),
    project("contract"),
    project("emulator"),
    project("engine", {
      testTimeout: 120_000,
      globalSetup: "<rootDir>/tools/engine/jest-global-setup.ts",
    }),
  ],
  reporters: ["default", "summary", "<rootDir>/tools/jest/summary-reporter.cjs"],
  maxWorkers: 2,
};
