import { MemoryCallbackStore } from "../../../provider/callbacks/index.ts";
import { nextTurn } from "../../support/virtual-clock.ts";
import { attributesOf, bench, stateOf, storeWith } from "./bench.ts";

// The tests advance the clock. A slow test waits for something that never happens.
jest.setTimeout(20_000);

const never = () => new Promise<void>(() => undefined);
const sessionName = (index: number) => ({ SessionUUID: `session-${String(index)}` });

describe("a process that claimed an event and died", () => {
  it.each([
    [0, 30_000],
    [3_000, 33_000],
    [undefined, 33_000],
  ])(
    "with a gapTimeoutMs of %s ms keeps the event from other processes for %d ms",
    async (gapTimeoutMs, leaseMs) => {
      const { clock } = bench();
      const store = new MemoryCallbackStore({ clock });
      const dead = bench({ store, gapTimeoutMs, onEvent: never });
      const other = bench({ store, gapTimeoutMs });
      void dead.send(attributesOf(1));
      await nextTurn();
      await clock.advance(leaseMs - 1);
      expect(await stateOf(other.send(attributesOf(1)))).toBe(503);
      await clock.advance(1);
      expect(await stateOf(other.send(attributesOf(1)))).toBe(200);
      expect(other.numbers()).toEqual([1]);
    },
  );
});

describe("a store that is slow to record the outcome of a callback", () => {
  it.each([
    ["was handled", "complete", 200],
    ["failed", "release", 500],
  ] as const)("delays the response to a callback that %s", async (_, method, status) => {
    const noted: (() => void)[] = [];
    const note = () => new Promise<void>((resolve) => noted.push(resolve));
    const store = storeWith({ [method]: note });
    const onEvent = () => (method === "release" ? Promise.reject(new Error("away")) : undefined);
    const response = bench({ store, onEvent, respondWithinMs: Number.POSITIVE_INFINITY }).send(
      attributesOf(1),
    );
    // The event is completed first, then its request.
    for (const count of [1, 2]) {
      expect(await stateOf(response)).toBe("waiting");
      expect(noted).toHaveLength(count);
      noted.at(-1)?.();
    }
    expect(await response).toBe(status);
  });
});

describe("the callback handler by default", () => {
  it("allows 1,000 pending callbacks, and answers 503 to the next one", async () => {
    const { send, clock, codes } = bench({ onEvent: never });
    const responses = Array.from({ length: 1_000 }, (_, index) => send(attributesOf(1, sessionName(index))));
    await nextTurn();
    expect(await stateOf(send(attributesOf(1, sessionName(1_000))))).toBe(503);
    expect(codes()).toEqual(["PLIVO_CALLBACK_BUSY"]);
    await clock.advance(1_000);
    expect(await Promise.all(responses)).toEqual(Array(1_000).fill(200));
  });

  it("remembers the next numbers of 10,000 sessions, and forgets the least recently used first", async () => {
    const { send } = bench({ respondWithinMs: Number.POSITIVE_INFINITY });
    for (let index = 0; index < 10_000; index += 1) await send(attributesOf(1, sessionName(index)));
    expect(await stateOf(send(attributesOf(2, sessionName(0))))).toBe(200);
    // The second session is now the oldest, and this one exceeds the limit.
    await send(attributesOf(1, sessionName(10_000)));
    expect(await stateOf(send(attributesOf(2, sessionName(2))))).toBe(200);
    expect(await stateOf(send(attributesOf(2, sessionName(1))))).toBe("waiting");
  });
});
