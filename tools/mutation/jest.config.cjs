"use strict";

const { projects } = require("../../jest.config.js");

const { transform } = projects.find(({ displayName }) => displayName === "unit");

/**
 * The tests for mutants: those that run the provider's code in their own process, in one file, so that the
 * code is loaded once for each mutant.
 *
 * @type {import("jest").Config}
 */
module.exports = {
  rootDir: "../..",
  roots: ["<rootDir>/provider", "<rootDir>/test", "<rootDir>/tools/mutation"],
  testMatch: ["<rootDir>/tools/mutation/all.test.cjs"],
  testEnvironment: require.resolve("./first-failure-environment.cjs"),
  transform,
};
