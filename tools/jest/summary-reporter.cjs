"use strict";

const { writeSync } = require("node:fs");

/** Ends jest's output with "N passed, N failed". A test file that cannot run counts as one failure. */
class SummaryReporter {
  /** @param {unknown} _contexts @param {import("jest").AggregatedResult} results */
  onRunComplete(_contexts, results) {
    const broken = results.numRuntimeErrorTestSuites + (results.wasInterrupted ? 1 : 0);
    const line = summary(results.numPassedTests, results.numFailedTests + broken);
    // Jest prints its own summary after all other reporters, and buffers their output.
    process.once("exit", () => writeSync(1, line));
  }
}

/**
 * A run without results proves nothing, so it is a failure.
 *
 * @param {number} passed @param {number} failed
 */
function summary(passed, failed) {
  return `${passed} passed, ${passed + failed === 0 ? 1 : failed} failed\n`;
}

module.exports = SummaryReporter;
