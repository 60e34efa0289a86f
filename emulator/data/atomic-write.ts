import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Nobody but the owner: the file holds numbers and PINs in clear. */
const OWNER_ONLY = 0o600;

/** A new file, whatever a killed writer, or somebody else, has left under its name. */
async function writeAndSync(file: string, text: string): Promise<void> {
  await rm(file, { force: true });
  const handle = await open(file, "wx", OWNER_ONLY);
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

/** Puts a text in a file's place: whoever reads it, and whenever this is killed, finds the old text or the new one, whole. */
export async function writeAtomically(file: string, text: string): Promise<void> {
  const temporary = `${file}.plivo-masking-emulator.tmp`;
  await writeAndSync(temporary, text);
  await rename(temporary, file);
  await syncFolder(dirname(file));
}
