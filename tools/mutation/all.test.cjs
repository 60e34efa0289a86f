"use strict";

/* global describe */

const { globSync } = require("node:fs");
const path = require("node:path");
const { partOf, testsOf } = require("./parts.ts");

// These start the built code as a process, which contains no mutant, or take long, for example to load
// Pulumi's SDK.
const without = [
  "integration/command/process",
  "integration/fault-matrix/*",
  "integration/dynamic/{connections,node-version,provider-process}",
  "integration/sdk/*",
  "integration/plivo/through-proxy",
  "integration/lifecycle/rate-limit",
  "integration/examples/*",
  "integration/callbacks/{frameworks,many-sessions,receiver}",
  "integration/**/module-graph",
].map((name) => `test/${name}.test.ts`);

const { MASKING_MUTATION_PART: part = "session", MASKING_MUTATION_TESTS: tests = "all" } = process.env;
const { include, exclude } = testsOf(partOf(part), tests);
const files = globSync(include, { exclude: [...without, ...exclude] });
// Unit tests first, since they are the fastest.
for (const file of files.sort().reverse()) {
  describe(file, () => {
    require(path.resolve(file));
  });
}

// Many mutants make a test wait for ever. Set after loading the files, some of which set a longer timeout.
jest.setTimeout(10_000);
