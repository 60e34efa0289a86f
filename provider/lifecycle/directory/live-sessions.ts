import type { Clock } from "../../common/clock";
import { PlivoError, type PlivoClient, type Session } from "../../plivo";
import type { SessionInputs } from "../../session/fields";
import { momentOf, timeSince, type Moment } from "../../common/moments";
import { clockSkewMs, maxLookbackMs, grace } from "../listing";
import type { OwnedSessions } from "../owned-sessions";
import { listNewest, listPage, pagesOf, type ListedRow, type Stretch, type Whose } from "./pages";

/** Milliseconds for which a read of the list serves those who ask after it began. */
export const fresh = 2_000;
/** Milliseconds after which the next one is begun for those to come, so that none has to wait for it. */
const early = 1_500;
/** Milliseconds. Plivo dates in whole ones. */
const second = 1_000;
/** Milliseconds before the newest session of the last read from which the next one begins: a list may show a session late. */
const margin = 3_000;

/** What a list may still show that the first one has not. */
interface Late extends Stretch {
  to: number;
  /** The newest session that the first read has shown, until a later read shows a newer one. */
  first: number | undefined;
  /** By the clock's elapsed milliseconds. */
  readonly until: number;
  isOver: boolean;
}

/** The live sessions of an account that no resource has, by their parties: all are listed once, then what was made since. */
export class LiveSessions {
  readonly #client: PlivoClient;
  readonly #clock: Clock;
  readonly #owned: OwnedSessions;
  readonly #whose: Whose;
  readonly #byParties = new Map<string, Map<string, ListedRow>>();
  #pages: Promise<number | undefined> | undefined;
  /** The read that is under way. */
  #reading: Promise<void> | undefined;
  /** When the last one that is done began, by the clock's elapsed milliseconds. */
  #began = -Infinity;
  /** From where on the next read lists, in milliseconds since the epoch; undefined: nothing is listed yet. */
  #from: number | undefined;
  /** What was made just before the first read may have been missing from it: it is listed again, the last time after so long. */
  #late: Late | undefined;
  #date: { readonly now: number; readonly at: Moment } | undefined;
  #usable = true;

  constructor(client: PlivoClient, clock: Clock, owned: OwnedSessions, whose: Whose) {
    this.#client = client;
    this.#clock = clock;
    this.#owned = owned;
    this.#whose = whose;
  }

  /** The time at Plivo, in milliseconds since the epoch. */
  now(): number {
    return this.#date === undefined
      ? this.#clock.now()
      : this.#date.now + timeSince(this.#clock, this.#date.at);
  }

