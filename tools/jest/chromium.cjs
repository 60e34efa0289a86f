"use strict";

const { accessSync, constants } = require("node:fs");
const path = require("node:path");

const browserNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The first program that PATH leads to by one of these names; undefined if there is none. @param {string[]}
 * names
 */
function firstOnPath(names) {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find(isExecutable);
}

/** The Chromium on PATH for browser tests. Undefined if there is none. */
function findChromium() {
  return firstOnPath(browserNames);
}

module.exports = { findChromium, firstOnPath };
