"use strict";

const { TestEnvironment } = require("jest-environment-node");

/** Skips every test after the first one that fails: a mutant is killed once. */
module.exports = class FirstFailureEnvironment extends TestEnvironment {
  #failed = false;

  handleTestEvent(event) {
    if (event.name === "test_fn_failure" || event.name === "hook_failure") this.#failed = true;
    if (event.name === "test_start" && this.#failed) event.test.mode = "skip";
  }
};
