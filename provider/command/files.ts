import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { access, copyFile, link, rename, rm, writeFile } from "node:fs/promises";
import { usageErrors } from "./errors";

export interface NewFile {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

/** @throws UsageError if a file already exists. */
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
 * Writes files atomically, by drafts that are renamed after all of them are written.
 *
 * @param overwrite whether to replace a file that exists
 * @throws UsageError, which names the files that were written
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

/** Links the draft, because a rename would replace an existing file. */
async function create(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw error;
    // The file system has no hard links.
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
