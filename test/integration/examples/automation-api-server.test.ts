import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import type { Order, Orders } from "../../../examples/automation-api/orders.ts";
import { serve, type Server } from "../../../examples/automation-api/server.ts";
import { parties } from "../../support/field-changes.ts";

/** The service's server, in front of orders that only take note. */
describe("the server of examples/automation-api", () => {
  let server: Server;
  let opened: string[];
  beforeEach(async () => {
    opened = [];
    const orders = {
      list: () => Promise.resolve(opened),
      open: ({ id }: Order) => {
        opened.push(id);
        return Promise.resolve({ id, number: "+13125550100", until: "2026-03-01T10:00:00Z" });
      },
    };
    server = await serve(orders as unknown as Orders);
  });
  afterEach(() => server.close());

  async function put(headers: Record<string, string>, body: string): Promise<number | undefined> {
    const sent = request(`${server.url}/orders/o-1`, { method: "PUT", headers, agent: false });
    sent.end(body);
    const [response] = (await once(sent, "response")) as [import("node:http").IncomingMessage];
    await text(response);
    return response.statusCode;
  }

  const order = JSON.stringify(parties(90));

  it.each([
    ["another name that leads here", { host: "orders.example.com" }],
    ["a page of another origin", { origin: "https://example.com" }],
    ["a page without an origin", { origin: "null" }],
    ["a page of another site", { "sec-fetch-site": "cross-site" }],
    ["a page of another port", { "sec-fetch-site": "same-site" }],
  ])("rejects %s, and opens no session", async (_who, headers) => {
    expect(await put(headers, order)).toBe(403);
    expect(opened).toEqual([]);
  });

  it("accepts a client's request, and one of its own origin", async () => {
    expect(await put({}, order)).toBe(200);
    expect(await put({ origin: server.url, "sec-fetch-site": "same-origin" }, order)).toBe(200);
    expect(opened).toEqual(["o-1", "o-1"]);
  });

  it("rejects a body above the limit before all of it has come, and closes the connection", async () => {
    const { port, hostname } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    const answer = text(socket);
    socket.write("PUT /orders/o-1 HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 300000000\r\n\r\n");
    // Of 300 MB so much as is too much, and then nothing more.
    socket.write("x".repeat(20_000));
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(opened).toEqual([]);
  });

  it("rejects an invalid order", async () => {
    expect(await put({}, "{")).toBe(400);
    expect(await put({}, JSON.stringify({ firstParty: 1 }))).toBe(400);
  });
});
