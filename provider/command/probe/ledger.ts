import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { parseJson } from "../../plivo/json";
import { usageErrors } from "../errors";

/** A session that a probe has asked for, or is about to. */
const entrySchema = z.object({
  /** A text in one of the session's URLs, by which it is found if its create's response is lost. */
  marker: z.string(),
  sessionUuid: z.string().optional(),
  /** When it has ended by itself at the latest: milliseconds since the epoch. */
  livesUntil: z.number(),
});
export type Entry = z.infer<typeof entrySchema>;

const ledgerSchema = z.object({
  /** The process that has written it last, and when: milliseconds since the epoch. */
  process: z.number(),
  writtenAt: z.number(),
  entries: z.array(entrySchema),
});

/** Longer than a probe leaves its ledger alone: after that, its process is another one of the same number. */
const maxSilenceMs = 900_000;

/** The user's folder for state of programs: XDG_STATE_HOME, LOCALAPPDATA or ~/.local/state. */
function stateFolder(environment: NodeJS.ProcessEnv): string {
  const { XDG_STATE_HOME = "", LOCALAPPDATA = "", HOME = "" } = environment;
  if (path.isAbsolute(XDG_STATE_HOME)) return XDG_STATE_HOME;
  if (LOCALAPPDATA !== "") return LOCALAPPDATA;
  return path.join(HOME === "" ? homedir() : HOME, ".local", "state");
}

/** Whose sessions a ledger has. */
export interface LedgerOwner {
  readonly authId: string;
  /** Undefined: the vendor's own. */
  readonly endpoint: string | undefined;
}

/** The path of an account's ledger. Its name is a hash, so it does not disclose the account. */
export function ledgerFile(environment: NodeJS.ProcessEnv, { authId, endpoint = "" }: LedgerOwner): string {
  const name = createHash("sha256").update(`${authId} ${endpoint}`).digest("hex").slice(0, 16);
  return path.join(stateFolder(environment), "pulumi-plivo-masking", `probe-${name}.json`);
}

/**
 * The sessions of an account's probes that may be alive, in a file that outlives a killed process. It holds
 * no number. It is written before the request that it is about is sent, and removed once no session is left.
 */
export class Ledger {
  readonly #file: string;
  readonly #now: () => number;
  readonly #entries: Entry[];

  /**
   * Takes over what an earlier run has left.
   *
   * @throws UsageError if another probe of the account is running.
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

  /** Notes a session that is about to be requested. @throws UsageError if that cannot be written. */
  add(entry: Entry): Entry {
    this.#entries.push(entry);
    this.save();
    return entry;
  }

  /** Notes the UUID that Plivo has given a session. */
  name(entry: Entry, sessionUuid: string): void {
    entry.sessionUuid = sessionUuid;
    this.save();
  }

  /** Forgets a session that has ended, or was never created. */
  remove(entry: Entry): void {
    this.#entries.splice(this.#entries.indexOf(entry), 1);
    this.save();
  }

  /** @throws UsageError if the file cannot be written. */
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

/** Undefined: there is none. One that cannot be read names no session that could be found. */
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
    // It is another user's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
