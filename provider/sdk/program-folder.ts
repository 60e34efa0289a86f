import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { ProgramError } from "./program-error";

/** The module that each state loads; see masking-session.ts. */
const providerModule = "pulumi-plivo-masking/provider";

/** Pulumi loads the provider from the program's folder, but that does not have this package. */
export class PackageNotInProgramError extends ProgramError {
  declare readonly code: "PLIVO_PACKAGE_NOT_IN_PROGRAM";

  constructor(folder: string, manifest: string) {
    // Loaded here, because a program that declares sessions needs nothing else of plivo/.
    const { version } = require("../plivo/user-agent") as typeof import("../plivo/user-agent");
    super(
      "PLIVO_PACKAGE_NOT_IN_PROGRAM",
      `Pulumi loads the provider of a MaskingSession from the program's folder, but ${folder} does not find the package ` +
        `"pulumi-plivo-masking". Add the line "pulumi-plivo-masking": "^${version}" to "dependencies" in ${manifest}, and install. ` +
        "The program needs it under this exact name, even if a component package has it.",
    );
  }
}

/** The folder in which Pulumi's runner started the program, which may change folders later. */
const startFolder = process.cwd();

const foldersWithPackage = new Set<string>();

/**
 * Asserts that the module in the state can be loaded. Pulumi's host resolves it from the program's folder,
 * which is this process's first folder. An inline program is not checked: its folder is the stack's workDir,
 * which is unknown here.
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
