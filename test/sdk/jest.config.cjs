"use strict";

const path = require("node:path");
const { projects } = require("../../jest.config.js");
const { firstOnPath } = require("../../tools/programs.ts");

const left = firstOnPath(["python3"]) === undefined ? ["/python[^/]*\\.test\\.ts$"] : [];
if (left.length > 0) console.error("The tests in Python are left out: there is no python3 in PATH.");

/**
 * The generated packages and the examples in other languages on the real engine: npm run test:sdk -- python.
 */
module.exports = {
  ...projects.find(({ displayName }) => displayName === "engine"),
  rootDir: path.join(__dirname, "..", ".."),
  displayName: "sdk",
  testMatch: ["<rootDir>/test/sdk/*.test.ts"],
  testPathIgnorePatterns: left,
  maxWorkers: 2,
  reporters: [
    "default",
    "<rootDir>/test/support/leaks/reporter.ts",
    "<rootDir>/tools/jest/summary-reporter.cjs",
  ],
};
