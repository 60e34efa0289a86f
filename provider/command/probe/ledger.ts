import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { parseJson } from "../../plivo/json";
import { usageErrors } from "../errors";

/** A session that a probe has created, or is about to create. */
const entrySchema = z.object({
  /** A text in one of the session's URLs, to find it if the create's response is lost. */
  marker: z.string(),
  sessionUuid: z.string().optional(),
  /** Its latest expiry, in milliseconds since the epoch. */
  livesUntil: z.number(),
});
export type Entry = z.infer<typeof entrySchema>;

const ledgerSchema = z.object({
  /** The ID of the process that wrote the file last. */
  process: z.number(),
  /** Milliseconds since the epoch. */
  writtenAt: z.number(),
  entries: z.array(entrySchema),
});

/** A running probe writes more often. After this time, the process with that ID is another one. */
const maxSilenceMs = 900_000;

/** The user's state folder: XDG_STATE_HOME, LOCALAPPDATA or ~/.local/state. */
function stateFolder(environment: NodeJS.ProcessEnv): string {
  const { XDG_STATE_HOME = "", LOCALAPPDATA = "", HOME = "" } = environment;
  if (path.isAbsolute(XDG_STATE_HOME)) return XDG_STATE_HOME;
  if (LOCALAPPDATA !== "") return LOCALAPPDATA;
  return path.join(HOME === "" ? homedir() : HOME, ".local", "state");
}

export interface LedgerOwner {
  readonly authId: string;
  /** Default: Plivo's. */
  readonly endpoint: string | undefined;
}

/** The path of an account's ledger. Its name is a hash, which does not disclose the account. */
export function ledgerFile(environment: NodeJS.ProcessEnv, { authId, endpoint = "" }: LedgerOwner): string {
  const name = createHash("sha256").update(`${authId} ${endpoint}`).digest("hex").slice(0, 16);
  return path.join(stateFolder(environment), "pulumi-plivo-masking", `probe-${name}.json`);
}

/**
 * The possibly live sessions of an account's probes, in a file that survives a killed process. It contains no
 * phone number. It is written before each create, and removed once no session is left.
 */
export class Ledger {
  readonly #file: string;
  readonly #now: () => number;
  readonly #entries: Entry[];

  /**
   * Reads the entries that an earlier run has left.
   *
   * @throws UsageError if another probe of the account is running
   */
  constructor(file: string, now: () => number) {
    this.#file = file;
    this.#now = now;
    const earlier = read(file);
    if (earlier !== undefined && isRunning(earlier, now()))
      throw usageErrors.probeRunning(String(earlier.process), file);
    this.#entries = earlier?.entries ?? [];
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** Adds a session before its create is sent. @throws UsageError if the file cannot be written */
  add(entry: Entry): Entry {
    this.#entries.push(entry);
    this.save();
    return entry;
  }

  /** Sets the session's UUID. */
  name(entry: Entry, sessionUuid: string): void {
    entry.sessionUuid = sessionUuid;
    this.save();
  }

  /** Removes a session that has expired or was never created. */
  remove(entry: Entry): void {
    this.#entries.splice(this.#entries.indexOf(entry), 1);
    this.save();
  }

  /** @throws UsageError if the file cannot be written */
  save(): void {
    try {
      if (this.#entries.length === 0) rmSync(this.#file, { force: true });
      else this.#write();
    } catch (error) {
      throw usageErrors.notWritable(this.#file, (error as NodeJS.ErrnoException).code ?? "unknown");
    }
  }

  #write(): void {
    mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 });
    const ledger = { process: process.pid, writtenAt: this.#now(), entries: this.#entries };
    const draft = `${this.#file}.${randomUUID()}.part`;
    writeFileSync(draft, JSON.stringify(ledger), { mode: 0o600 });
    renameSync(draft, this.#file);
  }
}

/** Undefined if there is no file, or if it has another form. */
function read(file: string): z.infer<typeof ledgerSchema> | undefined {
  try {
    return ledgerSchema.safeParse(parseJson(readFileSync(file, "utf8"))).data;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw usageErrors.notReadable(file, (error as NodeJS.ErrnoException).code ?? "unknown");
  }
}

function isRunning(ledger: z.infer<typeof ledgerSchema>, now: number): boolean {
  if (ledger.process === process.pid || now - ledger.writtenAt > maxSilenceMs) return false;
  try {
    process.kill(ledger.process, 0);
    return true;
  } catch (error) {
    // EPERM: a process of another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
