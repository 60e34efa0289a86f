import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { startEmulator, type Emulator } from "../../emulator/index.ts";
import { create, newPage, useBrowser } from "./support.ts";

useBrowser();

/** What a page's script receives: a status, or "blocked" if the browser gives it nothing. */
type Seen = number | "blocked";

let emulator: Emulator;
let foreign: Server;

/**
 * A foreign site whose name leads to the emulator from the second lookup on (DNS rebinding), by a rule in
 * chromium.ts.
 */
beforeAll(async () => {
  emulator = await startEmulator();
  foreign = createServer((_request, response) => {
    response.setHeader("content-type", "text/html").end("<title>a foreign page</title>");
  }).listen(0, "127.0.0.1");
  await once(foreign, "listening");
});
afterAll(async () => {
  foreign.close();
  foreign.closeAllConnections();
  await emulator.close();
});

/** Sends a request from a page's script. */
function sendFrom(page: Page, url: string, method: string, body?: string): Promise<Seen> {
  const authorization = `Basic ${Buffer.from(`${emulator.authId}:${emulator.authToken}`).toString("base64")}`;
  const headers = { authorization, ...(body === undefined ? {} : { "content-type": "application/json" }) };
  return page.evaluate(
    async ([to, init]) => {
      try {
        return (await fetch(to, init)).status;
      } catch {
        return "blocked" as const;
      }
    },
    [url, { method, headers, ...(body === undefined ? {} : { body }) }] as const,
  );
}

function pathsOf(sessionUuid: string): [method: string, path: string, body?: string][] {
  const collection = `/v1/Account/${emulator.authId}/Masking/Session`;
  const parties = { first_party: "+12025550155", second_party: "+12025550156" };
  return [
    ["GET", collection],
    ["GET", `${collection}/${sessionUuid}`],
    [
      "POST",
      collection,
      JSON.stringify({ ...parties, callback_url: `${emulator.endpoint}/_emulator/reset` }),
    ],
    ["DELETE", `${collection}/${sessionUuid}`],
    ["GET", "/_emulator/sessions"],
    ["POST", "/_emulator/reset", "{}"],
  ];
}

it("a page under a name that is rebound to the emulator reads and changes nothing, by API or controls", async () => {
  const sessionUuid = await create(emulator);
  const page = await newPage();
  // The port is the emulator's, so the browser sees one origin.
  const origin = `http://evil.rebound.test:${new URL(emulator.endpoint).port}`;
  await page.goto(`${origin}/`);
  expect(await page.evaluate("location.origin")).toBe(origin);
  for (const [method, path, body] of pathsOf(sessionUuid)) {
    expect([path, await sendFrom(page, origin + path, method, body)]).toEqual([path, 403]);
  }
  expect(emulator.sessions.live()).toHaveLength(1);
});

it("a page of another origin is answered nothing either, though it knows address and credentials", async () => {
  const [session] = emulator.sessions.live();
  const page = await newPage();
  await page.goto(`http://site.rebound.test:${(foreign.address() as AddressInfo).port}/`);
  for (const [method, path, body] of pathsOf(session?.session_uuid ?? "")) {
    expect([path, await sendFrom(page, emulator.endpoint + path, method, body)]).toEqual([path, "blocked"]);
  }
  expect(emulator.sessions.live()).toHaveLength(1);
});

it("a session whose callback_url is the emulator's own address wipes nothing when it expires", async () => {
  const sessionUuid = await create(emulator, { callback_url: `${emulator.endpoint}/_emulator/reset` });
  emulator.clock.advance(7200);
  await emulator.callbacks.whenSettled();
  expect(emulator.callbacks.all({ sessionUuid }).map(({ state }) => state)).toEqual(["refused"]);
  expect(emulator.sessions.all()).toHaveLength(2);
});
