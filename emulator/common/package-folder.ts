import { basename, dirname } from "node:path";

const code = dirname(__dirname);

/** This package's own folder, where its files lie that are not compiled. */
export const packageFolder = basename(code) === "dist" ? dirname(code) : code;
