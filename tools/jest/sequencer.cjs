"use strict";

const { default: Sequencer } = require("@jest/test-sequencer");

/** The projects with the longest files. */
const slow = ["engine", "browser", "model", "project"];

/**
 * Runs the slow projects first, so that no worker is left with a long file at the end. A fresh clone has no
 * recorded durations.
 */
module.exports = class SlowProjectsFirst extends Sequencer {
  sort(tests) {
    const rank = ({ context }) => (slow.includes(context.config.displayName?.name) ? 0 : 1);
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
};
