import { MemoryCallbackStore, type CallbackEvent } from "../../../provider/callbacks/index.ts";
import { attributesOf, bench, requestOf, session, token, urlDeclared } from "./bench.ts";

// The tests advance the clock. A slow test waits for something that never happens.
jest.setTimeout(20_000);

describe("a callback that Plivo signed", () => {
  it.each(["POST", "GET"] as const)("is passed on and answered with 200 (%s)", async (method) => {
    const { handler, events, errors } = bench();
    const response = await handler(requestOf(attributesOf(1), { method }));
    expect([response.status, await response.text(), errors]).toEqual([200, "", []]);
    expect(events).toEqual([
      {
        kind: "session",
        eventName: "SessionSecondPartyRing",
        eventTimestamp: "2026-03-01T10:00:01Z",
        sessionUuid: session,
        from: "+12025550147",
        to: "+12025550148",
        sequenceNumber: 1,
        unknownAttributes: {},
      },
    ]);
  });

  it("can carry several signatures, and be checked against several tokens", async () => {
    const { send, numbers } = bench({ authToken: undefined, authTokens: ["old", token] });
    expect(await send(attributesOf(1), { authToken: "old" })).toBe(200);
    expect(await send(attributesOf(2), { authToken: ["someone's", token] })).toBe(200);
    expect(await send(attributesOf(3), { authToken: "someone's" })).toBe(403);
    expect(numbers()).toEqual([1, 2]);
  });

  it("of a recording goes to onRecordingEvent if there is one, and to onEvent otherwise", async () => {
    const completed = attributesOf(1, { EventName: "SessionRecordingCompleted", RecordingDuration: "58" });
    const recordings: CallbackEvent[] = [];
    const apart = bench({ onRecordingEvent: (event) => recordings.push(event) });
    await apart.send(attributesOf(1));
    await apart.send(completed);
    expect([apart.events.length, recordings]).toEqual([
      1,
      [expect.objectContaining({ kind: "recording", recordingDuration: 58 })],
    ]);
    const together = bench();
    await together.send(completed);
    expect(together.events).toEqual(recordings);
  });
});

