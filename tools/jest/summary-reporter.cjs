"use strict";

/** Ends jest's output with the line "N passed, N failed". A test file that cannot run at all counts as one failure. */
class SummaryReporter {
  /** @param {unknown} _contexts @param {import("jest").AggregatedResult} results */
  onRunComplete(_contexts, results) {
    const passed = results.numPassedTests;
    const broken = results.numRuntimeErrorTestSuites + (results.wasInterrupted ? 1 : 0);
    const failed = results.numFailedTests + broken;
    process.stdout.write(summary(passed, failed));
  }
}

/** A run without a single result proves nothing, so it is a failure. */
function summary(passed, failed) {
  return `${passed} passed, ${passed + failed === 0 ? 1 : failed} failed\n`;
}

module.exports = SummaryReporter;
