import { createServer } from "node:http";
import type { Emulator } from "../../emulator/index.ts";
import { basic, closeAfterTest, collectionPath, emulator, freshEmulator } from "../emulator/support.ts";
import { listen } from "../support/listen.ts";
import { create, first, newPage, second, useBrowser } from "./support.ts";

/* Foreign sites whose names lead to this machine, by a rule in chromium.ts. */

useBrowser();
freshEmulator();

/** Requests that a foreign page could try. */
function requestsTo(
  emulator: Emulator,
  sessionUuid: string,
): [method: string, path: string, body?: string][] {
  const collection = collectionPath(emulator);
  const callback_url = `${emulator.endpoint}/_emulator/reset`;
  return [
    ["GET", collection],
    ["GET", `${collection}/${sessionUuid}`],
    ["POST", collection, JSON.stringify({ first_party: first, second_party: second, callback_url })],
    ["DELETE", `${collection}/${sessionUuid}`],
    ["GET", "/_emulator/sessions"],
    ["POST", "/_emulator/reset", "{}"],
  ];
}

/** Sends requests from a page's script. Returns each path with its status, or "blocked" without one. */
async function sendFrom(site: string, target: string): Promise<[path: string, seen: number | "blocked"][]> {
  const requests = requestsTo(emulator, await create(emulator));
  const page = await newPage();
  await page.goto(`${site}/`);
  expect(await page.evaluate("location.origin")).toBe(site);
  const authorization = basic(emulator.authId, emulator.authToken);
  const seen: [string, number | "blocked"][] = [];
  for (const [method, path, body] of requests) {
    const headers = { authorization, ...(body === undefined ? {} : { "content-type": "application/json" }) };
    const status = await page.evaluate(
      ([to, init]) =>
        fetch(to, init).then(
          (response) => response.status,
          () => "blocked" as const,
        ),
      [target + path, { method, headers, ...(body === undefined ? {} : { body }) }] as const,
    );
    seen.push([path, status]);
  }
  return seen;
}

it("a page under a name that is rebound to the emulator reads and changes nothing, by API or controls", async () => {
  // The port is the emulator's, so the browser sees one origin.
  const site = `http://evil.rebound.test:${new URL(emulator.endpoint).port}`;
  const seen = await sendFrom(site, site);
  expect(seen).toEqual(seen.map(([path]) => [path, 403]));
  expect(emulator.sessions.live()).toHaveLength(1);
});

it("a page of another origin is answered nothing either, though it knows address and credentials", async () => {
  const foreign = createServer((_request, response) => {
    response.setHeader("content-type", "text/html").end("<title>a foreign page</title>");
  });
  closeAfterTest(() => foreign.close());
  const seen = await sendFrom(`http://site.rebound.test:${await listen(foreign)}`, emulator.endpoint);
  expect(seen).toEqual(seen.map(([path]) => [path, "blocked"]));
  expect(emulator.sessions.live()).toHaveLength(1);
});
