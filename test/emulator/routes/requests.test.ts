import type { Emulator } from "../../../emulator/index.ts";
import { exchange } from "../exchange.ts";
import {
  basic,
  call,
  collectionPath,
  create,
  emulator,
  firstNumber,
  freshEmulator,
  parties,
  plain,
  someText,
  start,
  startTime,
} from "../support.ts";

freshEmulator();

const unauthenticated = { error: "authentication credentials were not provided" };

describe("credentials", () => {
  it.each([
    ["none", {}],
    ["a wrong token", { authorization: basic("MA-LOCAL-EMULATOR-00", "wrong") }],
    ["another scheme", { authorization: "Bearer emulator-token" }],
    ["another account's", { authorization: basic("MAOTHER", "other-token") }],
  ])("that are %s are refused without an api_id", async (_case, headers: Record<string, string>) => {
    const emulator = await start({ accounts: [{ authId: "MAOTHER", authToken: "other-token" }] });
    const path = collectionPath(emulator);
    const answer = await plain(emulator, "GET", path, undefined, headers);
    expect(answer).toEqual({ status: 401, body: unauthenticated });
  });

  it("of another account lead to sessions of its own", async () => {
    const emulator = await start({ accounts: [{ authId: "MAOTHER", authToken: "other-token" }] });
    const sessionUuid = await create(emulator);
    const headers = { authorization: basic("MAOTHER", "other-token") };
    const collection = "/v1/Account/MAOTHER/Masking/Session";
    const item = await plain(emulator, "GET", `${collection}/${sessionUuid}`, undefined, headers);
    expect(item).toMatchObject({ status: 404, body: { error: "not found" } });
    const list = await plain(emulator, "GET", collection, undefined, headers);
    expect(list.body["response"]?.["meta"]?.["total_count"]).toBe(0);
  });

  it("of the default account have an auth ID that every SDK accepts, and no real account can have", () => {
    expect(emulator.authId).toHaveLength(20);
    expect(emulator.authId).toMatch(/^MA/);
    // Plivo's own IDs consist of capital letters and digits.
    expect(emulator.authId).not.toMatch(/^[A-Z0-9]+$/);
    expect(emulator.environment).toEqual({
      PLIVO_AUTH_ID: emulator.authId,
      PLIVO_AUTH_TOKEN: emulator.authToken,
      PLIVO_ENDPOINT: emulator.endpoint,
    });
  });
});

describe("a path", () => {
  it("that is unknown, or of an unknown session, gets 404 with an api_id", async () => {
    const sessionUuid = "00000000-0000-4000-8000-000000000000";
    const notFound = { status: 404, body: { api_id: someText, error: "not found" } };
    for (const path of [`/${sessionUuid}`, "/no-uuid", `/${sessionUuid}/more`]) {
      expect(await call(emulator, "GET", path)).toEqual(notFound);
    }
    expect(await call(emulator, "POST", `/${sessionUuid}`, { record: true })).toEqual(notFound);
    expect(await call(emulator, "DELETE", `/${sessionUuid}`)).toEqual(notFound);
    expect(await plain(emulator, "GET", "/v2/elsewhere")).toEqual(notFound);
  });

  it.each(["HEAD", "OPTIONS", "TRACE", "PUT", "PATCH"])("gets 405 for the method %s", async (method) => {
    const sessionUuid = await create(emulator);
    for (const path of ["", "/", `/${sessionUuid}`, `/${sessionUuid}/`]) {
      expect((await exchange(emulator, method, path)).status).toBe(405);
    }
  });

  it("of the collection gets 405 for DELETE", async () => {
    expect((await call(emulator, "DELETE")).status).toBe(405);
  });

  it.each(["%zz", "%", "%ff", "a%2"])("of an item that cannot be decoded gets 404: %s", async (name) => {
    const notFound = { status: 404, body: { api_id: someText, error: "not found" } };
    for (const method of ["GET", "DELETE"]) {
      expect(await call(emulator, method, `/${name}`)).toEqual(notFound);
    }
    expect(await call(emulator, "POST", `/${name}`, { record: true })).toEqual(notFound);
    const log = emulator.requests.all();
    expect(log.map(({ path }) => path.endsWith(`/Masking/Session/${name}`))).toEqual([true, true, true]);
    const anonymous = await plain(emulator, "GET", `/v1/Account/${emulator.authId}/Masking/Session/${name}`);
    expect(anonymous).toEqual({ status: 401, body: unauthenticated });
  });
});

describe("a request body", () => {
  it.each(["{", "[]", '"text"', "null1"])("is refused if it is %s, no JSON object", async (body) => {
    expect(await call(emulator, "POST", "", body)).toMatchObject({
      status: 400,
      body: { error: "The request body should be a JSON object." },
    });
  });

  it("needs the content type of JSON", async () => {
    const headers = {
      authorization: basic(emulator.authId, emulator.authToken),
      "content-type": "application/x-www-form-urlencoded",
    };
    const path = collectionPath(emulator);
    expect((await plain(emulator, "POST", path, "first_party=1", headers)).status).toBe(400);
  });

  it("is refused above 64 KiB", async () => {
    const answer = await call(emulator, "POST", "", { first_party: "1".repeat(70_000) });
    expect(answer).toMatchObject({ status: 413, body: { api_id: someText } });
  });
});

describe("the rate limit", () => {
  async function statuses(emulator: Emulator, count: number): Promise<number[]> {
    const answers: number[] = [];
    for (let index = 0; index < count; index += 1)
      answers.push((await call(emulator, "GET", "/none")).status);
    return answers;
  }

  it("is 300 requests in 5 seconds of the emulator's clock", async () => {
    const emulator = await start({ rateLimit: true });
    expect(new Set(await statuses(emulator, 300))).toEqual(new Set([404]));
    expect(await call(emulator, "GET")).toMatchObject({
      status: 429,
      body: { api_id: someText, error: "Too many requests, rate limited" },
    });
    emulator.clock.advance(5);
    expect(await statuses(emulator, 1)).toEqual([404]);
  });

  it("is off by default", async () => {
    expect(new Set(await statuses(emulator, 310))).toEqual(new Set([404]));
  });
});

it("the request log has each API request with its body, query and status", async () => {
  await create(emulator, { record: true });
  await call(emulator, "GET", "/?status=active&first_party=%2B12025550100");
  await call(emulator, "POST", "", "{");
  await plain(emulator, "GET", "/_emulator/clock");
  const [created, listed, broken] = emulator.requests.all();
  const path = collectionPath(emulator);
  expect(created).toMatchObject({
    method: "POST",
    path,
    query: {},
    body: { ...parties, record: true },
    status: 201,
    time: new Date(startTime).toISOString(),
    userAgent: someText,
  });
  expect(listed).toMatchObject({
    method: "GET",
    path: `${path}/`,
    query: { status: "active", first_party: firstNumber },
    body: null,
    status: 200,
  });
  expect(broken).toMatchObject({ body: "{", status: 400 });
  expect(emulator.requests.count()).toBe(3);
  emulator.requests.clear();
  expect(emulator.requests.all()).toEqual([]);
});

it("the option latency delays each response", async () => {
  const emulator = await start({ latency: 80 });
  const before = performance.now();
  await call(emulator, "GET");
  expect(performance.now() - before).toBeGreaterThanOrEqual(75);
});
