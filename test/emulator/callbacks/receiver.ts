import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { listen } from "../../support/listen.ts";
import { closeAfterTest } from "../support.ts";

/** A callback that was received. */
export interface Received {
  method: string;
  /** With the query, as sent. */
  path: string;
  headers: IncomingHttpHeaders;
  /** The parameters of query and form. */
  parameters: Record<string, string>;
}

/** Responds to a callback. `nth` counts from 1. */
export type Reply = (response: ServerResponse, nth: number, request: IncomingMessage) => unknown;

/** A server that receives callbacks. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** The names of the events in order of arrival. */
  events(): (string | undefined)[];
}

const answer: Reply = (response) => response.end();

/** Starts a server that records callbacks and responds with 200 or as `reply` says. */
export async function receive(reply: Reply = answer): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      const { method = "", url: path = "", headers } = request;
      const query = new URL(path, "http://receiver").searchParams;
      const parameters = Object.fromEntries([...query, ...new URLSearchParams(body)]);
      received.push({ method, path, headers, parameters });
      reply(response, received.length, request);
    });
  });
  const port = await listen(server);
  closeAfterTest(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return {
    url: `http://127.0.0.1:${port}/events`,
    received,
    events: () => received.map(({ parameters }) => parameters["EventName"]),
  };
}
