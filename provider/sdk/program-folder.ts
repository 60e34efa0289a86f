import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { ProgramError } from "./program-error";

/** What every state asks for; see masking-session.ts. */
const providerModule = "pulumi-plivo-masking/provider";

/** The program's folder does not have this package, from which Pulumi loads the provider. */
export class PackageNotInProgramError extends ProgramError {
  declare readonly code: "PLIVO_PACKAGE_NOT_IN_PROGRAM";

  constructor(folder: string, manifest: string) {
    // Loaded by the error: a program that declares sessions needs nothing of plivo/.
    const { version } = require("../plivo/user-agent") as typeof import("../plivo/user-agent");
    super(
      "PLIVO_PACKAGE_NOT_IN_PROGRAM",
      `Pulumi loads the provider of a MaskingSession from the program's folder, but ${folder} does not find the package ` +
        `"pulumi-plivo-masking". Add the line "pulumi-plivo-masking": "^${version}" to "dependencies" in ${manifest}, and install. ` +
        "The program needs it under this exact name, even if a component package has it.",
    );
  }
}

/** Where Pulumi's runner has started the program, which may leave it later. */
const startFolder = process.cwd();

/** Folders that have the package. */
const foldersWithPackage = new Set<string>();

/**
 * Asserts that the text in the state will load the provider. Pulumi's host resolves it from the program's folder, which is
 * this process's first if Pulumi's runner has started it. Of an inline program nobody here knows the folder: it is the stack's workDir.
 *
 * @throws PackageNotInProgramError
 */
export function assertProviderIsFound(environment = process.env, folder = startFolder): void {
  if (environment["PULUMI_NODEJS_ROOT_DIRECTORY"] === undefined || foldersWithPackage.has(folder)) return;
  try {
    createRequire(path.join(folder, "program.js")).resolve(providerModule);
  } catch {
    throw new PackageNotInProgramError(folder, nearestManifest(folder));
  }
  foldersWithPackage.add(folder);
}

function nearestManifest(folder: string): string {
  for (let parent = folder; ; parent = path.dirname(parent)) {
    const manifest = path.join(parent, "package.json");
    if (existsSync(manifest)) return manifest;
    if (parent === path.dirname(parent)) return path.join(folder, "package.json");
  }
}
