"use strict";

/* Loaded into an emulator: the second rename of a file, which completes a write, prints "renaming" and hangs. */

const fs = require("node:fs");

const { rename } = fs;
const { rename: promiseRename } = fs.promises;
let renamed = 0;

/** Whether a renaming is to hang. */
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
