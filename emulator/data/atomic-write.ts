import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Nobody but the owner: the file holds numbers and PINs in clear. */
const ownerOnly = 0o600;

/** A new file, whatever a killed writer, or somebody else, has left under its name. */
async function writeAndSync(file: string, text: string): Promise<void> {
  await rm(file, { force: true });
  const handle = await open(file, "wx", ownerOnly);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** So that the new name outlives a power failure. Windows opens no folders, and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Puts a text in a file's place. A reader finds the old text or the new one, whole, even if this process is
 * killed.
 *
 * The copy holds numbers and PINs. Its name is always the same, so that the next write replaces what a killed
 * writer has left. `write-file-atomic` names each copy differently, and such a copy would stay for good.
 */
export async function writeAtomically(file: string, text: string): Promise<void> {
  const temporary = `${file}.plivo-masking-emulator.tmp`;
  await writeAndSync(temporary, text);
  await rename(temporary, file);
  await syncFolder(dirname(file));
}
