import { readFile, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Changes } from "../common/change-notifier";
import { writeAtomically } from "./atomic-write";
import { DataFileError } from "./data-file-error";
import { loadText, writeText } from "./format";
import { Lock } from "./lock";
import type { SavedPart } from "./saved-part";
import { Saver } from "./saver";
import { isSystemError } from "./system-errors";

/** Resolves symbolic links, so the atomic rename replaces the target and the links stay valid. */
async function realFile(file: string): Promise<string> {
  const absolute = resolve(file);
  try {
    return await realpath(absolute);
  } catch (error) {
    if (!isSystemError(error, "ENOENT")) throw error;
  }
  try {
    return join(await realpath(dirname(absolute)), basename(absolute));
  } catch (error) {
    if (!isSystemError(error, "ENOENT")) throw error;
    throw new DataFileError(file, "its folder does not exist", "Create the folder first.");
  }
}

async function isFolder(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found?.isDirectory() ?? false;
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** The file that persists an emulator's parts. */
export class DataFile {
  readonly #file: string;
  readonly #parts: readonly SavedPart[];
  readonly #lock: Lock;
  readonly #saver = new Saver(() => this.#write());
  #stopListening: () => void = () => undefined;

  private constructor(file: string, parts: readonly SavedPart[], lock: Lock) {
    this.#file = file;
    this.#parts = parts;
    this.#lock = lock;
  }

  /**
   * Loads the parts from the file, if it exists, and saves them after each later change.
   * @throws DataFileError
   */
  static async open(name: string, parts: readonly SavedPart[], changes: Changes): Promise<DataFile> {
    if (name === "") throw new DataFileError('""', "it has no name", "Name a file, or omit the option.");
    const file = await realFile(name);
    if (await isFolder(file)) {
      throw new DataFileError(name, "it is a folder", "Name a file in it, such as sessions.json.");
    }
    const lock = await Lock.acquire(file);
    try {
      const text = await readText(file);
      if (text !== undefined) loadText(file, text, parts);
    } catch (error) {
      await lock.release();
      throw error;
    }
    const dataFile = new DataFile(file, parts, lock);
    dataFile.#listen(changes);
    return dataFile;
  }

  /** Resolves when the file has all changes so far. Rejects if it cannot be written. */
  whenSaved(): Promise<void> {
    return this.#saver.whenSaved();
  }

  /** Saves pending changes and releases the file for another emulator. */
  async close(): Promise<void> {
    this.#stopListening();
    try {
      await this.whenSaved();
    } finally {
      await this.#lock.release();
    }
  }

  #listen(changes: Changes): void {
    const names = this.#parts.map(({ name }) => name);
    this.#stopListening = changes.listen((part) => {
      if (names.includes(part)) this.#saver.requestSave();
    });
  }

  async #write(): Promise<void> {
    const text = writeText(this.#parts);
    try {
      await this.#lock.requireOwn();
      await writeAtomically(this.#file, text);
    } catch (error) {
      console.error(error);
      throw error;
    }
  }
}
