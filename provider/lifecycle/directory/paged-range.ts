import type { SessionPage } from "../../plivo";
import { createdAt } from "../listing";
import { pageCount, type TimeRange } from "./list-pages";

/** The creation times on a page, in milliseconds since the epoch. */
interface Times {
  readonly newest: number;
  readonly oldest: number;
}

/** The pages of a range of `created_time`, newest first. Its ends are fixed, so offsets stay valid. */
export class PagedRange implements TimeRange {
  readonly from: number;
  readonly to: number;
  /** A promise while the page is in flight. */
  readonly #pages: (Promise<void> | Times | undefined)[] = [];

  /** @param count of sessions. Too small hides some until a page reports more; too large is harmless. */
  constructor({ from, to }: TimeRange, count: number) {
    this.from = from;
    this.to = to;
    this.#pages.length = pageCount(count);
  }

  has(time: number): boolean {
    return time >= this.from && time < this.to;
  }

  /** Records that a page is in flight. */
  expect(index: number, page: Promise<void>): void {
    this.#pages[index] = page;
  }

  /** Records a page. */
  note(index: number, { sessions, totalCount = 0 }: SessionPage): void {
    const times = sessions.map(createdAt).filter((time) => time !== undefined);
    this.#pages[index] = { newest: Math.max(...times), oldest: Math.min(...times) };
    this.#pages.length = Math.max(this.#pages.length, pageCount(totalCount));
  }

  /** The most likely page of a session of this time: one in flight, or the index of one to request. */
  placeOf(time: number): Promise<void> | number | undefined {
    const { begin, end } = this.#between(time);
    const unknown: number[] = [];
    for (let index = end - 1; index >= begin; index -= 1) {
      const page = this.#pages[index];
      if (page instanceof Promise) return page;
      if (page === undefined) unknown.push(index);
    }
    return unknown[Math.min(this.#pagesAway(end, time), Math.floor(unknown.length / 2))];
  }

  /** The indexes of the next newer pages, at most `max`, that still have to be requested. */
  newerPages(index: number, max: number): number[] {
    const pages = Array.from({ length: Math.min(max, index) }, (_, step) => index - 1 - step);
    return pages.filter((one) => this.#pages[one] === undefined);
  }

  /** The range of indexes, without `end`, in which a session of this time can be. */
  #between(time: number): { readonly begin: number; readonly end: number } {
    let begin = 0;
    for (const [index, page] of this.#pages.entries()) {
      if (page === undefined || page instanceof Promise) continue;
      if (page.newest < time) return { begin, end: index };
      if (page.oldest > time) begin = index + 1;
    }
    return { begin, end: this.#pages.length };
  }

  /** Estimates how many pages newer than a known page a session is, at the rate of that page. */
  #pagesAway(known: number, time: number): number {
    const page = this.#pages[known];
    if (page === undefined || page instanceof Promise) return 0;
    return Math.floor((time - page.newest) / Math.max(page.newest - page.oldest, 1_000));
  }
}
