"use strict";

const CleanEnvironment = require("../jest/environment.cjs");

/** Tests that measure time, or take as long as ten others: the code with all mutants in it is slow. */
const timed = /in time|neither time nor memory|^for 1,000 sessions/;

/**
 * Tests that load the modules again. What is computed while a module is loaded would count as reached by them
 * alone, and so as unnoticed wherever they do not look.
 */
const reloading = /^a client with another version of undici/;

/** Skips every test after the first one that fails: a mutant is killed once. */
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
