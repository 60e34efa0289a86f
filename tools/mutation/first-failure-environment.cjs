"use strict";

const CleanEnvironment = require("../jest/environment.cjs");

/** Tests that measure time or take as long as ten others. Code with all mutants is slow. */
const timed = /in time|neither time nor memory|^for 1,000 sessions/;

/**
 * Tests that load the modules again. Code that runs while a module loads would count as covered only by them,
 * and its mutants as survivors.
 */
const reloading = /^a client with another version of undici/;

/** Skips all tests after the first failure, which is enough to kill a mutant. */
module.exports = class FirstFailureEnvironment extends CleanEnvironment {
  #failed = false;

  handleTestEvent(event) {
    if (event.name === "test_fn_failure" || event.name === "hook_failure") this.#failed = true;
    if (event.name !== "test_start") return;
    const { name, parent } = event.test;
    const isLeftOut = timed.test(name) || reloading.test(parent.name);
    if (this.#failed || isLeftOut) event.test.mode = "skip";
  }
};
