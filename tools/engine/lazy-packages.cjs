"use strict";

const Module = require("node:module");

/*
 * Preloaded into the processes that the engine starts in tests. Pulumi's SDK loads these packages at its
 * start, but only needs them to serialize functions. They take half of the CPU time of a provider's process.
 */
const names = new Set(["typescript", "@npmcli/arborist"]);

const load = Module._load;

/** @param {string} name @param {{ filename: string | null } | undefined} parent */
Module._load = function (name, parent, ...rest) {
  if (!names.has(name) || !parent?.filename?.includes("/@pulumi/pulumi/"))
    return load.call(this, name, parent, ...rest);
  const loadPackage = () => load.call(this, name, parent, ...rest);
  // The SDK's import helper copies every property of a module that is not marked as an ES module.
  return new Proxy({}, { get: (_, key) => (key === "__esModule" ? true : loadPackage()[key]) });
};