describe("the callback handler rejects a request", () => {
  const tampered: [string, (request: Request, body: string) => [url: string, init: RequestInit]][] = [
    ["body", (request, body) => [request.url, { body: body.replace("0147", "0199") }]],
    ["missing body", (request) => [request.url, { body: "" }]],
    ["path", (request, body) => [request.url.replace("events", "other"), { body }]],
    ["query", (request, body) => [`${request.url}?tenant=a`, { body }]],
  ];
  it.each(tampered)("with another %s than Plivo signed: 403, and nothing is passed on", async (_, tamper) => {
    const { handler, events, errors, codes } = bench();
    const request = requestOf(attributesOf(1));
    const body = await request.clone().text();
    const [url, init] = tamper(request, body);
    const response = await handler(new Request(url, { method: "POST", headers: request.headers, ...init }));
    expect([response.status, await response.text()]).toEqual([403, "PLIVO_CALLBACK_SIGNATURE"]);
    expect([events, codes()]).toEqual([[], ["PLIVO_CALLBACK_SIGNATURE"]]);
    expect((errors[0]?.[0] as Error).message).not.toMatch(/\d{4}|c28b/);
    // The original request is still accepted.
    expect((await handler(request)).status).toBe(200);
  });

  it("that is signed with V2 only, unless acceptV2 is set", async () => {
    const strict = bench();
    expect(await strict.send(attributesOf(1), { version: "V2" })).toBe(403);
    expect(strict.errors[0]?.[0]).toMatchObject({ reason: "V2 only" });
    const lenient = bench({ acceptV2: true });
    expect(await lenient.send(attributesOf(1), { version: "V2" })).toBe(200);
  });

  const many = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`A${index}`, "1"]));
  it.each([
    ["no signature", () => new Request(urlDeclared, { method: "POST", body: "a=b" }), "missing"],
    ["no body", () => new Request(urlDeclared, { method: "POST" }), "missing"],
    [
      "11 signatures",
      () => requestOf(attributesOf(1), { authToken: Array<string>(11).fill("another") }),
      "too many",
    ],
    ["201 attributes", () => requestOf(many), "too many"],
    ["another token's signature", () => requestOf(attributesOf(1), { authToken: "another" }), "mismatch"],
  ])("with %s: 403, and onError gets the reason", async (_, request, reason) => {
    const { handler, errors, events } = bench();
    expect((await handler(request())).status).toBe(403);
    expect(events).toEqual([]);
    expect(errors).toEqual([
      [expect.objectContaining({ code: "PLIVO_CALLBACK_SIGNATURE", reason }), undefined],
    ]);
  });

  it.each(["PUT", "HEAD", "DELETE", "OPTIONS"])(
    "that is a %s: 405, and onError gets the reason",
    async (method) => {
      const { handler, codes } = bench();
      const response = await handler(new Request(urlDeclared, { method }));
      expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, POST"]);
      expect(codes()).toEqual(["PLIVO_CALLBACK_METHOD"]);
    },
  );

  it("that is too large, with or without a Content-Length: 413, and the rest is not read", async () => {
    const { handler, codes } = bench({ maxBodyBytes: 1_000 });
    const { headers } = requestOf(attributesOf(1));
    let read = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        read += 600;
        controller.enqueue(new Uint8Array(600));
      },
    });
    const chunked = new Request(urlDeclared, { method: "POST", headers, body: endless, duplex: "half" });
    expect((await handler(chunked)).status).toBe(413);
    expect(read).toBeLessThanOrEqual(1_800);
    headers.set("content-length", "1001");
    const honest = new Request(urlDeclared, { method: "POST", headers, body: "a" });
    const response = await handler(honest);
    expect([response.status, await response.text()]).toEqual([413, "PLIVO_CALLBACK_TOO_LARGE"]);
    expect((await handler(requestOf({ A: "a".repeat(1_000) }, { method: "GET" }))).status).toBe(413);
    expect(codes()).toEqual(Array(3).fill("PLIVO_CALLBACK_TOO_LARGE"));
  });

  it.each([
    [0, 200],
    [1, 413],
  ])("that is larger than maxBodyBytes by %d, with or without a Content-Length: %d", async (more, status) => {
    const request = requestOf(attributesOf(1));
    const body = await request.clone().text();
    const { handler } = bench({ maxBodyBytes: body.length - more });
    expect((await handler(request)).status).toBe(status);
    const headers = new Headers(requestOf(attributesOf(2)).headers);
    headers.set("content-length", String(body.length));
    const honest = new Request(urlDeclared, { method: "POST", headers, body });
    expect((await handler(honest)).status).toBe(status === 200 ? 403 : 413);
  });

  it("that is signed but is no callback: 400", async () => {
    const { send, handler, codes } = bench();
    expect(await send({ CallUUID: "a" })).toBe(400);
    const read = requestOf(attributesOf(1));
    await read.text();
    const response = await handler(read);
    const cure = expect.stringMatching(/^PLIVO_CALLBACK_UNREADABLE: .*before every body parser/) as string;
    expect([response.status, await response.text()]).toEqual([400, cure]);
    expect(codes()).toEqual(["PLIVO_CALLBACK_UNREADABLE", "PLIVO_CALLBACK_UNREADABLE"]);
  });
});

describe("the URL that the callback handler verifies", () => {
  const inside = "http://10.0.0.7:3000/plivo/events";
  const forwarded = { "x-forwarded-proto": "https", "x-forwarded-host": "example.com" };

  it("is publicUrl behind a proxy, or comes from its headers if trustProxy is set", async () => {
    const arrive = () => {
      const request = requestOf(attributesOf(1));
      for (const [name, value] of Object.entries(forwarded)) request.headers.set(name, value);
      const init = { method: "POST", headers: request.headers, body: request.body, duplex: "half" as const };
      return new Request(inside, init);
    };
    expect((await bench({ publicUrl: "unverified-host" }).handler(arrive())).status).toBe(403);
    expect((await bench({ publicUrl: "https://example.com" }).handler(arrive())).status).toBe(200);
    expect((await bench({ publicUrl: urlDeclared }).handler(arrive())).status).toBe(200);
    expect((await bench({ publicUrl: "https://example.org" }).handler(arrive())).status).toBe(403);
    const trusting = { publicUrl: undefined, trustProxy: true };
    expect((await bench({ ...trusting, allowedHosts: ["example.com"] }).handler(arrive())).status).toBe(200);
    const another = bench({ ...trusting, allowedHosts: ["example.org"] });
    expect((await another.handler(arrive())).status).toBe(403);
    expect(another.errors[0]?.[0]).toMatchObject({ code: "PLIVO_CALLBACK_SIGNATURE", reason: "host" });
  });
});

