import { basename, dirname } from "node:path";

/** This package's own folder, where its files lie that are not compiled. */
export const packageFolder = basename(__dirname) === "dist" ? dirname(__dirname) : __dirname;
