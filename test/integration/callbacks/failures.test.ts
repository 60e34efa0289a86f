import { MemoryCallbackStore } from "../../../provider/callbacks/index.ts";
import { nextTurn } from "../../support/virtual-clock.ts";
import { attributesOf, bench, requestOf, session, stateOf, storeWith } from "./bench.ts";

// The tests advance the clock. A slow test waits for something that never happens.
jest.setTimeout(20_000);

const away = new Error("the database of +12025550147 is away");

/** Work that the test ends. */
function openEnd() {
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const work = () => new Promise<void>((resolve, reject) => ends.push({ resolve, reject }));
  return { ends, work };
}

describe("a slow onEvent", () => {
  it("delays the response by one second at most, and still runs to its end", async () => {
    const { ends, work } = openEnd();
    const { send, clock, errors } = bench({ onEvent: work });
    const answer = send(attributesOf(1));
    await nextTurn();
    await clock.advance(999);
    expect(await stateOf(answer)).toBe("waiting");
    await clock.advance(1);
    expect(await answer).toBe(200);
    ends[0]?.resolve();
    expect(await send(attributesOf(1))).toBe(200);
    expect([ends.length, errors]).toEqual([1, []]);
  });

  it("delays the response without a limit if respondWithinMs is Infinity", async () => {
    const { ends, work } = openEnd();
    const { send, clock } = bench({ onEvent: work, respondWithinMs: Number.POSITIVE_INFINITY });
    const answer = send(attributesOf(1));
    await nextTurn();
    await clock.advance(600_000);
    expect(await stateOf(answer)).toBe("waiting");
    ends[0]?.resolve();
    expect(await answer).toBe(200);
  });

  it.each([
    ["a respondWithinMs of 1 s, which ends with the answer", 1_000, [true]],
    ["no limit if the answer is to come after it", Number.POSITIVE_INFINITY, []],
  ])("keeps the process alive no longer than needed: %s", async (_, respondWithinMs, aborted) => {
    const signals: (AbortSignal | undefined)[] = [];
    const wait = (_milliseconds: number, signal?: AbortSignal) => {
      signals.push(signal);
      return new Promise<void>(() => undefined);
    };
    const { send } = bench({ respondWithinMs, clock: { now: () => Date.UTC(2026, 2, 1), wait } });
    expect(await send(attributesOf(1))).toBe(200);
    expect(signals.map((signal) => signal?.aborted)).toEqual(aborted);
  });

  it("is not run again by a repetition while it runs, and both get the same status", async () => {
    const { ends, work } = openEnd();
    const { send } = bench({ onEvent: work });
    const answers = [send(attributesOf(1)), send(attributesOf(1))];
    await nextTurn();
    ends[0]?.reject(away);
    expect(await Promise.all(answers)).toEqual([500, 500]);
    expect(ends).toHaveLength(1);
  });
});

describe("an onEvent that fails", () => {
  it.each([
    [
      "throws",
      () => {
        throw away;
      },
    ],
    ["rejects", () => Promise.reject(away)],
  ])("and %s causes a 500 and an onError call, and the repetition is passed on", async (_, fail) => {
    let attempts = 0;
    const { send, errors } = bench({ onEvent: () => (attempts++ === 0 ? fail() : undefined) });
    expect(await send(attributesOf(1))).toBe(500);
    expect(errors).toEqual([[away, expect.objectContaining({ sequenceNumber: 1, sessionUuid: session })]]);
    expect(await send(attributesOf(1))).toBe(200);
    expect(attempts).toBe(2);
  });

  it("gets the event again if exactly the same request is repeated", async () => {
    let attempts = 0;
    const { handler } = bench({ onEvent: () => (attempts++ === 0 ? Promise.reject(away) : undefined) });
    const request = requestOf(attributesOf(1));
    const copies = [request.clone(), request.clone()];
    expect((await handler(request)).status).toBe(500);
    for (const copy of copies) expect((await handler(copy)).status).toBe(200);
    expect(attempts).toBe(2);
  });

  it("after the response is reported to onError, and gets the event again", async () => {
    const { ends, work } = openEnd();
    const { send, clock, errors } = bench({ onEvent: work });
    const answer = send(attributesOf(1));
    await nextTurn();
    await clock.advance(1_000);
    expect(await answer).toBe(200);
    ends[0]?.reject(away);
    await nextTurn();
    expect(errors).toEqual([[away, expect.objectContaining({ sequenceNumber: 1 })]]);
    const again = send(attributesOf(1));
    await nextTurn();
    ends[1]?.resolve();
    expect(await again).toBe(200);
  });
});

