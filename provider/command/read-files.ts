import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import type { Io } from "./io";

/** The text of a file, "" if it cannot be read: most of these files are optional. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** The relative paths in a folder, none if it cannot be read. */
export function namesIn(folder: string, options: { readonly recursive?: boolean } = {}): string[] {
  try {
    return readdirSync(folder, { ...options, encoding: "utf8" });
  } catch {
    return [];
  }
}

/** Pulumi's home folder: PULUMI_HOME, or ~/.pulumi. */
export function pulumiHome({ environment }: Pick<Io, "environment">): string {
  const { PULUMI_HOME: home = "" } = environment;
  return home === "" ? path.join(homedir(), ".pulumi") : home;
}
