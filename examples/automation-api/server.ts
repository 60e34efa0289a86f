import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
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

/** `PUT /orders/ID`, `DELETE /orders/ID` and `GET /orders`, on the loopback address, since there is no authentication. */
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
  if (method === "GET" && url === "/orders") return { status: 200, body: await orders.list() };
  const id = /^\/orders\/([\w-]{1,64})$/.exec(url)?.[1];
  if (id === undefined || (method !== "PUT" && method !== "DELETE")) return { status: 404 };
  if (method === "DELETE") return { status: (await orders.close(id)) ? 204 : 404 };
  const order = orderOf(id, await json(request).catch(() => undefined));
  if (order === undefined) return { status: 400, body: { error: "firstParty and secondParty are missing." } };
  return { status: 200, body: await orders.open(order) };
}

function orderOf(id: string, body: unknown): Order | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const { firstParty, secondParty } = body as { firstParty?: unknown; secondParty?: unknown };
  if (typeof firstParty !== "string" || typeof secondParty !== "string") return undefined;
  return { id, firstParty, secondParty };
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(body === undefined ? "" : JSON.stringify(body));
}
