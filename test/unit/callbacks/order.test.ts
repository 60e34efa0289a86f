import fc from "fast-check";
import { EventOrder, type EventPosition } from "../../../provider/callbacks/order.ts";
import { nextTurn, VirtualClock } from "../../support/virtual-clock.ts";

const gapTimeoutMs = 3_000;

function bench(maxSessions = 100) {
  const clock = VirtualClock.standing();
  const order = new EventOrder({ clock, gapTimeoutMs, maxSessions });
  const handed: string[] = [];
  const schedule = (name: string, position: EventPosition, work: () => unknown = () => undefined) =>
    order.schedule(position, ({ late }) => {
      handed.push(`${name}${position.number ?? "?"}${late ? " late" : ""}`);
      return work();
    });
  const take = (number: number | undefined, session = "a", work?: () => unknown) =>
    schedule(session, { session, kind: "session", number }, work);
  const recording = (number: number) => schedule("recording", { session: "a", kind: "recording", number });
  return { clock, handed, take, recording };
}

describe("events of one session", () => {
  it.each([0, 1])("are passed on at once if they come in order, from %d on", async (first) => {
    const { handed, take } = bench();
    await take(first);
    await take(first + 1);
    await take(first + 2);
    expect(handed).toEqual([`a${first}`, `a${first + 1}`, `a${first + 2}`]);
  });

  it("continue without a missing one after the wait, the lowest first", async () => {
    const { clock, handed, take } = bench();
    await take(1);
    const waiting = [take(4), take(3)];
    await clock.advance(gapTimeoutMs);
    await Promise.all(waiting);
    expect(handed).toEqual(["a1", "a3", "a4"]);
    await take(2);
    expect(handed.at(-1)).toBe("a2 late");
  });

  it("wait at most that long for each gap, however many follow", async () => {
    const { clock, handed, take } = bench();
    const waiting = [5, 3, 9].map((number) => take(number));
    await clock.advance(gapTimeoutMs - 1);
    void take(7);
    expect(handed).toEqual([]);
    await clock.advance(1);
    expect(handed).toEqual(["a3"]);
    await clock.advance(gapTimeoutMs);
    await clock.advance(gapTimeoutMs);
    await clock.advance(gapTimeoutMs);
    await Promise.all(waiting);
    expect(handed).toEqual(["a3", "a5", "a7", "a9"]);
  });

  it.each([
    ["without a number", () => undefined],
    ["that come late", () => 1],
  ])("wait at most that long for a gap, however many others %s come in between", async (_what, numberOf) => {
    const { clock, handed, take } = bench();
    await take(1);
    await take(2);
    const waiting = take(4);
    for (let passed = 0; passed < gapTimeoutMs - 500; passed += 500) {
      await clock.advance(500);
      await take(numberOf());
    }
    expect(handed).not.toContain("a4");
    await clock.advance(500);
    expect(handed.at(-1)).toBe("a4");
    await waiting;
  });

  it("wait at most that long for one that keeps failing", async () => {
    const { clock, handed, take } = bench();
    await take(1);
    const waiting = take(3);
    for (let attempt = 1; attempt < 3; attempt += 1) {
      await clock.advance(1_000);
      await expect(take(2, "a", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
    }
    expect(handed).toEqual(["a1", "a2", "a2"]);
    await clock.advance(1_000);
    expect(handed).toEqual(["a1", "a2", "a2", "a3"]);
    await waiting;
  });

  it("whose wait ends while another is passed on follow when that one is done", async () => {
    const { clock, handed, take } = bench();
    await take(1);
    const waiting = take(3);
    let release: () => void = () => undefined;
    const other = take(undefined, "a", () => new Promise<void>((resolve) => (release = resolve)));
    const next = take(undefined);
    await clock.advance(gapTimeoutMs);
    expect(handed).toEqual(["a1", "a?"]);
    release();
    await Promise.all([other, next, waiting]);
    expect(handed).toEqual(["a1", "a?", "a?", "a3"]);
    await take(2);
    await take(4);
    expect(handed.slice(-2)).toEqual(["a2 late", "a4"]);
  });

  it("are passed on one after another, never two at once", async () => {
    const { handed, take } = bench();
    let release: () => void = () => undefined;
    const first = take(1, "a", () => new Promise<void>((resolve) => (release = resolve)));
    const others = [take(3), take(2), take(undefined)];
    await nextTurn();
    expect(handed).toEqual(["a1"]);
    release();
    await Promise.all([first, ...others]);
    expect(handed).toEqual(["a1", "a?", "a2", "a3"]);
  });

  it("wait for a failed one to be sent again", async () => {
    const { clock, handed, take } = bench();
    await take(1);
    const failure = take(2, "a", () => {
      throw new Error("the database is away");
    });
    await expect(failure).rejects.toThrow("the database is away");
    const third = take(3);
    await clock.advance(gapTimeoutMs - 1);
    expect(handed).toEqual(["a1", "a2"]);
    await take(2);
    await third;
    expect(handed).toEqual(["a1", "a2", "a2", "a3"]);
  });

  it("wait in the same way for a failed first one", async () => {
    const { handed, take } = bench();
    await expect(take(0, "a", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
    const second = take(1);
    await take(0);
    await second;
    expect(handed).toEqual(["a0", "a0", "a1"]);
  });
});

describe("a session's status and recording callbacks", () => {
  it("do not wait for each other's numbers if they are counted together", async () => {
    const { handed, take, recording } = bench();
    await take(1);
    await take(2);
    await recording(3);
    await take(4);
    await recording(5);
    await take(6);
    expect(handed).toEqual(["a1", "a2", "recording3", "a4", "recording5", "a6"]);
  });

  it("wait for a number that neither has had, and continue when either has it", async () => {
    const { clock, handed, take, recording } = bench();
    await take(1);
    const waiting = [take(4), recording(3)];
    await clock.advance(gapTimeoutMs - 1);
    expect(handed).toEqual(["a1"]);
    await take(2);
    await Promise.all(waiting);
    expect(handed.filter((name) => name !== "recording3")).toEqual(["a1", "a2", "a4"]);
    expect(handed).toContain("recording3");
  });

  it("are each in order and not late if they are counted separately", async () => {
    const { handed, take, recording } = bench();
    for (const number of [1, 2, 3]) await take(number);
    for (const number of [1, 2]) await recording(number);
    await take(4);
    expect(handed).toEqual(["a1", "a2", "a3", "recording1", "recording2", "a4"]);
  });
});

it.each([
  [1_000, 1_001, "goes at once"],
  [1_001, 1_002, "waits, since 1 is forgotten"],
])(
  "the callback order remembers the latest 1,000 numbers of a line: after %d status callbacks recording %d %s",
  async (count, next, outcome) => {
    const { clock, handed, take, recording } = bench();
    for (let number = 1; number <= count; number += 1) await take(number);
    const waiting = recording(next);
    await nextTurn();
    expect(handed.includes(`recording${next}`)).toBe(outcome === "goes at once");
    await clock.advance(gapTimeoutMs);
    await waiting;
  },
);

it("the callback order forgets the least recently used sessions, and never one with a waiting event", async () => {
  const { clock, handed, take } = bench(3);
  await take(1, "a");
  const waiting = take(3, "b");
  await take(1, "c");
  await take(1, "d");
  // "a" is forgotten, so 2 waits as for a new session. "d" is not.
  void take(2, "a");
  await take(2, "d");
  expect(handed).toEqual(["a1", "c1", "d1", "d2"]);
  await clock.advance(gapTimeoutMs);
  await waiting;
  expect(handed).toEqual(["a1", "c1", "d1", "d2", "b3", "a2"]);
});

it("the callback order remembers the most recently used sessions", async () => {
  const { handed, take } = bench(2);
  await take(1, "a");
  await take(1, "b");
  await take(2, "a");
  await take(1, "c");
  await take(3, "a");
  expect(handed.slice(-2)).toEqual(["c1", "a3"]);
});

it.each([
  ["is handed on", 1, 0, ["a1", "b1"]],
  ["waits", 2, 1, ["b1", "a1", "a2"]],
])("the callback order forgets no session with an event that %s", async (_, number, following, expected) => {
  const { handed, take } = bench(1);
  let release: () => void = () => undefined;
  const first = take(number, "a", () => new Promise<void>((resolve) => (release = resolve)));
  await take(1, "b");
  // If "a" were forgotten, this event would be the first of a new queue.
  const next = take(following, "a");
  await nextTurn();
  expect(handed).toEqual(expected);
  release();
  await Promise.all([first, next]);
});

it("the callback order passes on events without a number in the order in which they come", async () => {
  const { take } = bench();
  const order: string[] = [];
  let release: () => void = () => undefined;
  const busy = take(1, "a", () => new Promise<void>((resolve) => (release = resolve)));
  const others = ["one", "two", "three"].map((name) => take(undefined, "a", () => order.push(name)));
  await nextTurn();
  release();
  await Promise.all([busy, ...others]);
  expect(order).toEqual(["one", "two", "three"]);
});

it("the callback order passes on each event once, in order within the wait, however they come", async () => {
  const count = fc.integer({ min: 1, max: 12 });
  const orders = count.chain((size) =>
    fc.shuffledSubarray(
      Array.from({ length: size }, (_, index) => index + 1),
      { minLength: size },
    ),
  );
  const property = fc.asyncProperty(
    orders,
    fc.array(fc.integer({ min: 0, max: 5_000 })),
    async (numbers, pauses) => {
      const { clock, handed, take } = bench();
      const taken: Promise<void>[] = [];
      for (const [index, number] of numbers.entries()) {
        taken.push(take(number));
        await clock.advance(pauses[index] ?? 0);
      }
      await clock.finish();
      await Promise.all(taken);
      const inTime = handed.filter((name) => !name.endsWith("late")).map((name) => Number(name.slice(1)));
      expect(inTime).toEqual(inTime.toSorted((one, other) => one - other));
      expect(handed.map((name) => Number(/\d+/.exec(name)?.[0])).sort((one, other) => one - other)).toEqual(
        numbers.toSorted((one, other) => one - other),
      );
      const total = pauses.slice(0, numbers.length).reduce((sum, pause) => sum + pause, 0);
      if (total < gapTimeoutMs) expect(handed).toEqual(handed.filter((name) => !name.endsWith("late")));
    },
  );
  await fc.assert(property, { numRuns: 100 });
});
