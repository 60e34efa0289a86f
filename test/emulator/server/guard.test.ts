import { once } from "node:events";
import { connect } from "node:net";
import type { Emulator } from "../../../emulator/index.ts";
import { createAndCall } from "../calls/support.ts";
import { exchangeWith } from "../exchange.ts";
import {
  advance,
  call,
  create,
  emulator,
  freshEmulator,
  parties,
  start,
  collectionPath,
} from "../support.ts";

freshEmulator();

const createBody = JSON.stringify(parties);

describe("a request's Host header", () => {
  it.each(["evil.test", "127.0.0.1.evil.test:4010", "localhost.evil.test", "api.plivo.com", "10.0.0.7"])(
    "is refused on every route if it is %s, with an api_id by the API",
    async (host) => {
      const sessionUuid = await create(emulator);
      for (const [method, path, body] of [
        ["GET", collectionPath(emulator), ""],
        ["POST", collectionPath(emulator), createBody],
        ["GET", `${collectionPath(emulator)}/${sessionUuid}`, ""],
        ["DELETE", `${collectionPath(emulator)}/${sessionUuid}`, ""],
        ["GET", "/v1/elsewhere", ""],
        ["GET", "/", ""],
        ["GET", "/console/console.js", ""],
        ["GET", "/_emulator/sessions", ""],
        ["POST", "/_emulator/reset", ""],
      ] as const) {
        const reply = await exchangeWith(emulator, method, path, { host }, body);
        expect(reply.status).toBe(403);
        expect(reply.text).toContain("this Host is not one of the emulator's");
        if (path.startsWith("/v1")) expect(reply.text).toContain("api_id");
      }
      expect(emulator.sessions.live()).toHaveLength(1);
    },
  );

  it.each(["127.0.0.1", "127.0.0.1:1", "localhost:99", "LOCALHOST", "[::1]:4010", "127.9.8.7"])(
    "is accepted if it is this machine's: %s",
    async (host) => {
      expect((await exchangeWith(emulator, "GET", collectionPath(emulator), { host })).status).toBe(200);
    },
  );

  it("is accepted if it is allowed, in any case and with any port", async () => {
    const emulator = await start({ allowHosts: ["api.plivo.com", "Emulator"] });
    for (const host of ["api.plivo.com", "API.plivo.com:443", "emulator:4010"]) {
      expect((await exchangeWith(emulator, "GET", collectionPath(emulator), { host })).status).toBe(200);
      expect((await exchangeWith(emulator, "GET", "/_emulator/clock", { host })).status).toBe(200);
    }
    expect((await exchangeWith(emulator, "GET", collectionPath(emulator), { host: "other" })).status).toBe(
      403,
    );
  });

  it.each(["http://api.plivo.com", "api.plivo.com:443", "a b", ""])(
    "cannot be allowed if it is no host name: %j",
    async (name) => {
      await expect(start({ allowHosts: ["fine", name] })).rejects.toThrow(
        "allowHosts[1] should be a host name without scheme and port",
      );
    },
  );
});

describe("a change that a page of another origin sends", () => {
  it.each([
    { origin: "http://evil.test" },
    { origin: "null" },
    { origin: "http://localhost:4010" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ])("is refused on every route: %j", async (headers) => {
    await create(emulator);
    expect((await exchangeWith(emulator, "POST", collectionPath(emulator), headers, createBody)).status).toBe(
      403,
    );
    expect((await exchangeWith(emulator, "POST", "/_emulator/reset", headers)).status).toBe(403);
    expect((await exchangeWith(emulator, "DELETE", "/_emulator/requests", headers)).status).toBe(403);
    expect(emulator.sessions.live()).toHaveLength(1);
  });

  it("is accepted from the emulator's own pages, and from clients that are no browser", async () => {
    const { origin } = new URL(emulator.endpoint);
    for (const headers of [{ origin, "sec-fetch-site": "same-origin" }, {}]) {
      expect((await exchangeWith(emulator, "POST", "/_emulator/reset", headers)).status).toBe(200);
    }
  });
});

describe("a callback to the emulator itself", () => {
  /** Spellings of the emulator's own address, and names that lead to it. */
  function spellings({ endpoint }: Emulator): string[] {
    const { port } = new URL(endpoint);
    const hosts = [
      "127.0.0.1",
      "localhost",
      "LOCALHOST.",
      "a.localhost",
      "127.1",
      "2130706433",
      "0x7f000001",
    ];
    return [...hosts, "0177.0.0.1", "127.0.0.2", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]"].map(
      (host) => `http://${host}:${port}/_emulator/reset`,
    );
  }

  it.each([true, false])(
    "is never sent, in any spelling of the address (other machines allowed: %s)",
    async (allowed) => {
      const emulator = await start({ allowRemoteCallbacks: allowed });
      const ids: string[] = [];
      for (const url of spellings(emulator)) {
        const urls = { callback_url: url, recording_callback_url: url, record: true };
        const { sessionUuid } = await createAndCall(emulator, urls);
        ids.push(sessionUuid);
      }
      await advance(emulator, 600);
      const sent = emulator.callbacks.all();
      expect(new Set(sent.map(({ sessionUuid }) => sessionUuid))).toEqual(new Set(ids));
      // A name under localhost that the resolver does not know fails earlier.
      expect(sent.filter(({ state, url }) => state !== "refused" && !/localhost/i.test(url))).toEqual([]);
      expect(sent.filter(({ state }) => state === "delivered")).toEqual([]);
      expect(sent.flatMap(({ attempts }) => attempts).filter(({ status }) => status !== null)).toEqual([]);
      expect(emulator.callbacks.all({ sessionUuid: ids[0] ?? "" })[0]?.reason).toBe(
        "its address is the emulator's own",
      );
      expect(emulator.sessions.all()).toHaveLength(ids.length);
    },
  );

  it("is refused by the emulator's routes if it arrives by way of another server", async () => {
    await create(emulator);
    const headers = { "user-agent": "plivo-masking-emulator" };
    for (const [method, path] of [
      ["POST", "/_emulator/reset"],
      ["GET", "/_emulator/sessions"],
      ["GET", collectionPath(emulator)],
    ] as const) {
      const reply = await exchangeWith(emulator, method, path, headers);
      expect(reply.status).toBe(403);
      expect(reply.text).toContain("a callback cannot go to the emulator itself");
    }
    expect(emulator.sessions.live()).toHaveLength(1);
  });
});

it("an emulator without an address listens on 127.0.0.1 only", async () => {
  const { hostname, port } = new URL(emulator.endpoint);
  expect(hostname).toBe("127.0.0.1");
  const elsewhere = connect(Number(port), "127.0.0.2");
  const [error] = (await once(elsewhere, "error")) as [NodeJS.ErrnoException];
  expect(error.code).toBe("ECONNREFUSED");
});

it("an emulator on all addresses answers under an allowed name only", async () => {
  const emulator = await start({ host: "0.0.0.0", allowHosts: ["emulator"] });
  expect(emulator.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await call(emulator, "GET")).status).toBe(200);
  expect(
    (await exchangeWith(emulator, "GET", collectionPath(emulator), { host: "emulator:4010" })).status,
  ).toBe(200);
});
