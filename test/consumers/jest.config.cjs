"use strict";

const path = require("node:path");
const { projects } = require("../../jest.config.js");

/** The packed provider in other people's projects: npm run test:consumers -- -t pnpm. */
module.exports = {
  ...projects.find(({ displayName }) => displayName === "engine"),
  rootDir: path.join(__dirname, "..", ".."),
  displayName: "consumers",
  testMatch: ["<rootDir>/test/consumers/*.test.ts"],
  reporters: [
    "default",
    "<rootDir>/test/support/leaks/reporter.ts",
    "<rootDir>/tools/jest/summary-reporter.cjs",
  ],
};
