"use strict";

/* Preloaded into an emulator: the second rename, which completes a write, prints "renaming" and hangs. */

const fs = require("node:fs");

const { rename } = fs;
const { rename: promiseRename } = fs.promises;
let renamed = 0;

/** Whether the next rename hangs. */
function hangs() {
  renamed += 1;
  if (renamed === 1) return false;
  process.stdout.write("renaming\n");
  return true;
}

fs.rename = Object.assign(
  (/** @type {Parameters<typeof rename>} */ ...parameters) => {
    if (!hangs()) rename(...parameters);
  },
  { __promisify__: rename.__promisify__ },
);
fs.promises.rename = (...parameters) =>
  hangs() ? new Promise(() => undefined) : promiseRename(...parameters);
