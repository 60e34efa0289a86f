import { PagedRange } from "../../../../provider/lifecycle/directory/paged-range.ts";
import type { Session, SessionPage } from "../../../../provider/plivo/index.ts";

/** A session that was created so many seconds after the epoch. */
function sessionAt(seconds: number): Session {
  return { sessionUuid: `at-${String(seconds)}`, createdTime: new Date(seconds * 1_000).toISOString() };
}

function pageOf(sessions: Session[], totalCount?: number): SessionPage {
  return { sessions, totalCount, nextOffset: undefined, date: undefined };
}

/** A range of five pages, of which the oldest has sessions of 100 to 110 s. */
function fivePages(): PagedRange {
  const range = new PagedRange({ from: 0, to: 1_000_000 }, 100);
  range.note(4, pageOf([110, 105, 100].map(sessionAt)));
  return range;
}

describe("a range of created_time", () => {
  it("has its first millisecond, but not the one at its end", () => {
    const range = new PagedRange({ from: 10, to: 20 }, 1);
    expect([9, 10, 19, 20].map((time) => range.has(time))).toEqual([false, true, true, false]);
  });
});

describe("the page on which a session is looked for", () => {
  it("is the oldest page while none is known", () => {
    expect(new PagedRange({ from: 0, to: 1_000 }, 100).placeOf(500)).toBe(4);
    expect(new PagedRange({ from: 0, to: 1_000 }, 20).placeOf(500)).toBe(0);
  });

  it("is as many pages before a known one as its sessions' rate suggests", () => {
    const range = fivePages();
    expect(range.placeOf(115_000)).toBe(3);
    expect(range.placeOf(125_000)).toBe(2);
  });

  it("is at most in the middle of the unknown pages", () => {
    expect(fivePages().placeOf(999_000)).toBe(1);
  });

  it("takes a page of a single second as one that took a second", () => {
    const range = new PagedRange({ from: 0, to: 1_000_000 }, 200);
    range.note(9, pageOf([sessionAt(100), sessionAt(100)]));
    expect(range.placeOf(103_500)).toBe(5);
  });

  it("is older than a page with newer sessions only", () => {
    const range = fivePages();
    range.note(1, pageOf([300, 290].map(sessionAt)));
    expect(range.placeOf(280_000)).toBe(2);
    expect(range.placeOf(310_000)).toBe(0);
  });

  it("is none, if the session's time is on known pages", () => {
    const range = new PagedRange({ from: 0, to: 1_000_000 }, 40);
    range.note(1, pageOf([110, 100].map(sessionAt)));
    range.note(0, pageOf([130, 120].map(sessionAt)));
    expect([105_000, 115_000, 125_000].map((time) => range.placeOf(time))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("is one in flight, until that has arrived", async () => {
    const range = fivePages();
    const arrival = Promise.resolve();
    range.expect(2, arrival);
    expect(range.placeOf(125_000)).toBe(arrival);
    await arrival;
    range.note(2, pageOf([220, 210].map(sessionAt)));
    expect(range.placeOf(125_000)).toBe(3);
  });

  it("does not depend on a row without created_time", () => {
    const range = new PagedRange({ from: 0, to: 1_000_000 }, 100);
    range.note(4, pageOf([sessionAt(110), { sessionUuid: "timeless" }, sessionAt(100)]));
    expect(range.placeOf(125_000)).toBe(2);
  });

  it("can be one that only Plivo's total_count shows", () => {
    const range = new PagedRange({ from: 0, to: 1_000_000 }, 1);
    range.note(0, pageOf([200, 190].map(sessionAt), 41));
    expect(range.placeOf(100_000)).toBe(2);
  });
});

describe("the pages to request ahead", () => {
  it("are the next newer ones that are neither known nor in flight", () => {
    const range = new PagedRange({ from: 0, to: 1_000_000 }, 200);
    range.note(6, pageOf([sessionAt(100)]));
    range.expect(5, Promise.resolve());
    expect(range.newerPages(8, 4)).toEqual([7, 4]);
    expect(range.newerPages(2, 32)).toEqual([1, 0]);
    expect(range.newerPages(0, 32)).toEqual([]);
  });
});
