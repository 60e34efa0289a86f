"use strict";

/*
 * A preload for the process of dynamic providers that appends each call of the provider's methods, with the
 * session's first party, to the file in MASKING_CALLS.
 */

const { appendFileSync } = require("node:fs");
const Module = require("node:module");

const file = process.env["MASKING_CALLS"];
const methods = ["check", "diff", "create", "read", "update", "delete"];

if (file !== undefined) {
  const { require: load } = Module.prototype;
  /** @param {string} id */
  Module.prototype.require = function (id) {
    const loaded = load.call(this, id);
    return id === "pulumi-plivo-masking/provider" ? recording(loaded) : loaded;
  };
}

/** @param {Record<string, (...parameters: object[]) => unknown>} provider */
function recording(provider) {
  const recorded = methods.map((method) => [
    method,
    (/** @type {any[]} */ ...parameters) => {
      const { firstParty } = parameters.at(-1);
      const isFirst = method === "check" && Object.keys(parameters[0]).length === 0;
      appendFileSync(String(file), `${method}${isFirst ? " without olds" : ""} ${firstParty}\n`);
      return provider[method]?.(...parameters);
    },
  ]);
  return { ...provider, ...Object.fromEntries(recorded) };
}