describe("a callback handler without an onError", () => {
  let lines: jest.SpyInstance<void, unknown[]>;
  beforeEach(() => {
    lines = jest.spyOn(console, "error").mockImplementation(() => undefined);
  });
  afterEach(() => lines.mockRestore());
  const fail = () => Promise.reject(away);

  it("prints one line for an event that was not handled, without a number", async () => {
    const { send } = bench({ onEvent: fail, onError: undefined });
    await send(attributesOf(1));
    await send(attributesOf(1, { EventName: "+12025550147", SessionUUID: "12025550148" }));
    expect(lines.mock.calls).toEqual([
      [
        `The callback SessionSecondPartyRing of masking session ${session} was not handled. Set onError of createCallbackHandler to get the reason.`,
      ],
      [
        "The callback of an unknown event was not handled. Set onError of createCallbackHandler to get the reason.",
      ],
    ]);
  });

  it("prints at most one line a minute for rejected requests, with code and remedy", async () => {
    const { send, clock } = bench({ onError: undefined });
    const sendForged = () => send(attributesOf(1), { authToken: "another" });
    for (let times = 0; times < 3; times += 1) expect(await sendForged()).toBe(403);
    await clock.advance(59_999);
    await sendForged();
    expect(lines.mock.calls).toEqual([
      [
        "A callback request failed: No signature of the request is valid. Check that authToken belongs to the " +
          "session's account, and that publicUrl is the URL that Plivo dials, with its scheme, port and path. " +
          "Otherwise the request is forged, or was changed on its way. The request was rejected. " +
          "(PLIVO_CALLBACK_SIGNATURE: https://github.com/example/" +
          "pulumi-plivo-masking/blob/main/docs/errors.md#plivo_callback_signature) At most one such line a minute: " +
          "set onError of createCallbackHandler to get each one.",
      ],
    ]);
    await clock.advance(1);
    await sendForged();
    expect(lines).toHaveBeenCalledTimes(2);
    expect(lines.mock.calls[1]?.[0]).toContain(" 3 more were not printed. ");
  });

  it("names an error of other code without its message, which may contain a number", async () => {
    const publicUrl = () => {
      throw away;
    };
    expect(await bench({ onError: undefined, publicUrl }).send(attributesOf(1))).toBe(500);
    expect(lines.mock.calls.join()).toMatch(/^A callback request failed\. At most one/);
  });

  it.each([
    () => {
      throw away;
    },
    fail,
  ])("prints the same line as one whose onError fails", async (onError) => {
    expect(await bench({ onEvent: fail, onError }).send(attributesOf(1))).toBe(500);
    await nextTurn();
    expect(lines).toHaveBeenCalledTimes(1);
  });
});

