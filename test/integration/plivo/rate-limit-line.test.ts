import { RequestLimiter } from "../../../provider/plivo/index.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { documentSession, failureOf, first, json, testServer } from "./support.ts";

const server = testServer();
let clock: VirtualClock;
let lines: { text: string; at: number }[];

beforeEach(() => {
  clock = VirtualClock.passing();
  lines = [];
});

function client() {
  const began = clock.elapsed();
  const log = (text: string) => lines.push({ text, at: clock.elapsed() - began });
  const limiter = new RequestLimiter({ clock, log });
  return server.client({ clock, log, limiter, retries: {}, random: () => 1 });
}

/** Responds with 429 this many times, then creates the session. */
function limit(times: number, retryAfter: string, headers: Record<string, string> = {}) {
  server.respond = (response, received) => {
    const isLimited = server.received.length <= times;
    const answer = isLimited
      ? json(429, { error: "Too many requests" }, { "retry-after": retryAfter, ...headers })
      : json(201, { session: documentSession });
    answer(response, received);
  };
}

describe("a single request that waits for the rate limit", () => {
  it("prints a line after 3 s and then about every 15 s, as long as it waits", async () => {
    limit(2, "50");
    await client().create({ firstParty: first });
    expect(lines.map(({ text }) => text)).toEqual(
      Array(7).fill("Waiting for Plivo's rate limit: 1 session queued."),
    );
    // The second wait begins after 50 s, in parts of 3 s.
    expect(lines.map(({ at }) => at)).toEqual([3_000, 18_000, 33_000, 48_000, 65_000, 80_000, 95_000]);
    expect(clock.elapsed()).toBe(100_000);
  });

  it("waits once, for its turn and the pause together", async () => {
    limit(1, "20");
    const began = clock.elapsed();
    await client().create({ firstParty: first });
    expect(clock.elapsed() - began).toBe(20_000);
  });
});

describe("a Retry-After date in a response without a Date", () => {
  it("is compared with the clock of all waits", async () => {
    server.respond = (response, received) => {
      response.sendDate = false;
      const until = new Date(clock.now() + 40_000).toUTCString();
      json(429, { error: "Too many requests" }, { "retry-after": until })(response, received);
    };
    const error = await failureOf(server.client({ clock }).create({ firstParty: first }));
    expect(error).toMatchObject({ retryAfter: 40 });
  });
});
