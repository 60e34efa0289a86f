import { RequestLimiter, type PlivoClientOptions } from "../../../provider/plivo/index.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import {
  documentSession,
  failureOf,
  first,
  json,
  type TestServer,
  testServer,
  text,
  uuid,
} from "./support.ts";

const server = testServer();
let clock: VirtualClock;
let lines: string[];
/** The responses in turn. The last one repeats. */
let answers: TestServer["respond"][];

beforeEach(() => {
  clock = VirtualClock.passing();
  lines = [];
  answers = [];
  server.respond = (response, received) => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    answer?.(response, received);
  };
});

const log = (line: string) => void lines.push(line);
const client = (options: Partial<PlivoClientOptions> = {}) =>
  server.client({ clock, log, retries: {}, random: () => 1, ...options });

const reset: TestServer["respond"] = (response) => response.socket?.resetAndDestroy();
const success = json(200, { session: documentSession, response: { ...documentSession, objects: [] } });
const rateLimited = json(429, { error: "Too many requests" });

const operations = {
  get: () => client().get(uuid),
  list: () => client().list({ firstParty: first }),
  expire: () => client().expire(uuid),
  update: () => client().update(uuid, { record: true }),
};
const harmless = Object.entries(operations);
const temporary: [string, TestServer["respond"]][] = [
  ["a reset connection", reset],
  ["408", text(408, "")],
  ["429", rateLimited],
  ["500", json(500, {})],
  ["502 with HTML", text(502, "<html>")],
  ["503 with nothing", text(503, "")],
  ["a success that cannot be read", text(200, "<html>")],
];

describe.each(harmless)("a retry of %s", (_, operation) => {
  it.each(temporary)("follows %s", async (__, answer) => {
    answers = [answer, answer, success];
    await operation();
    expect(server.received).toHaveLength(3);
    expect(new Set(server.received.map(({ method, url, body }) => `${method} ${url} ${body}`)).size).toBe(1);
    expect(clock.waits).toContain(1_000);
  });

  it("stops after 6 requests", async () => {
    answers = [json(503, {})];
    expect(await failureOf(operation())).toMatchObject({ code: "PLIVO_SERVER" });
    expect(server.received).toHaveLength(6);
    expect(clock.waits).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
  });

  it.each([301, 400, 401, 403, 404, 405, 409, 410, 422])("never follows %i", async (status) => {
    answers = [json(status, {})];
    await failureOf(operation());
    expect(server.received).toHaveLength(1);
    expect(clock.waits).toEqual([]);
  });
});

describe("a create that fails", () => {
  it("is sent again after 429, and reports each request that it sends", async () => {
    answers = [rateLimited, rateLimited, json(201, { session: documentSession })];
    const sentBefore: number[] = [];
    await client().create({ firstParty: first }, () => sentBefore.push(server.received.length));
    expect(server.received).toHaveLength(3);
    expect(sentBefore).toEqual([0, 1, 2]);
  });

  it.each(temporary.filter(([name]) => name !== "429"))("is never sent again after %s", async (_, answer) => {
    answers = [answer];
    const error = await failureOf(client().create({ firstParty: first }));
    expect(error.processed).toBe("unknown");
    expect(server.received).toHaveLength(1);
    expect(clock.waits).toEqual([]);
  });

  it("but names its session was surely carried out, and is not sent again", async () => {
    answers = [json(201, { session_uuid: uuid })];
    expect(await failureOf(client().create({}))).toMatchObject({ processed: "yes", sessionUuid: uuid });
    expect(server.received).toHaveLength(1);
  });
});

describe("Retry-After", () => {
  it.each([
    ["7", 7_000],
    ["Sun, 01 Mar 2026 12:00:30 GMT", 30_000],
    ["3600", 60_000],
    ["0", 500],
    ["Sun, 01 Mar 2026 11:59:00 GMT", 500],
    ["soon", 500],
  ])("of %p makes the wait %i ms, by the server's clock", async (retryAfter, wait) => {
    const date = "Sun, 01 Mar 2026 12:00:00 GMT";
    answers = [json(429, {}, { date, "retry-after": retryAfter }), success];
    const began = clock.elapsed();
    await client().get(uuid);
    expect(clock.elapsed() - began).toBe(wait);
  });
});

