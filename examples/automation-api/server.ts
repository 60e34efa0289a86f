import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { OrderError, type Order, type Orders } from "./orders.ts";

export interface Server {
  readonly url: string;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/**
 * `PUT /orders/ID`, `DELETE /orders/ID` and `GET /orders`. On the loopback address, since there is no
 * authentication.
 */
export async function serve(orders: Orders, port = 0): Promise<Server> {
  const server = createServer((request, response) => {
    void answer(orders, request).then((given) => {
      send(response, given);
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      server.closeIdleConnections();
      await once(server, "close");
    },
  };
}

async function answer(orders: Orders, request: IncomingMessage): Promise<Answer> {
  try {
    return await handle(orders, request);
  } catch (error) {
    if (error instanceof OrderError) return { status: 502, body: { error: error.message } };
    return { status: 500, body: { error: "The order could not be worked on." } };
  }
}

async function handle(orders: Orders, request: IncomingMessage): Promise<Answer> {
  const { method, url = "" } = request;
  if (isForeign(request)) return { status: 403, body: { error: "Use this service from this machine." } };
  if (method === "GET" && url === "/orders") return { status: 200, body: await orders.list() };
  const id = /^\/orders\/([\w-]{1,64})$/.exec(url)?.[1];
  if (id === undefined || (method !== "PUT" && method !== "DELETE")) return { status: 404 };
  if (method === "DELETE") return { status: (await orders.close(id)) ? 204 : 404 };
  const text = await bodyOf(request);
  if (text === undefined) return { status: 413, body: { error: "The order is too large." } };
  const order = orderOf(id, parseJson(text));
  if (order === undefined) return { status: 400, body: { error: "firstParty and secondParty are missing." } };
  return { status: 200, body: await orders.open(order) };
}

/** The maximum size of a request, more than an order needs. */
const maxBodyBytes = 16_384;

/** The request's body. Undefined if it is too long; then the rest is not read. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  const source = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/**
 * Whether a web page may have sent the request: from another origin, or through a name that points to this
 * machine (DNS rebinding). There is no authentication, so such a page could open orders.
 */
function isForeign({ headers }: IncomingMessage): boolean {
  const { origin, host = "", "sec-fetch-site": site } = headers;
  if (!loopback.test(host)) return true;
  if (origin !== undefined && origin !== `http://${host}`) return true;
  return site !== undefined && site !== "same-origin" && site !== "none";
}

function orderOf(id: string, body: unknown): Order | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const { firstParty, secondParty } = body as { firstParty?: unknown; secondParty?: unknown };
  if (typeof firstParty !== "string" || typeof secondParty !== "string") return undefined;
  return { id, firstParty, secondParty };
}

function send(response: ServerResponse, { status, body }: Answer): void {
  // The rest of a body that is too long is not read: close the connection.
  const isCut = status === 413;
  response.writeHead(status, {
    "content-type": "application/json",
    ...(isCut ? { connection: "close" } : {}),
  });
  response.end(body === undefined ? "" : JSON.stringify(body), () => {
    if (isCut) response.socket?.destroySoon();
  });
}
