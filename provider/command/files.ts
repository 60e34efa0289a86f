import { randomUUID } from "node:crypto";
import { access, rename, rm, writeFile } from "node:fs/promises";
import { refusedUses } from "./errors";

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
    const exists = await access(path).then(
      () => true,
      () => false,
    );
    if (exists) throw refusedUses.fileExists(path);
  }
}

/** Writes a file, whole or not at all. */
export async function writeWhole({ path, text, mode }: NewFile): Promise<void> {
  const draft = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(draft, text, { mode, flag: "wx" });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    throw refusedUses.notWritable(path, code);
  }
}
