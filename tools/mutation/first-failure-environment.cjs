"use strict";

const { TestEnvironment } = require("jest-environment-node");

/** Skips every test after the first one that fails: a mutant is killed once. */
module.exports = class FirstFailureEnvironment extends TestEnvironment {
  #failed = false;

  constructor(...parameters) {
    super(...parameters);
    // Stryker's, under which the command would show no colours on a terminal.
    delete process.env["FORCE_COLOR"];
  }

  handleTestEvent(event) {
    if (event.name === "test_fn_failure" || event.name === "hook_failure") this.#failed = true;
    if (event.name === "test_start" && this.#failed) event.test.mode = "skip";
  }
};
