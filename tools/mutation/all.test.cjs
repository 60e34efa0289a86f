"use strict";

/* global describe */

const { globSync } = require("node:fs");
const path = require("node:path");

// They start what is built as a process of its own, in which no mutant is, or take long, as Pulumi's SDK does to be loaded.
const without = /(?:fault[^/]*|provider-process|rate-limit|module-graph|functions)\.test\.ts$/;

const files = globSync("test/{unit,contract}/**/*.test.ts").filter((file) => !without.test(file));
// Unit tests first, since they are the fastest.
for (const file of files.sort().reverse()) {
  describe(file, () => {
    require(path.resolve(file));
  });
}
