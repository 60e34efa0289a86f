import { momentOf, timeSince, type Moment } from "../../common/moments";
import type { Session } from "../../plivo";
import type { SessionInputs } from "../../session/fields";
import { maxLookbackMs } from "../listing";
import type { OwnedSessions } from "../owned-sessions";
import { LateRange } from "./late-range";
import {
  listNewest,
  listRange,
  pageCount,
  type ListedRow,
  type ListSource,
  unlessPlivoFails,
} from "./list-pages";

/** How long a listing serves creates, from its start. */
export const maxListAgeMs = 2_000;
/** When the next listing starts. It then finishes before a create needs it. */
const prefetchAfterMs = 1_500;
/** How far listings overlap, because Plivo may show a session late. */
const overlapMs = 3_000;

/** The live sessions without an owner, by their parties. Lists all once, then only newer ones. */
export class LiveRows {
  readonly #source: ListSource;
  readonly #owned: Pick<OwnedSessions, "has">;
  readonly #byParties = new Map<string, Map<string, ListedRow>>();
  #pages: Promise<number | undefined> | undefined;
  #listing: Promise<void> | undefined;
  /** When the last finished listing started, in the clock's elapsed milliseconds. */
  #listedAt = -Infinity;
  /** The start of the next listing, in milliseconds since the epoch. Default: the max lookback. */
  #from: number | undefined;
  #late: LateRange | undefined;
  #date: { readonly now: number; readonly at: Moment } | undefined;
  #isUsable = true;

  constructor(source: ListSource, owned: Pick<OwnedSessions, "has">) {
    this.#source = source;
    this.#owned = owned;
  }

  /** Plivo's time, in milliseconds since the epoch. */
  now(): number {
    return this.#date === undefined
      ? this.#source.clock.now()
      : this.#date.now + timeSince(this.#source.clock, this.#date.at);
  }

  /** The number of pages. Undefined: Plivo does not report it. */
  pages(): Promise<number | undefined> {
    this.#pages ??= unlessPlivoFails(this.#countPages(), undefined);
    return this.#pages;
  }

  /**
   * Ensures that the rows are at most `maxListAgeMs` old.
   *
   * @returns false if lists cannot tell.
   */
  async update(): Promise<boolean> {
    const now = this.#source.clock.elapsed();
    while (this.#isUsable && this.#listedAt < now - maxListAgeMs) await this.#list();
    if (this.#isUsable && this.#listedAt < now - prefetchAfterMs) this.#listAhead();
    return this.#isUsable;
  }

  ofParties({ firstParty, secondParty }: SessionInputs): ListedRow[] {
    return [...(this.#byParties.get(JSON.stringify([firstParty, secondParty]))?.values() ?? [])];
  }

  async #countPages(): Promise<number | undefined> {
    const { client, scope } = this.#source;
    const { date } = await client.list({ limit: 1 });
    this.#noteDate(date);
    if (date === undefined) return undefined;
    const createdTimeGte = new Date(this.now() - maxLookbackMs).toISOString();
    const { totalCount } = await client.list({ ...scope, createdTimeGte, limit: 1 });
    return totalCount === undefined ? undefined : pageCount(totalCount);
  }

  /** A create that waits for the listing gets its error. */
  #listAhead(): void {
    this.#list().catch(() => undefined);
  }

  /** Joins the listing in flight, or starts one. */
  #list(): Promise<void> {
    this.#listing ??= this.#listAt(this.#source.clock.elapsed()).finally(() => (this.#listing = undefined));
    return this.#listing;
  }

  async #listAt(requestedAt: number): Promise<void> {
    this.#isUsable = await unlessPlivoFails(this.#listAll(requestedAt), false);
    this.#listedAt = requestedAt;
  }

  /** @returns whether all sessions since the last listing are known. */
  async #listAll(requestedAt: number): Promise<boolean> {
    const from = this.#from ?? this.now() - maxLookbackMs;
    const newest = await listNewest(this.#source, from);
    if (newest === undefined) return false;
    const { cutoff } = newest;
    this.#noteDate(newest.date);
    const late = this.#late?.next(cutoff, requestedAt);
    const ranges = [
      ...(newest.older === 0 ? [] : [{ from, to: cutoff }]),
      ...(late === undefined ? [] : [late]),
    ];
    const rows = [...newest.rows];
    for (const range of ranges) {
      const listed = await listRange(this.#source, range);
      if (listed === undefined) return false;
      rows.push(...listed);
    }
    this.#late ??= new LateRange(cutoff, this.now(), requestedAt);
    this.#from = Math.max(from, cutoff - overlapMs);
    return rows.every((row) => this.#keep(row, requestedAt));
  }

  /** @returns false for a live session without parties: it could match any create. */
  #keep(row: Session, requestedAt: number): boolean {
    const { sessionUuid, firstParty, secondParty, status } = row;
    const parties = JSON.stringify([firstParty, secondParty]);
    const known = this.#byParties.get(parties) ?? new Map<string, ListedRow>();
    if (status === "expired" || this.#owned.has(sessionUuid)) {
      known.delete(sessionUuid);
      return true;
    }
    this.#byParties.set(parties, known.set(sessionUuid, { row, requestedAt }));
    return firstParty !== undefined && secondParty !== undefined;
  }

  #noteDate(date: string | undefined): void {
    if (date !== undefined) this.#date = { now: Date.parse(date), at: momentOf(this.#source.clock) };
  }
}