it("a Retry-After date in a response without a Date is compared with the clock of all waits", async () => {
  server.respond = (response, received) => {
    response.sendDate = false;
    const until = new Date(clock.now() + 40_000).toUTCString();
    json(429, {}, { "retry-after": until })(response, received);
  };
  const error = await failureOf(server.client({ clock }).create({ firstParty: first }));
  expect(error).toMatchObject({ retryAfter: 40 });
});

describe("the client after a failed request", () => {
  it("holds back every request of the account if the response was 429", async () => {
    const fake = VirtualClock.standing();
    const limiter = new RequestLimiter({ clock: fake, log });
    answers = [json(429, {}, { "retry-after": "20" }), success];
    const options = { clock: fake, limiter };
    const first = client(options).get(uuid);
    await fake.waiting();
    const second = client(options).get(uuid);
    await fake.advance(19_999);
    expect(server.received).toHaveLength(1);
    await fake.advance(1);
    await Promise.all([first, second]);
    expect(server.received).toHaveLength(3);
    const line = "Waiting for Plivo's rate limit: 2 sessions queued.";
    expect(lines).toEqual([line, line]);
  });

  it("holds back no other request if the failure was another one", async () => {
    const fake = VirtualClock.standing();
    const limiter = new RequestLimiter({ clock: fake, log });
    answers = [json(500, {}), success];
    const first = client({ clock: fake, limiter }).get(uuid);
    await fake.waiting();
    await client({ clock: fake, limiter }).get(uuid);
    expect(server.received).toHaveLength(2);
    await fake.finish();
    await first;
  });

  it("does not count the wait for its turn as an attempt", async () => {
    const limiter = new RequestLimiter({ clock, log });
    limiter.pause(170_000);
    answers = [json(503, {})];
    await failureOf(client({ limiter }).get(uuid));
    expect(server.received).toHaveLength(6);
  });

  it("sends at most 300 requests in 5 seconds anyway", async () => {
    answers = [success];
    const one = client();
    const began = clock.elapsed();
    await Promise.all(Array.from({ length: 301 }, () => one.get(uuid)));
    expect(clock.elapsed() - began).toBeGreaterThanOrEqual(5_000);
  });
});

describe("the client prints", () => {
  it("that Plivo is not responding after several seconds of retries", async () => {
    answers = [json(503, {})];
    await failureOf(client().get(uuid));
    expect(lines).toEqual(
      [4, 5, 6].map(
        (attempt) =>
          `Plivo is not responding (GET, PLIVO_SERVER): retrying in ${2 ** (attempt - 3)} s (attempt ${attempt} of 6).`,
      ),
    );
  });

  it("that it sends an update of sessionExpiry again after a lost response, and only that", async () => {
    answers = [reset, rateLimited, success];
    await client().update(uuid, { sessionExpiry: 600 });
    expect(lines).toEqual([
      expect.stringContaining(`Masking session ${uuid}: the update of sessionExpiry is sent again`),
    ]);
    answers = [reset, success];
    await client().update(uuid, { record: true });
    expect(lines).toHaveLength(1);
  });
});

describe("a response about another session", () => {
  const another = { ...documentSession, session_uuid: "4189591e-d004-4801-abdf-8893c15e5dcd" };

  it("is not accepted as the requested one", async () => {
    answers = [json(200, { response: another })];
    expect(await failureOf(client().get(uuid))).toMatchObject({ code: "PLIVO_UNREADABLE_ANSWER" });
    answers = [json(200, { session: another })];
    expect(await failureOf(client().update(uuid, {}))).toMatchObject({ code: "PLIVO_UNREADABLE_ANSWER" });
  });

  it("does not include one with its UUID in capitals", async () => {
    const session = { ...documentSession, session_uuid: uuid.toUpperCase() };
    answers = [json(200, { response: session, session })];
    expect((await client().get(uuid)).status).toBe("active");
    expect((await client().update(uuid, {})).status).toBe("active");
  });
});
