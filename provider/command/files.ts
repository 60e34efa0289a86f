import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { access, copyFile, link, rename, rm, writeFile } from "node:fs/promises";
import { usageErrors } from "./errors";

/** A file to be written. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
  /** Who may read it. */
  readonly mode: number;
}

/** @throws UsageError where a file is there already. */
export async function assertNew(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if (await exists(path)) throw usageErrors.fileExists(path);
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * Writes files, each whole or not at all, and none where it is certain beforehand that not all can be written. One that has appeared since
 * they were found new is overwritten only if that is allowed.
 *
 * @throws UsageError, which names what is written all the same.
 */
export async function writeAtomically(files: readonly NewFile[], overwrite: boolean): Promise<void> {
  const drafts = files.map((file) => ({ ...file, draft: `${file.path}.${randomUUID()}.part` }));
  const written: string[] = [];
  try {
    for (const { path, text, mode, draft } of drafts) {
      await writeFile(draft, text, { mode, flag: "wx" }).catch(throwUsageError(path, written));
    }
    for (const { path, draft } of drafts) {
      await (overwrite ? rename : create)(draft, path).catch(throwUsageError(path, written));
      written.push(path);
    }
  } finally {
    for (const { draft } of drafts) if (await exists(draft)) await rm(draft);
  }
}

/** A second name for the draft, since a rename would replace what is there. */
async function create(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw error;
    // The file system has no such names.
    await copyFile(draft, path, constants.COPYFILE_EXCL);
  }
}

function throwUsageError(path: string, written: readonly string[]): (error: unknown) => never {
  return (error) => {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw usageErrors.fileExists(path, written);
    throw usageErrors.notWritable(path, code, written);
  };
}
