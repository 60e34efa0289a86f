import { basename, dirname } from "node:path";

const code = dirname(__dirname);

/** The package's root folder, which contains the files that are not compiled. */
export const packageFolder = basename(code) === "dist" ? dirname(code) : code;
