import type { Clock } from "../../common/clock";
import { PlivoError, type PlivoClient, type Session } from "../../plivo";
import { maxLookbackMs } from "../listing";
import { livesOn } from "../../session/match";
import { ListedStretch } from "./listed-stretch";
import { listNewest, longestAge, type ListedRow, type Whose } from "./pages";

/** Pages that are asked for before anybody waits for them: as many as the rate limit lets pass within half a second. */
const ahead = 32;
/** Pages that may have been asked for in vain, beside one for every two reads that were answered. */
const wasted = 8;
/** Milliseconds before the oldest session that is known: the engine makes many side by side, and keeps them in its own order. */
const margin = 5_000;

interface Found extends ListedRow {
  /** Where more of its time stand; undefined: among the newest. */
  readonly place: { readonly stretch: ListedStretch; readonly index: number } | undefined;
  /** The answer's date, where it has one. */
  readonly date: string | undefined;
}

/** A session that is to be read. */
export interface Wanted {
  readonly sessionUuid: string;
  /** When it was made, in milliseconds since the epoch. */
  readonly created: number;
  /** Whether a row tells enough of it. */
  readonly suffices: (row: Session) => boolean;
}

/**
 * The rows of an account's list, for many reads by id.
 *
 * The engine reads in the order of its state, mostly oldest first, and only a few at once. So the list is walked from its last page
 * towards its first, ahead of the reads; a session of another time is looked for at that time. There is a page for two reads that rows
 * have answered, and a few more: where the account has many sessions of others, or the order has nothing to do with time, most are read
 * one by one, as all are once a list fails.
 */
export class ListedAccount {
  readonly #client: PlivoClient;
  readonly #clock: Clock;
  readonly #whose: Whose;
  readonly #after: number;
  readonly #rows = new Map<string, Found>();
  /** The newest first, each ending where the one before begins. */
  readonly #stretches: ListedStretch[] = [];
  #opening: Promise<void> | undefined;
  #oldest = Infinity;
  #reads = 0;
  #answered = 0;
  #asked = 0;
  #usable = true;

  /** @param after so many are read by their ids first. */
  constructor(client: PlivoClient, clock: Clock, whose: Whose, after: number) {
    this.#client = client;
    this.#clock = clock;
    this.#whose = whose;
    this.#after = after;
  }

  /** A session's row; undefined: it is to be read by its id. */
  async row(wanted: Wanted): Promise<Session | undefined> {
    this.#reads += 1;
    this.#oldest = Math.min(this.#oldest, wanted.created);
    if (this.#reads <= this.#after) return undefined;
    for (;;) {
      const found = this.#rows.get(wanted.sessionUuid);
      if (found !== undefined) return this.#take(wanted, found);
      const asked = this.#pageOf(wanted.created);
      if (asked === undefined) return undefined;
      await asked;
    }
  }

  #take({ sessionUuid, suffices }: Wanted, { row, askedAt, place, date }: Found): Session | undefined {
    this.#rows.delete(sessionUuid);
    const age = this.#clock.elapsed() - askedAt;
    if (age > longestAge || !suffices(row)) return undefined;
    this.#answered += 1;
    if (place !== undefined) this.#readAhead(place.stretch, place.index);
    // About to end: meanwhile it may have ended, or others have extended it.
    const now = date === undefined ? this.#clock.now() : Date.parse(date) + age;
    return row.status === "expired" || livesOn(row, now) ? row : undefined;
  }

  #readAhead(stretch: ListedStretch, index: number): void {
    for (const next of stretch.following(index, ahead)) {
      if (!this.#usable || !this.#mayAsk()) return;
      // Whoever waits for the page gets its error.
      this.#askPage(stretch, next).catch(() => undefined);
    }
  }

  /** The page on which a session may stand; undefined: on none, or on none that is worth it. */
  #pageOf(created: number): Promise<void> | undefined {
    if (!this.#usable) return undefined;
    if (this.#opening !== undefined) return this.#opening;
    const stretch = this.#stretches.find((one) => one.holds(created));
    const place = stretch?.placeOf(created);
    if (place !== undefined && "underWay" in place) return this.#unlessItFails(place.underWay);
    if (!this.#mayAsk()) return undefined;
    if (stretch !== undefined) return place && this.#askPage(stretch, place.index);
    const earliest = this.#stretches.at(-1);
    if (earliest !== undefined && created >= earliest.from) return undefined;
    this.#opening = this.#open(earliest).finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  #mayAsk(): boolean {
    return this.#asked < wasted + this.#answered / 2;
  }

  #askPage(stretch: ListedStretch, index: number): Promise<void> {
    const askedAt = this.#clock.elapsed();
    this.#asked += 1;
    const asked = stretch.ask(index, ({ sessions, totalCount, date }) => {
      stretch.grow(totalCount ?? 0);
      this.#keep(sessions, { askedAt, place: { stretch, index }, date });
    });
    return this.#unlessItFails(asked);
  }

  /** Makes known what was made before the earliest stretch, or since the oldest session of which is known. */
  #open(earliest: ListedStretch | undefined): Promise<void> {
    if (earliest === undefined) return this.#unlessItFails(this.#openNewest());
    const to = earliest.from;
    // Twice as far each time, so that an order from the newest to the oldest does not take a stretch for each.
    const span = (this.#stretches[0]?.to ?? to) - to;
    const from = Math.max(Math.min(this.#oldest - margin, to - span), to - maxLookbackMs);
    const stretch = new ListedStretch(this.#client, this.#whose, { from, to }, 1);
    this.#stretches.push(stretch);
    return this.#askPage(stretch, 0);
  }

  async #openNewest(): Promise<void> {
    const askedAt = this.#clock.elapsed();
    const from = Math.max(this.#oldest - margin, this.#clock.now() - maxLookbackMs);
    const newest = await listNewest(this.#client, this.#whose, from);
    if (newest?.older === undefined) {
      this.#usable = false;
      return;
    }
    this.#asked += 1;
    this.#keep(newest.rows, { askedAt, place: undefined, date: newest.date });
    const stretch = { from, to: newest.settled };
    this.#stretches.push(new ListedStretch(this.#client, this.#whose, stretch, newest.older));
  }

  #keep(sessions: readonly Session[], where: Omit<Found, "row">): void {
    for (const row of sessions) this.#rows.set(row.sessionUuid, { row, ...where });
  }

  /** What a list cannot tell is read by ids, whose errors then say what is wrong. */
  async #unlessItFails(asked: Promise<void>): Promise<void> {
    try {
      await asked;
    } catch (error) {
      if (!(error instanceof PlivoError)) throw error;
      this.#usable = false;
    }
  }
}
