import fc from "fast-check";
import { RequestLimiter, type RequestLimiterOptions } from "../../../provider/plivo/request-limiter.ts";
import { nextTurn, VirtualClock } from "../../support/virtual-clock.ts";

/** A limiter on its own clock, and requests through it with durations in milliseconds. */
function setUp(options: Partial<RequestLimiterOptions> = {}) {
  const clock = VirtualClock.standing();
  const lines: string[] = [];
  const limiter = new RequestLimiter({ clock, log: (line) => lines.push(line), ...options });
  const sent: { name: number; at: number }[] = [];
  let count = 0;
  let maxCount = 0;
  /** @param arrives the time from sending to arrival at the server, at most the duration. */
  const request = (name: number, duration = 0, arrives = 0) =>
    limiter.run(async () => {
      sent.push({ name, at: clock.elapsed() + Math.min(arrives, duration) });
      count += 1;
      maxCount = Math.max(maxCount, count);
      if (duration > 0) await clock.wait(duration);
      count -= 1;
      return name;
    });
  const all = (count: number, duration = 0) =>
    Promise.all(Array.from({ length: count }, (_, name) => request(name, duration)));
  return { clock, lines, limiter, sent, request, all, most: () => maxCount };
}

/** The maximum number sent within any 5 seconds. */
function maxInFiveSeconds(times: readonly number[]): number {
  return Math.max(
    ...times.map((start) => times.filter((time) => time >= start && time < start + 5_000).length),
  );
}

describe("the request limiter", () => {
  it("never exceeds the limit in any 5 seconds at the server, whenever requests arrive and however long they take", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(
          fc.record({
            gap: fc.nat(4_000),
            duration: fc.nat(7_000),
            arrives: fc.nat(7_000),
            pause: fc.nat(20),
          }),
          {
            maxLength: 40,
          },
        ),
        async (requests, inFlight, arrivals) => {
          const { clock, limiter, sent, request, most } = setUp({ requests, inFlight });
          const running: Promise<number>[] = [];
          for (const [name, { gap, duration, arrives, pause }] of arrivals.entries()) {
            await clock.advance(gap);
            if (pause === 0) limiter.pause(duration);
            running.push(request(name, duration, arrives));
          }
          await clock.finish();
          expect(await Promise.all(running)).toEqual(arrivals.map((_, name) => name));
          expect(sent.map(({ name }) => name)).toEqual(arrivals.map((_, name) => name));
          expect(maxInFiveSeconds(sent.map(({ at }) => at))).toBeLessThanOrEqual(requests);
          expect(most()).toBeLessThanOrEqual(inFlight);
        },
      ),
    );
  });

  it("allows 300 requests in 5 s by default, and uses them all", async () => {
    const { clock, sent, all } = setUp();
    const running = all(700);
    await clock.finish();
    await running;
    const at = [0, 5_050, 10_100].map((start) => sent.filter((request) => request.at === start).length);
    expect(at).toEqual([300, 300, 100]);
  });

  it("waits once for all requests that queue", async () => {
    const { clock, all } = setUp({ requests: 1 });
    const running = all(3);
    await nextTurn();
    expect(clock.waits).toEqual([3_000]);
    await clock.finish();
    await running;
    expect(clock.waits).toEqual([3_000, 2_050, 3_000, 2_050]);
  });

  it("counts a request from its response on, and waits for a response if all allowed requests are in flight", async () => {
    const { clock, sent, request } = setUp({ requests: 1 });
    void request(0, 2_000);
    void request(1);
    await nextTurn();
    expect(clock.waits).toEqual([2_000]);
    await clock.finish();
    expect(sent.map(({ at }) => at)).toEqual([0, 7_050]);
  });

  it("counts each request individually, not fixed periods", async () => {
    const { clock, sent, request } = setUp({ requests: 2 });
    void request(0);
    await clock.advance(3_000);
    void request(1);
    void request(2);
    void request(3);
    await clock.finish();
    expect(sent.map(({ at }) => at)).toEqual([0, 3_000, 5_050, 8_050]);
  });
});

describe("the request limiter's requests in flight", () => {
  it("are 64 at most by default, and the next one is sent as soon as one ends", async () => {
    const { clock, sent, all, most } = setUp();
    const running = all(65, 1_000);
    await nextTurn();
    expect(sent).toHaveLength(64);
    await clock.finish();
    await running;
    expect([most(), sent.at(-1)?.at]).toEqual([64, 1_000]);
  });

  it("free their place when they fail as well, and pass their error on", async () => {
    const { limiter, clock } = setUp({ inFlight: 1 });
    const error = new Error("broken");
    await expect(limiter.run(() => Promise.reject(error))).rejects.toBe(error);
    await expect(
      limiter.run(() => {
        throw error;
      }),
    ).rejects.toBe(error);
    expect(await limiter.run(() => Promise.resolve("next"))).toBe("next");
    expect(clock.elapsed()).toBe(0);
  });
});

describe("a pause of the request limiter", () => {
  it("lets no request pass until it is over", async () => {
    const { clock, limiter, sent, request } = setUp();
    limiter.pause(7_000);
    const running = [request(0), request(1)];
    await clock.advance(6_999);
    expect(sent).toEqual([]);
    await clock.advance(1);
    await Promise.all(running);
    expect(sent.map(({ at }) => at)).toEqual([7_000, 7_000]);
  });

  it("is not shortened by a shorter one, and is extended by one that ends later", async () => {
    const { clock, limiter, sent, request } = setUp();
    limiter.pause(5_000);
    limiter.pause(1_000);
    void request(0);
    await clock.advance(4_000);
    limiter.pause(2_000);
    await clock.finish();
    expect(sent).toEqual([{ name: 0, at: 6_000 }]);
  });

  it("does not hold requests in flight, and does not count against the rate", async () => {
    const { clock, limiter, sent, request } = setUp({ requests: 1 });
    const running = request(0, 1_000);
    await nextTurn();
    limiter.pause(100);
    await clock.advance(1_000);
    expect(await running).toBe(0);
    void request(1);
    await clock.finish();
    expect(sent.map(({ at }) => at)).toEqual([0, 6_050]);
  });
});

describe("the request limiter's line", () => {
  it("is printed after a wait of 3 s, then every 15 s, with the number of waiting sessions", async () => {
    const { clock, limiter, lines, all } = setUp();
    limiter.pause(40_000);
    const running = all(12);
    await clock.advance(2_999);
    expect(lines).toEqual([]);
    await clock.advance(1);
    expect(lines).toEqual(["Waiting for Plivo's rate limit: 12 sessions queued."]);
    await clock.advance(14_999);
    expect(lines).toHaveLength(1);
    await clock.advance(1);
    expect(lines).toHaveLength(2);
    await clock.finish();
    await running;
    expect(lines).toHaveLength(3);
  });

  it("is not printed if no session waits that long", async () => {
    const { clock, lines, all } = setUp({ requests: 100 });
    const running = all(100, 20_000);
    await clock.finish();
    await running;
    expect(lines).toEqual([]);
  });
});
