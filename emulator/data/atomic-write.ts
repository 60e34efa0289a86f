import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Only the owner can read the file: it contains numbers and PINs in clear. */
const ownerOnly = 0o600;

/** Replaces any file that a killed writer left under this name. */
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

/** Makes the rename survive a power failure. Windows cannot open folders and does not need this. */
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
 * Writes a file atomically: readers see the old text or the new one, even if this process is killed.
 *
 * The temporary copy contains numbers and PINs. Its name is constant, so the next write replaces a copy
 * that a killed writer left. `write-file-atomic` uses a new name each time, and such a copy would remain.
 */
export async function writeAtomically(file: string, text: string): Promise<void> {
  const temporary = `${file}.plivo-masking-emulator.tmp`;
  await writeAndSync(temporary, text);
  await rename(temporary, file);
  await syncFolder(dirname(file));
}