describe("a URL that a publicUrl function returns", () => {
  it("is also the source of a GET's event, because Plivo did not sign the query of the request", async () => {
    const publicUrl = ({ headers }: Request) => headers.get("x-original-url") ?? "";
    const { handler, events } = bench({ publicUrl });
    const { url, headers } = requestOf(attributesOf(1), { method: "GET" });
    headers.set("x-original-url", url);
    const forged = url.replace("SequenceNumber=1", "SequenceNumber=2").replace("12025550147", "12025550199");
    expect((await handler(new Request(forged, { headers }))).status).toBe(200);
    expect(events).toMatchObject([{ sequenceNumber: 1, from: "+12025550147" }]);
  });
});

describe("a repeated callback", () => {
  it("is ignored and answered with 200 if it was handled before", async () => {
    const { send, handler, numbers } = bench();
    const request = requestOf(attributesOf(1));
    const replayed = request.clone();
    expect((await handler(request)).status).toBe(200);
    expect((await handler(replayed)).status).toBe(200);
    // Plivo's repetition has another nonce.
    expect(await send(attributesOf(1))).toBe(200);
    expect(await send(attributesOf(1), { method: "GET" })).toBe(200);
    expect(numbers()).toEqual([1]);
  });

  it("is recognised by its V2 signature, whatever its attributes are", async () => {
    const { handler, send, numbers } = bench({ acceptV2: true });
    const { url, method, headers } = requestOf(attributesOf(1), { version: "V2" });
    for (const number of [1, 2]) {
      const body = new URLSearchParams(attributesOf(number)).toString();
      expect((await handler(new Request(url, { method, headers, body }))).status).toBe(200);
    }
    expect(numbers()).toEqual([1]);
    expect(await send(attributesOf(2), { version: "V2" })).toBe(200);
    expect(numbers()).toEqual([1, 2]);
  });

  it("is not one with the same number but another event, time, session or URL", async () => {
    const { send, events } = bench();
    await send(attributesOf(1));
    await send(attributesOf(1, { EventName: "SessionTimeout" }));
    await send(attributesOf(1, { EventTimestamp: "2026-03-01 11:00:00 +0000 UTC" }));
    await send(attributesOf(1, { SessionUUID: "4189591e-d004-4801-abdf-8893c15e5dcd" }));
    await send(attributesOf(1, { RecordingUUID: "a" }));
    expect(events).toHaveLength(5);
  });

  it("is recognised by a key of bounded length, whatever the sender sends", async () => {
    const store = new MemoryCallbackStore();
    const claim = jest.spyOn(store, "claim");
    const { send, events } = bench({ store });
    const long = { SessionUUID: "a".repeat(10_000), EventName: "b".repeat(10_000) };
    await send(attributesOf(1, long));
    await send(attributesOf(1, long));
    await send(attributesOf(1, { ...long, EventName: "b".repeat(9_999) }));
    await send(attributesOf(1));
    expect(events).toHaveLength(3);
    const keys = claim.mock.calls.map(([key]) => key);
    expect(Math.max(...keys.map(({ length }) => length))).toBeLessThanOrEqual(250);
    expect(keys.at(-1)).toBe(`session/${session}/1/SessionSecondPartyRing/2026-03-01T10:00:01Z`);
  });

  it("without a number or a time is recognised by all its attributes, in any order", async () => {
    for (const missing of [{ SequenceNumber: "" }, { EventTimestamp: "" }]) {
      const { send, events } = bench();
      const sent = attributesOf(1, missing);
      await send(sent);
      await send(Object.fromEntries(Object.entries(sent).reverse()));
      expect(events).toHaveLength(1);
      await send({ ...sent, From: "12025550149" });
      expect(events).toHaveLength(2);
    }
  });
});

describe("the callback handler's order", () => {
  it("skips a number that does not come, and marks it as late if it comes afterwards", async () => {
    const late: boolean[] = [];
    const { send, clock } = bench({ onEvent: (_, context) => late.push(context.late) });
    await send(attributesOf(1));
    const third = send(attributesOf(3));
    await clock.advance(1_000);
    // The response does not wait for the missing event.
    expect(await third).toBe(200);
    expect(late).toEqual([false]);
    await clock.advance(2_000);
    await send(attributesOf(2));
    expect(late).toEqual([false, false, true]);
  });

  it("is separate for recordings, so that none of them is late", async () => {
    const late: boolean[] = [];
    const { send } = bench({ onEvent: (_, context) => late.push(context.late) });
    await send(attributesOf(1));
    await send(attributesOf(1, { EventName: "SessionRecordingInitiated" }));
    expect(late).toEqual([false, false]);
  });
});
