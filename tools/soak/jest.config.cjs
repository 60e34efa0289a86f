"use strict";

const path = require("node:path");
const { projects, ...others } = require("../../jest.config.js");
const { proofs } = require("./proofs.ts");

const rootDir = path.join(__dirname, "..", "..");

// The tests read their size from this variable, and append their figures to a file in this folder.
const now = new Date().toISOString().replace(/[:.]/g, "-");
process.env["MASKING_SOAK"] ??= path.join(rootDir, ".cache", "soak", now);

/** The tests of the proofs in full size, one project each: npm run soak -- --selectProjects model fuzz. */
module.exports = {
  ...others,
  rootDir,
  projects: Object.entries(proofs).map(([name, [project, tests]]) => ({
    ...projects.find(({ displayName }) => displayName === project),
    rootDir,
    displayName: name,
    testMatch: [`<rootDir>/${tests}`],
  })),
  reporters: [
    "default",
    "<rootDir>/test/support/leaks/reporter.ts",
    "<rootDir>/tools/soak/reporter.ts",
    "<rootDir>/tools/jest/summary-reporter.cjs",
  ],
};
