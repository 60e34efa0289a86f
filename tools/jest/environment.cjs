"use strict";

const { TestEnvironment } = require("jest-environment-node");

/** What a developer's shell or another tool may set, and what would change results. */
const foreign = /^(?:FORCE_COLOR|NO_COLOR|PLIVO_.*)$/;

/**
 * Node with an environment that is the same for everyone. A setup file would be too late: Node itself reads the process's own
 * variables, of which tests have a copy.
 */
module.exports = class CleanEnvironment extends TestEnvironment {
  constructor(...parameters) {
    for (const name of Object.keys(process.env)) if (foreign.test(name)) delete process.env[name];
    super(...parameters);
  }
};
