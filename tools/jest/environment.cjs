"use strict";

const { TestEnvironment } = require("jest-environment-node");

/** Variables of a developer's shell or another tool that would change results. */
const foreign = /^(?:FORCE_COLOR|NO_COLOR|PLIVO_.*)$/;

/**
 * Node with the same environment for everyone. A setup file would be too late: Node reads the process's own
 * variables, and tests have a copy.
 */
module.exports = class CleanEnvironment extends TestEnvironment {
  constructor(...parameters) {
    for (const name of Object.keys(process.env)) if (foreign.test(name)) delete process.env[name];
    super(...parameters);
  }
};
