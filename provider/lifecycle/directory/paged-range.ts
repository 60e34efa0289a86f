import type { SessionPage } from "../../plivo";
import { createdAt } from "../listing";
import { listPage, pageCount, type ListSource, type TimeRange } from "./list-pages";

/** A page that is being requested, or the times of creation on it, in milliseconds since the epoch. */
type Page = { readonly pending: Promise<void> } | { readonly newest: number; readonly oldest: number };

/** Where a session may be: on a page that is being requested, or on one to request. */
export type Place = { readonly pending: Promise<void> } | { readonly index: number };

/** A range of `created_time` whose pages are requested in any order. It is newest first, and has fixed ends, so that offsets stay. */
export class PagedRange implements TimeRange {
  readonly from: number;
  readonly to: number;
  readonly #pages: (Page | undefined)[] = [];
  readonly #list: (index: number) => Promise<SessionPage>;

  /** @param count the sessions in the range, if known: too few hide some until a page says more, too many do no harm. */
  constructor(source: ListSource, range: TimeRange, count: number) {
    this.from = range.from;
    this.to = range.to;
    this.#pages.length = pageCount(count);
    this.#list = (index) => listPage(source, range, index);
  }

  has(time: number): boolean {
    return time >= this.from && time < this.to;
  }

  /** The likeliest place of a session that was created at this time; undefined: there is none left. */
  placeOf(time: number): Place | undefined {
    const { begin, end } = this.#between(time);
    const free: number[] = [];
    for (let index = end - 1; index >= begin; index -= 1) {
      const page = this.#pages[index];
      if (page === undefined) free.push(index);
      else if ("pending" in page) return page;
    }
    const index = free[Math.min(this.#pagesAway(end, time), Math.floor(free.length / 2))];
    return index === undefined ? undefined : { index };
  }

  /** The pages that are still to request among so many next newer ones. */
  newerPages(index: number, max: number): number[] {
    const pages = Array.from({ length: Math.min(max, index) }, (_, step) => index - 1 - step);
    return pages.filter((one) => this.#pages[one] === undefined);
  }

  /** Requests a page, and hands it on. */
  request(index: number, take: (page: SessionPage) => void): Promise<void> {
    const pending = this.#list(index).then((page) => {
      const times = page.sessions.map(createdAt).filter((time) => time !== undefined);
      this.#pages[index] = { newest: Math.max(...times), oldest: Math.min(...times) };
      this.#pages.length = Math.max(this.#pages.length, pageCount(page.totalCount ?? 0));
      take(page);
    });
    this.#pages[index] = { pending };
    return pending;
  }

  /** The indexes, without the end, among which the known pages leave a session of this time. */
  #between(time: number): { readonly begin: number; readonly end: number } {
    let begin = 0;
    for (const [index, page] of this.#pages.entries()) {
      if (page === undefined || "pending" in page) continue;
      if (page.newest < time) return { begin, end: index };
      if (page.oldest > time) begin = index + 1;
    }
    return { begin, end: this.#pages.length };
  }

  /** How many pages newer than a known one a session is, at the rate at which that page's sessions were created. */
  #pagesAway(known: number, time: number): number {
    const page = this.#pages[known];
    if (page === undefined || "pending" in page) return 0;
    return Math.floor((time - page.newest) / Math.max(page.newest - page.oldest, 1_000));
  }
}
