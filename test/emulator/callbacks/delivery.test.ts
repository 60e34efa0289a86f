import { once } from "node:events";
import { createServer } from "node:net";
import { send } from "../../../emulator/callbacks/send.ts";
import type { CallbackRecord, Emulator } from "../../../emulator/index.ts";
import { listen } from "../../support/listen.ts";
import { createAndCall } from "../calls/support.ts";
import { receive, type Reply } from "./receiver.ts";
import { advance, create, emulator, freshEmulator, plain, start } from "../support.ts";

freshEmulator();
afterEach(() => {
  jest.restoreAllMocks();
});

/** Sends one callback: a session with this callback_url times out. */
async function sendOne(emulator: Emulator, url: string, more: object = {}): Promise<CallbackRecord> {
  const sessionUuid = await create(emulator, { session_expiry: 60, callback_url: url, ...more });
  await advance(emulator, 60);
  const [sent] = emulator.callbacks.all({ sessionUuid });
  if (!sent) throw new Error("there should be a callback");
  return sent;
}

/** A URL on a port on which nothing listens. */
async function unusedUrl(): Promise<string> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/`;
}

/** Responds with these statuses in order, then always with the last one. */
function statuses(...all: number[]): Reply {
  return (response, nth) => response.writeHead(all[nth - 1] ?? all.at(-1) ?? 200).end();
}

it("the emulator waits for a receiver that accepted the connection by the read timeout, not the connect timeout", async () => {
  const { url } = await receive(() => undefined);
  const delivery = { method: "POST", url: new URL(url), headers: {}, body: "", addresses: undefined };
  const policy = { connectTimeoutMs: 3_600_000, readTimeoutMs: 20 };
  const sent = await send(delivery, policy, new AbortController().signal);
  expect(sent).toEqual({ status: null, error: "no response in time", failure: "rt" });
}, 10_000);

describe("the format of a callback", () => {
  it("is a form body with POST", async () => {
    const { url, received } = await receive();
    const sent = await sendOne(emulator, `${url}?who=me`);
    expect(received[0]).toMatchObject({
      method: "POST",
      path: "/events?who=me",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      parameters: { ...sent.parameters, who: "me" },
    });
    expect(sent).toMatchObject({
      kind: "session",
      eventName: "SessionTimeout",
      sequenceNumber: 1,
      time: "2026-03-01T10:01:00.000Z",
      method: "POST",
      url: `${url}?who=me`,
      state: "delivered",
      reason: null,
      attempts: [{ time: "2026-03-01T10:01:00.000Z", status: 200, error: null }],
    });
  });

  it("is a query with GET, added to the URL's own", async () => {
    const { url, received } = await receive();
    const sent = await sendOne(emulator, `${url}?who=me#rc=2`, { callback_method: "GET" });
    expect(received[0]).toMatchObject({ method: "GET", parameters: { ...sent.parameters, who: "me" } });
    expect(received[0]?.path).toMatch(/^\/events\?who=me&EventName=SessionTimeout&/);
    expect(received[0]?.headers).not.toHaveProperty("content-type");
  });

  it("has the URL's user and password, which no record shows", async () => {
    const { url, received } = await receive();
    const sent = await sendOne(emulator, url.replace("//", "//user:pass%3Aword@"));
    const credentials = Buffer.from("user:pass:word").toString("base64");
    expect(received[0]?.headers.authorization).toBe(`Basic ${credentials}`);
    expect(sent.url).toBe(url);
    expect(JSON.stringify(sent)).not.toContain("pass");
  });
});