  /** How many pages list them all; undefined: Plivo does not say it. */
  pages(): Promise<number | undefined> {
    this.#pages ??= this.#countPages().catch((error: unknown) =>
      unlessOfPlivo<number | undefined>(error, undefined),
    );
    return this.#pages;
  }

  /**
   * Sees to it that all is known that Plivo shows by now, or did 2 s ago.
   *
   * @returns false: it cannot be known in this way.
   */
  async update(): Promise<boolean> {
    const asked = this.#clock.elapsed();
    while (this.#usable && this.#began < asked - fresh) await this.#read();
    // Whoever waits for it gets its error.
    if (this.#usable && this.#began < asked - early) this.#read().catch(() => undefined);
    return this.#usable;
  }

  /** Those of just these parties. */
  of({ firstParty, secondParty }: SessionInputs): ListedRow[] {
    return [...(this.#byParties.get(JSON.stringify([firstParty, secondParty]))?.values() ?? [])];
  }

  async #countPages(): Promise<number | undefined> {
    const { date } = await this.#client.list({ limit: 1 });
    this.#tell(date);
    if (date === undefined) return undefined;
    const createdTimeGte = new Date(this.#farthest()).toISOString();
    const { totalCount } = await this.#client.list({ ...this.#whose, createdTimeGte, limit: 1 });
    return totalCount === undefined ? undefined : pagesOf(totalCount);
  }

  /** The read that is under way, or the next one. */
  #read(): Promise<void> {
    const began = this.#clock.elapsed();
    this.#reading ??= this.#list(began)
      .catch((error: unknown) => unlessOfPlivo(error, false))
      .then((isWhole) => {
        this.#usable = isWhole;
        this.#began = began;
      })
      .finally(() => {
        this.#reading = undefined;
      });
    return this.#reading;
  }

  /** Whether all since the last read, or as far back as Plivo lists, is known then. */
  async #list(askedAt: number): Promise<boolean> {
    const from = this.#from ?? this.#farthest();
    const newest = await listNewest(this.#client, this.#whose, from);
    if (newest === undefined) return false;
    this.#tell(newest.date);
    const older = newest.older === 0 ? [] : await this.#listAll({ from, to: newest.settled });
    if (older === undefined) return false;
    const late = await this.#listLate(newest.settled, askedAt);
    if (late === undefined) return false;
    this.#from = Math.max(from, newest.settled - margin);
    return [...newest.rows, ...older, ...late].every((row) => this.#keep(row, askedAt));
  }

  /** What was made up to the first read, by either of Plivo's clocks; what came later is listed anyway. */
  async #listLate(settled: number, askedAt: number): Promise<readonly Session[] | undefined> {
    if (this.#late === undefined) {
      const from = Math.max(settled, this.now() - clockSkewMs) - grace;
      const to = Math.max(settled, this.now()) + second;
      this.#late = { from, to, first: settled, until: askedAt + grace, isOver: false };
      return [];
    }
    const late = this.#late;
    if (late.isOver) return [];
    if (late.first !== undefined && settled > late.first) {
      late.to = Math.max(late.to, settled);
      late.first = undefined;
    }
    const stretch = { from: late.from, to: Math.min(late.to, settled) };
    const rows = stretch.from < stretch.to ? await this.#listAll(stretch) : [];
    late.isOver = rows !== undefined && askedAt >= late.until;
    return rows;
  }

  /** All of a stretch; undefined where its pages do not fit together. */
  async #listAll(stretch: Stretch): Promise<readonly Session[] | undefined> {
    const page = (index: number) => listPage(this.#client, this.#whose, stretch, index);
    const first = await page(0);
    const { totalCount } = first;
    if (totalCount === undefined) return undefined;
    const others = Array.from({ length: Math.max(0, pagesOf(totalCount) - 1) }, (_, index) =>
      page(index + 1),
    );
    const pages = [first, ...(await Promise.all(others))];
    const rows = pages.flatMap(({ sessions }) => sessions);
    const isWhole = new Set(rows.map(({ sessionUuid }) => sessionUuid)).size === totalCount;
    return isWhole && pages.every((one) => one.totalCount === totalCount) ? rows : undefined;
  }

  /** False for a live session that does not say whose it is, and so could be anybody's. */
  #keep(row: Session, askedAt: number): boolean {
    const { sessionUuid, firstParty, secondParty, status } = row;
    const parties = JSON.stringify([firstParty, secondParty]);
    const known = this.#byParties.get(parties) ?? new Map<string, ListedRow>();
    if (status === "expired" || this.#owned.has(sessionUuid)) {
      known.delete(sessionUuid);
      return true;
    }
    this.#byParties.set(parties, known.set(sessionUuid, { row, askedAt }));
    return firstParty !== undefined && secondParty !== undefined;
  }

  #farthest(): number {
    return this.now() - maxLookbackMs;
  }

  #tell(date: string | undefined): void {
    if (date !== undefined) this.#date = { now: Date.parse(date), at: momentOf(this.#clock) };
  }
}

/** In place of an error of Plivo's, which the create that then lists for itself meets too. */
function unlessOfPlivo<T>(error: unknown, value: T): T {
  if (error instanceof PlivoError) return value;
  throw error;
}
