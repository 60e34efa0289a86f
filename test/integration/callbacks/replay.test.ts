import { MemoryCallbackStore, signCallback } from "../../../provider/callbacks/index.ts";
import { nextTurn } from "../../support/virtual-clock.ts";
import { attributesOf, bench, stateOf, token, urlDeclared } from "./bench.ts";

const hour = 3_600_000;

describe("a replayed callback request", () => {
  /** Sends a request of 10:00 on 2026-03-01 to a new process, `after` milliseconds later. */
  async function replay(after: number, options: Parameters<typeof bench>[0] = {}) {
    const stage = bench(options);
    await stage.clock.advance(after);
    const status = await stage.send(attributesOf(0));
    const messages = stage.errors.map(([error]) => (error as Error).message);
    return { status, events: stage.events.length, codes: stage.codes(), messages };
  }
  const accepted = { status: 200, events: 1, codes: [], messages: [] };
  const refused = (seconds: number) => ({
    status: 403,
    events: 0,
    codes: ["PLIVO_CALLBACK_TOO_OLD"],
    messages: [expect.stringContaining(`is more than ${seconds} seconds ago`)],
  });

  it("is accepted for 24 h after its event, and then rejected, even if the store has forgotten it", async () => {
    expect(await replay(24 * hour)).toEqual(accepted);
    expect(await replay(24 * hour + 1)).toEqual(refused(86_400));
  });

  it("is accepted for as long as maxAgeMs says", async () => {
    expect(await replay(hour, { maxAgeMs: hour })).toEqual(accepted);
    expect(await replay(hour + 1, { maxAgeMs: hour })).toEqual(refused(3_600));
    expect(await replay(10_000 * hour, { maxAgeMs: Number.POSITIVE_INFINITY })).toEqual(accepted);
  });

  it("with an event in the future is never rejected", async () => {
    const { send, events } = bench({ maxAgeMs: 0 });
    for (const [number, EventTimestamp] of ["2026-03-01 20:00:00", "2036-03-01 10:00:00"].entries()) {
      const attributes = attributesOf(number, { EventTimestamp: `${EventTimestamp} +0000 UTC` });
      expect(await send(attributes)).toBe(200);
    }
    expect(events).toHaveLength(2);
  });

  it.each(["yesterday", "1772359200", ""])(
    "with the time %j is passed on, and onError gets the event; it is rejected if maxAgeMs is set",
    async (EventTimestamp) => {
      const lenient = bench();
      expect(await lenient.send(attributesOf(1, { EventTimestamp }))).toBe(200);
      expect(lenient.errors).toEqual([
        [expect.objectContaining({ code: "PLIVO_CALLBACK_TIME_UNREADABLE" }), lenient.events[0]],
      ]);
      const strict = bench({ maxAgeMs: 24 * hour });
      expect(await strict.send(attributesOf(1, { EventTimestamp }))).toBe(400);
      expect([strict.events, strict.codes()]).toEqual([[], ["PLIVO_CALLBACK_TIME_UNREADABLE"]]);
    },
  );
});

describe("a signed callback request with merged attributes", () => {
  const mergeAttributes = () => {
    const { url, headers } = signCallback({
      url: urlDeclared,
      attributes: attributesOf(1),
      authToken: token,
      nonce: "1",
    });
    const { EventName = "", EventTimestamp = "", ...others } = attributesOf(1);
    const attributes = { ...others, EventName: `${EventName}EventTimestamp${EventTimestamp}` };
    return new Request(url, { method: "POST", headers, body: new URLSearchParams(attributes) });
  };

  it("is rejected if it comes first, and Plivo's own is passed on", async () => {
    const { handler, send, events, codes, errors } = bench();
    const response = await handler(mergeAttributes());
    expect([response.status, await response.text()]).toEqual([403, "PLIVO_CALLBACK_SIGNATURE"]);
    expect([events, codes()]).toEqual([[], ["PLIVO_CALLBACK_SIGNATURE"]]);
    expect(errors[0]?.[0]).toMatchObject({ reason: "altered" });
    expect(await send(attributesOf(1), { nonce: "1" })).toBe(200);
    expect(events).toHaveLength(1);
  });

  it("is a repetition if Plivo's own was handled", async () => {
    const { handler, send, events } = bench();
    await send(attributesOf(1), { nonce: "1" });
    expect((await handler(mergeAttributes())).status).toBe(200);
    expect(events).toHaveLength(1);
  });
});

describe("a callback handler that has just started", () => {
  it("holds an event whose number is not the first for gapTimeoutMs, 3 s, and later events no longer", async () => {
    const { send, clock, numbers } = bench();
    void send(attributesOf(5));
    await nextTurn();
    await clock.advance(2_999);
    expect(numbers()).toEqual([]);
    await clock.advance(1);
    expect(numbers()).toEqual([5]);
    await send(attributesOf(6));
    expect(numbers()).toEqual([5, 6]);
  });

  it("delays the response as long with respondWithinMs: Infinity, and not at all with gapTimeoutMs: 0", async () => {
    const respondWithinMs = Number.POSITIVE_INFINITY;
    const waiting = bench({ respondWithinMs });
    const answer = waiting.send(attributesOf(5));
    await nextTurn();
    await waiting.clock.advance(2_999);
    expect(await stateOf(answer)).toBe("waiting");
    await waiting.clock.advance(1);
    expect(await answer).toBe(200);
    const serverless = bench({ respondWithinMs, gapTimeoutMs: 0, store: new MemoryCallbackStore() });
    expect(await serverless.send(attributesOf(5))).toBe(200);
    expect(await serverless.send(attributesOf(4))).toBe(200);
    expect(serverless.numbers()).toEqual([5, 4]);
  });
});
