import fc from "fast-check";
import { windowsOf, withoutTimes, type TimeWindow } from "../../../provider/client/windows.ts";

const dayMs = 86_400_000;
const now = Date.parse("2026-03-01T00:00:00Z");
const at = (days: number) => new Date(now + days * dayMs).toISOString();

describe("a list without a time filter", () => {
  it("is one window of Plivo's own", () => {
    expect(windowsOf({ status: "active", durationGt: 5 }, now)).toEqual([{}]);
  });
});

describe("a list with a time filter", () => {
  it("for one moment is sent unchanged", () => {
    expect(windowsOf({ createdTime: at(-50) }, now)).toEqual([{ createdTime: at(-50) }]);
  });

  it("of exactly 30 days is one window", () => {
    const filters = { createdTimeGt: at(-60), createdTimeLte: at(-30) };
    expect(windowsOf(filters, now)).toEqual([filters]);
  });

  it("of a moment more is split, newest first, and keeps its own bounds at both ends", () => {
    const createdTimeGt = new Date(now - 60 * dayMs - 1).toISOString();
    expect(windowsOf({ createdTimeGt, createdTimeLte: at(0) }, now)).toEqual([
      { createdTimeGte: at(-30), createdTimeLte: at(0) },
      { createdTimeGte: at(-60), createdTimeLt: at(-30) },
      { createdTimeGt, createdTimeLt: at(-60) },
    ]);
  });

  it("with an open end reaches a day beyond now, by any clock", () => {
    expect(windowsOf({ createdTimeGte: at(-10) }, now)).toEqual([
      { createdTimeGte: at(-10), createdTimeLt: at(1) },
    ]);
    expect(windowsOf({ createdTimeGte: at(5) }, now)).toEqual([
      { createdTimeGte: at(5), createdTimeLt: at(6) },
    ]);
  });

  it("on the expiry of sessions reaches 30 days beyond now, because they are still live", () => {
    expect(windowsOf({ expiryTimeGt: at(-10) }, now)).toEqual([
      { expiryTimeGte: at(0), expiryTimeLt: at(30) },
      { expiryTimeGt: at(-10), expiryTimeLt: at(0) },
    ]);
  });

  it("with an open beginning reaches back as far as Plivo retains sessions", () => {
    const windows = windowsOf({ createdTimeLt: at(-1) }, now);
    expect(windows).toHaveLength(3);
    expect(windows[0]).toEqual({ createdTimeGte: at(-31), createdTimeLt: at(-1) });
    expect(windows[2]).toEqual({ createdTimeGte: at(-91), createdTimeLt: at(-61) });
  });

  it("on creation and on expiry is split by each filter separately", () => {
    const filters = {
      createdTimeGte: at(-60),
      createdTimeLt: at(0),
      expiryTimeGte: at(-60),
      expiryTimeLt: at(0),
    };
    const windows = windowsOf(filters, now);
    expect(windows).toHaveLength(4);
    expect(windows[1]).toEqual({
      createdTimeGte: at(-30),
      createdTimeLt: at(0),
      expiryTimeGte: at(-60),
      expiryTimeLt: at(-30),
    });
  });
});

describe.each(["createdTime", "expiryTime"] as const)("the windows of %s", (name) => {
  const moment = fc.integer({ min: -200 * dayMs, max: 40 * dayMs }).map((offset) => now + offset);
  const bounds = fc.record({
    from: fc.option(fc.record({ time: moment, variant: fc.constantFrom("Gt", "Gte") })),
    to: fc.option(fc.record({ time: moment, variant: fc.constantFrom("Lt", "Lte") })),
  });
  const ordered = bounds.filter(
    ({ from, to }) => (from ?? to) !== null && (from === null || to === null || from.time <= to.time),
  );

  function filtersOf({ from, to }: { from: Bound | null; to: Bound | null }): TimeWindow {
    const entries = [from, to].filter((bound) => bound !== null);
    return Object.fromEntries(
      entries.map(({ time, variant }) => [`${name}${variant}`, new Date(time).toISOString()]),
    );
  }

  interface Bound {
    time: number;
    variant: string;
  }

  /** Whether a session of this time matches the filters, as Plivo compares. */
  function matches(window: TimeWindow, time: number): boolean {
    const bound = (variant: "Gt" | "Gte" | "Lt" | "Lte") => Date.parse(window[`${name}${variant}`] ?? "");
    return !(time <= bound("Gt") || time < bound("Gte") || time >= bound("Lt") || time > bound("Lte"));
  }

  const times = (window: TimeWindow) =>
    Object.values(window as Record<string, string>).map((text) => Date.parse(text));

  it("cover exactly what is asked for, at every edge and beside it", () => {
    fc.assert(
      fc.property(ordered, fc.array(moment), (asked, moments) => {
        const filters = filtersOf(asked);
        const windows = windowsOf(filters, now);
        const edges = windows.flatMap(times).flatMap((edge) => [edge - 1, edge, edge + 1]);
        const ends = windows.flatMap(times);
        // If the program gives no bound, the outermost edge is the default bound.
        const inside = (time: number) =>
          time >= Math.min(...ends) && time <= Math.max(...ends) - (asked.to ? 0 : 1);
        for (const time of [...edges, ...moments]) {
          const expected = matches(filters, time) && inside(time) ? 1 : 0;
          expect(windows.filter((window) => matches(window, time))).toHaveLength(expected);
        }
      }),
    );
  });

  it("are 30 days at most, have both ends, and come newest first", () => {
    fc.assert(
      fc.property(ordered, (asked) => {
        const windows = windowsOf(filtersOf(asked), now);
        const spans = windows.map((window) => times(window).toSorted((one, other) => one - other));
        for (const [begin = Number.NaN, end = Number.NaN] of spans) {
          expect(end - begin).toBeLessThanOrEqual(30 * dayMs);
          expect(end - begin).toBeGreaterThanOrEqual(0);
        }
        for (const [index, [, end]] of spans.slice(1).entries()) expect(end).toBe(spans[index]?.[0]);
      }),
    );
  });
});

it("a filter on something else is sent in each window", () => {
  const filters = { firstParty: "+12025550100", durationLt: 5, limit: 2 };
  expect(withoutTimes({ ...filters, createdTimeGt: at(0), expiryTime: at(0) })).toEqual(filters);
});