describe("a callback whose receiver fails", () => {
  it.each([
    ["#rp=5xx", [503, 200], "delivered"],
    ["#rp=5xx", [503, 503], "failed"],
    ["#rp=5xx&rc=3", [503, 500, 502, 200], "delivered"],
    ["#rp=4xx,5xx&rc=5", [404, 500, 200], "delivered"],
    ["#rp=all&rc=2", [404, 500, 500], "failed"],
    ["#rp=4xx&rc=2", [404, 500], "failed"],
    ["#rp=all&rc=0", [500], "failed"],
    ["#rp=all&rc=9", [500, 500], "failed"],
    ["", [404], "failed"],
    ["", [500], "failed"],
    ["#rp=5xx", [302], "failed"],
  ])("with %s in its URL is sent once for each of the responses %j", async (fragment, answers, state) => {
    const { url, received } = await receive(statuses(...answers));
    const sent = await sendOne(emulator, url + fragment);
    expect(sent.attempts.map(({ status }) => status)).toEqual(answers);
    expect(sent.state).toBe(state);
    expect(received).toHaveLength(answers.length);
  });

  it.each([
    ["", 2],
    ["#rp=ct&rc=2", 3],
    ["#rp=rt,4xx,5xx", 1],
  ])("with %s in its URL is tried %i times if the receiver cannot be reached", async (fragment, tries) => {
    const sent = await sendOne(emulator, (await unusedUrl()) + fragment);
    expect(sent).toMatchObject({ state: "failed", reason: null });
    expect(sent.attempts).toMatchObject(Array(tries).fill({ status: null, error: "ECONNREFUSED" }));
  });

  it.each([
    ["#rp=rt&rc=2", 3],
    ["#rp=ct,4xx,5xx", 1],
  ])("with %s in its URL is tried %i times in all if the receiver breaks off", async (fragment, tries) => {
    const { url } = await receive((_response, _nth, request) => request.socket.destroy());
    const sent = await sendOne(emulator, url + fragment);
    expect(sent.attempts.map(({ error }) => error)).toEqual(Array(tries).fill("ECONNRESET"));
  });

  it("is retried once with the same signature if the receiver breaks the connection off", async () => {
    const { url, received } = await receive((response, nth, request) =>
      nth === 1 ? request.socket.destroy() : response.end(),
    );
    const sent = await sendOne(emulator, url);
    expect(sent).toMatchObject({
      state: "delivered",
      attempts: [{ error: "ECONNRESET" }, { status: 200 }],
    });
    expect(received[1]?.headers["x-plivo-signature-v3"]).toBe(received[0]?.headers["x-plivo-signature-v3"]);
  });

  it("is given up if the receiver does not respond in time, and the next callback follows", async () => {
    const { url, events } = await receive((response, nth) => nth > 2 && response.end());
    const begun = performance.now();
    const { sessionUuid } = await createAndCall(emulator, { callback_url: `${url}#rt=600` });
    await advance(emulator, 5);
    const elapsed = performance.now() - begun;
    const [first, second] = emulator.callbacks.all({ sessionUuid });
    expect(first).toMatchObject({
      state: "failed",
      attempts: [{ error: "no response in time" }, { error: "no response in time" }],
    });
    const milliseconds = first?.attempts[0]?.milliseconds ?? 0;
    expect(milliseconds).toBeGreaterThanOrEqual(590);
    expect(milliseconds).toBeLessThanOrEqual(elapsed - 590);
    expect(second).toMatchObject({ state: "delivered", eventName: "SessionSecondPartyAnswer" });
    expect(events()).toEqual([
      "SessionSecondPartyRing",
      "SessionSecondPartyRing",
      "SessionSecondPartyAnswer",
    ]);
  });

  it("applies the timeout tt to all attempts together", async () => {
    const { url } = await receive(() => undefined);
    const sent = await sendOne(emulator, `${url}#rt=100&rc=5&tt=150`);
    expect([1, 2]).toContain(sent.attempts.length);
    expect(sent.state).toBe("failed");
  });

  it("does not hold up requests and events of the emulator, or the callbacks of other sessions", async () => {
    const { url, received } = await receive(() => undefined);
    const other = await receive();
    const { sessionUuid } = await createAndCall(emulator, { callback_url: url });
    const more = { first_party: "+12025550140", session_expiry: 60, callback_url: other.url };
    await create(emulator, more);
    emulator.clock.advance(100);
    while (other.received.length === 0) await new Promise(setImmediate);
    const states = emulator.callbacks.all({ sessionUuid }).map(({ state }) => state);
    expect(states).toEqual(["sending", "waiting", "waiting", "waiting"]);
    expect(emulator.calls.all()).toMatchObject([{ status: "completed" }]);
    const settled = emulator.callbacks.whenSettled();
    emulator.reset();
    await settled;
    expect(received.length).toBeLessThanOrEqual(1);
    expect(emulator.callbacks.all()).toEqual([]);
  });

  it("does not keep the emulator from closing", async () => {
    const { url, received } = await receive(() => undefined);
    await create(emulator, { session_expiry: 60, callback_url: url });
    emulator.clock.advance(60);
    while (received.length === 0) await new Promise(setImmediate);
    await emulator.close();
    await emulator.callbacks.whenSettled();
    await expect(fetch(emulator.endpoint)).rejects.toThrow("fetch failed");
  });
});

