import { randomUUID } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { isJsonObject } from "../common/json";
import { DataFileError } from "./data-file-error";
import { isSystemError } from "./system-errors";

/**
 * The tokens of this process's locks. A lock with this process's ID but another token is from an earlier
 * process with the same ID.
 */
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
 * The owner of the lock. Undefined if there is none, or if it was killed before it wrote its ID. "foreign":
 * the file is not an emulator's lock.
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

/** Creates the lock file. Returns false if it exists. */
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
 * Prevents two emulators from using one data file, by a file beside it with the process ID of the owner. The
 * lock of a killed process is replaced.
 *
 * `proper-lockfile` detects a dead owner by the lock's age. It would reject a restart in the first seconds
 * after a kill, take the file from a suspended emulator, and not name the owning process.
 */
export class Lock {
  readonly #dataFile: string;
  readonly #file: string;
  readonly #token = randomUUID();

  private constructor(dataFile: string) {
    this.#dataFile = dataFile;
    this.#file = `${dataFile}.lock`;
  }

  /** @throws DataFileError if another emulator holds the lock. */
  static async acquire(dataFile: string): Promise<Lock> {
    const lock = new Lock(dataFile);
    await lock.#acquire();
    return lock;
  }

  /** @throws DataFileError if another emulator replaced the lock at the same time. */
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
        `its lock file ${this.#file} is another kind of file`,
        "Name another data file, or move that file away.",
      );
    }
    return new DataFileError(
      this.#dataFile,
      `another emulator${owner ? ` (process ${owner.pid})` : ""} is using it`,
      `Stop it, name another file, or delete ${this.#file} if it no longer runs.`,
    );
  }
}
