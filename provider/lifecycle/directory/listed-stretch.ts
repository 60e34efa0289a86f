import type { PlivoClient, SessionPage } from "../../plivo";
import { createdAt } from "../listing";
import { listPage, pagesOf, type Stretch, type Whose } from "./pages";

/** The times of creation on a page, in milliseconds since the epoch. */
interface Times {
  readonly newest: number;
  readonly oldest: number;
}

/** A page that is being asked for, or what it has come to. */
type Page = { readonly underWay: Promise<void> } | Times;

/** Where a session may stand: a page that is under way, or the index of one to be asked for. */
export type Place = { readonly underWay: Promise<void> } | { readonly index: number };

/** A stretch of created_time whose pages are asked for in any order: newest first, both of its ends fixed, so that offsets stay. */
export class ListedStretch implements Stretch {
  readonly from: number;
  readonly to: number;
  readonly #pages: (Page | undefined)[] = [];
  readonly #ask: (index: number) => Promise<SessionPage>;

  /** @param count sessions in the stretch, as far as is known: one that is missing is not found, one too many does no harm. */
  constructor(client: PlivoClient, whose: Whose, stretch: Stretch, count: number) {
    this.from = stretch.from;
    this.to = stretch.to;
    this.#pages.length = pagesOf(count);
    this.#ask = (index) => listPage(client, whose, stretch, index);
  }

  /** Learns how many sessions there are. */
  grow(count: number): void {
    this.#pages.length = Math.max(this.#pages.length, pagesOf(count));
  }

  holds(time: number): boolean {
    return time >= this.from && time < this.to;
  }

  /** Where a session that was made at this time may stand, the likeliest place first; undefined: nowhere any more. */
  placeOf(time: number): Place | undefined {
    const { begin, end } = this.#between(time);
    const free: number[] = [];
    for (let index = end - 1; index >= begin; index -= 1) {
      const page = this.#pages[index];
      if (page === undefined) free.push(index);
      else if ("underWay" in page) return page;
    }
    const index = free[Math.min(this.#pagesAway(end, time), Math.floor(free.length / 2))];
    return index === undefined ? undefined : { index };
  }

  /** The pages towards the newest that nobody has asked for, among so many. */
  following(index: number, ahead: number): number[] {
    const pages = Array.from({ length: Math.min(ahead, index) }, (_, step) => index - 1 - step);
    return pages.filter((one) => this.#pages[one] === undefined);
  }

  /** Asks for a page, and hands it on. */
  ask(index: number, take: (page: SessionPage) => void): Promise<void> {
    const underWay = this.#ask(index).then((page) => {
      const times = page.sessions.map(createdAt).filter((time) => time !== undefined);
      this.#pages[index] = { newest: Math.max(...times), oldest: Math.min(...times) };
      take(page);
    });
    this.#pages[index] = { underWay };
    return underWay;
  }

  /** The indexes among which a session of this time stands, as far as pages that are there tell; the end is not among them. */
  #between(time: number): { readonly begin: number; readonly end: number } {
    let begin = 0;
    for (let index = 0; index < this.#pages.length; index += 1) {
      const page = this.#pages[index];
      if (page === undefined || "underWay" in page) continue;
      if (page.newest < time) return { begin, end: index };
      if (page.oldest > time) begin = index + 1;
    }
    return { begin, end: this.#pages.length };
  }

  /** How many pages from an older one a session stands, at the rate at which that one's were made. */
  #pagesAway(older: number, time: number): number {
    const page = this.#pages[older];
    if (page === undefined || "underWay" in page) return 0;
    return Math.floor((time - page.newest) / Math.max(page.newest - page.oldest, 1_000));
  }
}