describe("a callback to another machine", () => {
  it("is not sent, and stderr says so once", async () => {
    const said = jest.spyOn(process.stderr, "write").mockImplementation(() => true);
    const sent = await sendOne(emulator, "http://10.1.2.3/events");
    expect(sent).toMatchObject({
      state: "refused",
      reason: "its address is not one of this machine's loopback addresses",
      attempts: [],
    });
    await sendOne(emulator, "http://callbacks.test/events", { first_party: "+12025550140" });
    expect(said).toHaveBeenCalledTimes(1);
    expect(said).toHaveBeenCalledWith(expect.stringContaining("--allow-remote-callbacks"));
  });

  it("follows no redirect", async () => {
    const other = await receive();
    const { url } = await receive((response) => response.writeHead(307, { location: other.url }).end());
    expect(await sendOne(emulator, url)).toMatchObject({ state: "failed", attempts: [{ status: 307 }] });
    expect(other.received).toEqual([]);
  });

  it("is not one to localhost", async () => {
    const { url, received } = await receive();
    const sent = await sendOne(emulator, url.replace("127.0.0.1", "localhost"));
    expect(sent.state).toBe("delivered");
    expect(received[0]?.headers.host).toMatch(/^localhost:/);
  });

  it("is sent if that is allowed", async () => {
    const emulator = await start({ allowRemoteCallbacks: true });
    const sent = await sendOne(emulator, "http://callbacks.invalid/#ct=100");
    expect(sent.state).toBe("failed");
    expect(sent.attempts).toHaveLength(2);
  });
});

describe("the list of callbacks", () => {
  it("is read under /_emulator/callbacks, whole or of one session, and cleared", async () => {
    const { url } = await receive();
    const sent = await sendOne(emulator, url);
    await sendOne(emulator, url, { first_party: "+12025550140" });
    const list = async (query = "") =>
      (await plain(emulator, "GET", `/_emulator/callbacks${query}`)).body["callbacks"];
    expect(await list()).toEqual(emulator.callbacks.all());
    expect(await list(`?sessionUuid=${sent.sessionUuid}`)).toEqual([sent]);
    expect((await plain(emulator, "GET", "/_emulator/callbacks?url=x")).status).toBe(400);
    expect((await plain(emulator, "DELETE", "/_emulator/callbacks")).body).toEqual({ callbacks: [] });
    expect(emulator.callbacks.all()).toEqual([]);
  });

  it("contains no token", async () => {
    const emulator = await start({ authToken: "very-secret-token" });
    const { url } = await receive();
    const sent = await sendOne(emulator, url);
    expect(JSON.stringify(sent)).not.toContain("very-secret-token");
    expect(sent.headers["X-Plivo-Signature-V3-Nonce"]).toMatch(/^\d{20}$/);
  });
});

it("the emulator closes the connection of a receiver whose response does not end", async () => {
  let closed: Promise<unknown> | undefined;
  const { url } = await receive((response, _nth, request) => {
    closed = once(request.socket, "close");
    return response.writeHead(200).write("and so on");
  });
  expect(await sendOne(emulator, `${url}#rt=600`)).toMatchObject({ state: "delivered" });
  await closed;
});
