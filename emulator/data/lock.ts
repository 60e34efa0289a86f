import { randomUUID } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { isJsonObject } from "../common/json";
import { DataFileError } from "./data-file-error";
import { isSystemError } from "./system-errors";

/** The locks that this process holds: a lock with its process id that is none of them is from an earlier life of the id. */
const ownTokens = new Set<string>();

interface Owner {
  pid: number;
  token: string;
}

function parseOwner(text: string): Owner | undefined {
  try {
    const owner: unknown = JSON.parse(text);
    if (!isJsonObject(owner)) return undefined;
    const { pid, token } = owner;
    return typeof pid === "number" && typeof token === "string" ? { pid, token } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Who holds the lock; undefined if no one does, or it was killed before it wrote who it is. "foreign": the file is not a lock of an
 * emulator's, but somebody's own.
 */
async function readOwner(file: string): Promise<Owner | "foreign" | undefined> {
  try {
    const text = await readFile(file, "utf8");
    return text === "" ? undefined : (parseOwner(text) ?? "foreign");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return undefined;
    if (isSystemError(error, "EISDIR")) return "foreign";
    throw error;
  }
}

function isAlive({ pid, token }: Owner): boolean {
  if (pid === process.pid) return ownTokens.has(token);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isSystemError(error, "ESRCH");
  }
}

/** Creates the lock; answers false where there is one. */
async function createLockFile(file: string, owner: Owner): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify(owner), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (isSystemError(error, "EEXIST")) return false;
    throw error;
  }
}

/**
 * Keeps two emulators from one data file: a file beside it with the process id of whoever uses it. That of a process which has been killed
 * is taken over.
 *
 * `proper-lockfile` tells a dead owner by the age of its lock. It would refuse a restart in the first seconds
 * after a kill, take the file from an emulator that was suspended, and not name the process that has it.
 */
export class Lock {
  readonly #dataFile: string;
  readonly #file: string;
  readonly #token = randomUUID();

  private constructor(dataFile: string) {
    this.#dataFile = dataFile;
    this.#file = `${dataFile}.lock`;
  }

  /** Throws DataFileError where another emulator has it. */
  static async acquire(dataFile: string): Promise<Lock> {
    const lock = new Lock(dataFile);
    await lock.#acquire();
    return lock;
  }

  /** Throws DataFileError where another emulator has taken it over: two that found a killed one's lock in the same moment. */
  async requireOwn(): Promise<void> {
    const owner = await readOwner(this.#file);
    if (owner === "foreign" || owner?.token !== this.#token) throw this.#inUseError(owner);
  }

  async release(): Promise<void> {
    ownTokens.delete(this.#token);
    const owner = await readOwner(this.#file);
    if (owner !== "foreign" && owner?.token === this.#token) await rm(this.#file, { force: true });
  }

  async #acquire(): Promise<void> {
    const own = { pid: process.pid, token: this.#token };
    if (!(await createLockFile(this.#file, own))) {
      const owner = await readOwner(this.#file);
      if (owner === "foreign" || (owner && isAlive(owner))) throw this.#inUseError(owner);
      await rm(this.#file, { force: true });
      if (!(await createLockFile(this.#file, own))) throw this.#inUseError(await readOwner(this.#file));
    }
    ownTokens.add(this.#token);
  }

  #inUseError(owner: Owner | "foreign" | undefined): DataFileError {
    if (owner === "foreign") {
      return new DataFileError(
        this.#dataFile,
        `${this.#file}, which would be its lock, is a file of another kind`,
        "Name another data file, or move that file away.",
      );
    }
    return new DataFileError(
      this.#dataFile,
      `another emulator${owner ? ` (process ${owner.pid})` : ""} is using it`,
      `End that one, name another file, or remove ${this.#file} if there is no such emulator.`,
    );
  }
}
