import type { Session } from "../../plivo";
import { hasEnoughLife } from "../../session/match";
import { maxLookbackMs } from "../listing";
import {
  listNewest,
  listPage,
  maxRowAgeMs,
  type ListedRow,
  type ListSource,
  unlessPlivoFails,
} from "./list-pages";
import { PagedRange } from "./paged-range";

/** The number of requests that the rate limit allows in half a second. */
const maxPagesAhead = 32;
/** Pages without use, in addition to one for every two reads that rows answered. */
const maxUnusedPages = 8;
/** Before the oldest known session: the engine creates in parallel, and stores in another order. */
const overlapMs = 5_000;

interface FoundRow extends ListedRow {
  /** The page of the row. Undefined: among the newest. */
  readonly place: { readonly range: PagedRange; readonly index: number } | undefined;
  /** The response's Date header. */
  readonly date: string | undefined;
}

/** A session to read. */
export interface StoredSession {
  readonly sessionUuid: string;
  /** In milliseconds since the epoch. */
  readonly created: number;
  /** Whether a row has all that the read needs. */
  readonly suffices: (row: Session) => boolean;
}

/**
 * Rows of lists in place of single reads.
 *
 * The engine reads in the order of its state, mostly oldest first, and few at once. So this requests the list
 * from its last page towards its first, ahead of the reads, and looks for a session out of order at its own
 * time. Every two reads that rows answered pay for a page, and a few pages are free. If the account has many
 * other sessions, if the state has another order, or once a list fails, the rest is read one by one.
 */
export class StoredRows {
  readonly #source: ListSource;
  readonly #bulkThreshold: number;
  readonly #rows = new Map<string, FoundRow>();
  /** Newest first. Each ends at the start of the one before it. */
  readonly #ranges: PagedRange[] = [];
  #opening: Promise<void> | undefined;
  #oldest = Infinity;
  #reads = 0;
  #answered = 0;
  #requests = 0;
  #isUsable = true;

  /** @param bulkThreshold how many sessions are read by UUID before the first list. */
  constructor(source: ListSource, bulkThreshold: number) {
    this.#source = source;
    this.#bulkThreshold = bulkThreshold;
  }

  /** The session's row. Undefined: read it by its UUID. */
  async row(session: StoredSession): Promise<Session | undefined> {
    this.#reads += 1;
    this.#oldest = Math.min(this.#oldest, session.created);
    if (this.#reads <= this.#bulkThreshold) return undefined;
    for (;;) {
      const found = this.#rows.get(session.sessionUuid);
      if (found !== undefined) return this.#take(session, found);
      const requested = this.#pageOf(session.created);
      if (requested === undefined) return undefined;
      await requested;
    }
  }

  /** Each row answers one read: a later one needs newer data. */
  #take({ sessionUuid, suffices }: StoredSession, found: FoundRow): Session | undefined {
    const { row, requestedAt, place, date } = found;
    this.#rows.delete(sessionUuid);
    const ageMs = this.#source.clock.elapsed() - requestedAt;
    if (ageMs > maxRowAgeMs || !suffices(row)) return undefined;
    this.#answered += 1;
    if (place !== undefined) this.#requestAhead(place.range, place.index);
    const now = date === undefined ? this.#source.clock.now() : Date.parse(date) + ageMs;
    // A session that was about to expire may have expired since, or someone extended it.
    return row.status === "expired" || hasEnoughLife(row, now) ? row : undefined;
  }

  #requestAhead(range: PagedRange, index: number): void {
    for (const next of range.newerPages(index, maxPagesAhead)) {
      if (!this.#isUsable || !this.#mayRequest()) return;
      // A read that waits for the page gets its error.
      this.#request(range, next).catch(() => undefined);
    }
  }

  /** The request of the page on which a session may be. Undefined: there is none worth a request. */
  #pageOf(created: number): Promise<void> | undefined {
    if (!this.#isUsable) return undefined;
    if (this.#opening !== undefined) return this.#opening;
    const range = this.#ranges.find((one) => one.has(created));
    const place = range?.placeOf(created);
    if (place instanceof Promise) return place;
    if (!this.#mayRequest()) return undefined;
    if (range !== undefined) return place === undefined ? undefined : this.#request(range, place);
    const earliest = this.#ranges.at(-1);
    if (earliest !== undefined && created >= earliest.from) return undefined;
    const opening = earliest === undefined ? this.#openNewest() : this.#openBefore(earliest);
    this.#opening = opening.finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  #mayRequest(): boolean {
    return this.#requests < maxUnusedPages + this.#answered / 2;
  }

  #request(range: PagedRange, index: number): Promise<void> {
    const requestedAt = this.#source.clock.elapsed();
    this.#requests += 1;
    const requested = this.#unlessItFails(async () => {
      const page = await listPage(this.#source, range, index);
      range.note(index, page);
      this.#keep(page.sessions, { requestedAt, place: { range, index }, date: page.date });
    });
    range.expect(index, requested);
    return requested;
  }

  /** Opens the range from the oldest known session to the second of the newest one. */
  #openNewest(): Promise<void> {
    const requestedAt = this.#source.clock.elapsed();
    return this.#unlessItFails(async () => {
      const from = Math.max(this.#oldest - overlapMs, this.#source.clock.now() - maxLookbackMs);
      const newest = await listNewest(this.#source, from);
      this.#isUsable = newest?.older !== undefined;
      if (newest?.older === undefined) return;
      this.#requests += 1;
      this.#keep(newest.rows, { requestedAt, place: undefined, date: newest.date });
      this.#ranges.push(new PagedRange({ from, to: newest.cutoff }, newest.older));
    });
  }

  /** Opens a range before the earliest one. It doubles the listed time, which keeps the ranges few. */
  #openBefore({ from: to }: PagedRange): Promise<void> {
    const span = (this.#ranges[0]?.to ?? to) - to;
    const from = Math.max(Math.min(this.#oldest - overlapMs, to - span), to - maxLookbackMs);
    const range = new PagedRange({ from, to }, 1);
    this.#ranges.push(range);
    return this.#request(range, 0);
  }

  #keep(sessions: readonly Session[], where: Omit<FoundRow, "row">): void {
    for (const row of sessions) this.#rows.set(row.sessionUuid, { row, ...where });
  }

  /** After a failure of Plivo, lists are not used any more. */
  async #unlessItFails(list: () => Promise<void>): Promise<void> {
    const isListed = await unlessPlivoFails(
      list().then(() => true),
      false,
    );
    if (!isListed) this.#isUsable = false;
  }
}
