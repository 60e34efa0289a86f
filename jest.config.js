"use strict";

const transform = {
  "^.+\\.ts$": [
    "@swc/jest",
    { jsc: { target: "es2023", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
  ],
};

/** @param {string} name @param {number} seconds */
function project(name) {
  return {
    displayName: name,
    testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
    testEnvironment: "node",
    transform,
    modulePathIgnorePatterns: ["<rootDir>/.cache", "<rootDir>/dist", "<rootDir>/emulator/dist"],
    watchPathIgnorePatterns: ["<rootDir>/.cache"],
  };
}

/** @type {import("jest").Config} */
module.exports = {
  projects: ["project", "unit", "contract", "emulator", "engine"].map(project),
  maxWorkers: 2,
};