describe("a callback store", () => {
  const fail = () => Promise.reject(away);

  it("that cannot claim an event causes a 500 and an onError call, and the event is not passed on", async () => {
    const { send, events, errors } = bench({ store: storeWith({ claim: fail }) });
    expect(await send(attributesOf(1))).toBe(500);
    expect([events, errors[0]?.[0]]).toEqual([[], away]);
  });

  it("that throws is treated as one that rejects: the repetition is claimed again, and nothing stays pending", async () => {
    let isAway = true;
    const claim = () => {
      if (isAway) throw away;
      return "claimed" as const;
    };
    const { send, numbers } = bench({ store: storeWith({ claim }), maxPending: 2 });
    for (const number of [1, 2]) expect(await send(attributesOf(number))).toBe(500);
    isAway = false;
    for (const number of [1, 2]) expect(await send(attributesOf(number))).toBe(200);
    expect(numbers()).toEqual([1, 2]);
  });

  it("that does not respond within a second causes a 503", async () => {
    const { send, clock, events, codes } = bench({
      store: storeWith({ claim: () => openEnd().work() as never }),
    });
    const answer = send(attributesOf(1));
    await clock.waiting();
    await clock.advance(1_000);
    expect(await answer).toBe(503);
    expect([events, codes()]).toEqual([[], ["PLIVO_CALLBACK_BUSY"]]);
  });

  it("gets the outcome of each request and each event, also of a repetition", async () => {
    const store = new MemoryCallbackStore();
    const spies = (["claim", "complete", "release"] as const).map((name) => jest.spyOn(store, name));
    const { ends, work } = openEnd();
    const { send } = bench({ store, onEvent: work });
    const answers = [send(attributesOf(1)), send(attributesOf(1))];
    await nextTurn();
    ends[0]?.resolve();
    expect(await Promise.all([...answers, send(attributesOf(1))])).toEqual([200, 200, 200]);
    const keys = spies.map(({ mock }) => mock.calls.map(([key]) => key.split("/")[0]).toSorted());
    expect(keys).toEqual([
      ["request", "request", "request", "session", "session"],
      ["request", "request", "request", "session"],
      [],
    ]);
  });

  it("that reports an event as pending elsewhere also gets the request released", async () => {
    const released: string[] = [];
    const claim = (key: string) => (key.startsWith("request/") ? "claimed" : "pending");
    const release = (key: string) => void released.push(key);
    expect(await bench({ store: storeWith({ claim, release }) }).send(attributesOf(1))).toBe(503);
    expect(released).toEqual([expect.stringMatching(/^request\/[0-9a-f]{64}$/)]);
  });

  it("that cannot record a handled event is reported to onError, and the response is still 200", async () => {
    const { send, errors } = bench({ store: storeWith({ complete: fail }) });
    expect(await send(attributesOf(1))).toBe(200);
    expect(errors[0]?.[0]).toBe(away);
  });

  it("that cannot release an event that failed is reported to onError, and the response is 500", async () => {
    const lost = new Error("away too");
    const { send, errors } = bench({
      store: storeWith({ release: () => Promise.reject(lost) }),
      onEvent: fail,
    });
    expect(await send(attributesOf(1))).toBe(500);
    // One for the event, one for the request.
    expect(errors.map(([error]) => error)).toEqual([away, lost, lost]);
  });

  it("that reports the event as pending elsewhere causes a 503 until that process's claim expires", async () => {
    const { ends, work } = openEnd();
    const shared = { store: new MemoryCallbackStore(), gapTimeoutMs: 0 };
    const [one, other] = [bench({ ...shared, onEvent: work }), bench(shared)];
    const first = one.send(attributesOf(1));
    await nextTurn();
    expect(await other.send(attributesOf(1))).toBe(503);
    expect(other.codes()).toEqual(["PLIVO_CALLBACK_BUSY"]);
    ends[0]?.resolve();
    expect(await first).toBe(200);
    expect(await other.send(attributesOf(1))).toBe(200);
    expect(other.events).toEqual([]);
  });
});

it("the callback handler answers 503 above the limit of pending callbacks, and all are handled later", async () => {
  const { ends, work } = openEnd();
  const { handler, send, codes } = bench({ onEvent: work, maxPending: 2 });
  const other = { SessionUUID: "4189591e-d004-4801-abdf-8893c15e5dcd" };
  const answers = [send(attributesOf(1)), send(attributesOf(1, other))];
  await nextTurn();
  const sendForged = await handler(requestOf(attributesOf(2)));
  expect([sendForged.status, sendForged.headers.get("retry-after"), codes()]).toEqual([
    503,
    "1",
    ["PLIVO_CALLBACK_BUSY"],
  ]);
  for (const end of ends) end.resolve();
  expect(await Promise.all(answers)).toEqual([200, 200]);
  const again = send(attributesOf(2));
  await nextTurn();
  ends[2]?.resolve();
  expect(await again).toBe(200);
});
