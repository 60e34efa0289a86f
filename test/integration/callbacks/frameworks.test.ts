import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import formbody from "@fastify/formbody";
import express5 from "express";
import Fastify, { type FastifyInstance } from "fastify";
import { Hono } from "hono";
import { getRequestListener } from "@hono/node-server";
import { signCallback, toNodeListener } from "../../../provider/callbacks/index.ts";
import { listen } from "../../support/listen.ts";
import { attributesOf, bench, token, urlDeclared } from "./bench.ts";

const express4 = jest.requireActual<typeof express5>("express4");
const expresses: [string, typeof express5][] = [
  ["express 4", express4],
  ["express 5", express5],
];

let stage: ReturnType<typeof bench>;
let server: Server | undefined;
let fastify: FastifyInstance | undefined;
beforeEach(() => {
  stage = bench();
});
afterEach(async () => {
  server?.close();
  server?.closeAllConnections();
  await fastify?.close();
  [server, fastify] = [undefined, undefined];
});

/** A server's response to a signed callback. */
async function responseOf(listener: RequestListener): Promise<[status: number, text: string]> {
  server = createServer(listener);
  return post(`http://127.0.0.1:${await listen(server)}`);
}

async function post(origin: string): Promise<[status: number, text: string]> {
  const { url, ...init } = signCallback({ url: urlDeclared, attributes: attributesOf(1), authToken: token });
  const response = await fetch(origin + new URL(url).pathname, init);
  return [response.status, await response.text()];
}

function expectRejection([status, text]: [number, string]): void {
  expect(status).toBe(400);
  expect(text).toMatch(/^PLIVO_CALLBACK_UNREADABLE: .* Mount the handler before every body parser/);
  expect([stage.events, stage.codes()]).toEqual([[], ["PLIVO_CALLBACK_UNREADABLE"]]);
}

describe.each(expresses)("the callback listener in %s", (_, express) => {
  it.each([
    ["urlencoded", () => express.urlencoded({ extended: false })],
    ["raw", () => express.raw({ type: "*/*" })],
    ["text", () => express.text({ type: "*/*" })],
  ])("reports that the body was already read if it comes after express.%s", async (_name, parser) => {
    expectRejection(await responseOf(express().use(parser()).use(toNodeListener(stage.handler))));
  });

  it("accepts a request that a parser of another type has not touched", async () => {
    const app = express().use(express.json()).use(toNodeListener(stage.handler));
    expect(await responseOf(app)).toEqual([200, ""]);
    expect(stage.numbers()).toEqual([1]);
  });

  it("accepts a request that a parser has read if the parser kept rawBody", async () => {
    const verify = (request: object, _response: unknown, rawBody: Buffer) =>
      Object.assign(request, { rawBody });
    const parser = express.urlencoded({ extended: false, verify });
    expect(await responseOf(express().use(parser).use(toNodeListener(stage.handler)))).toEqual([200, ""]);
    expect(stage.numbers()).toEqual([1]);
  });

  it("accepts a request before any parser, below a router", async () => {
    const router = express.Router().post("/events", toNodeListener(stage.handler));
    const app = express()
      .use("/plivo", router)
      .use(express.urlencoded({ extended: false }));
    expect(await responseOf(app)).toEqual([200, ""]);
  });
});

describe("the callback listener in fastify", () => {
  async function responseWith(hook: "preHandler" | "onRequest"): Promise<[number, string]> {
    const listener = toNodeListener(stage.handler);
    fastify = Fastify();
    await fastify.register(formbody);
    fastify.route({
      method: ["GET", "POST"],
      url: "/plivo/events",
      [hook]: (request: { raw: IncomingMessage }, reply: { raw: never; hijack: () => void }) => {
        reply.hijack();
        listener(request.raw, reply.raw);
      },
      handler: () => undefined,
    });
    return post(await fastify.listen({ port: 0, host: "127.0.0.1" }));
  }

  it("reports that the body was already read if it comes after @fastify/formbody", async () => {
    expectRejection(await responseWith("preHandler"));
  });

  it("accepts a request before the parsers run", async () => {
    expect(await responseWith("onRequest")).toEqual([200, ""]);
    expect(stage.numbers()).toEqual([1]);
  });
});

describe("the callback listener in hono", () => {
  const app = (parses: boolean) => {
    const hono = new Hono();
    if (parses) {
      hono.use(async ({ req }, next) => {
        await req.parseBody();
        await next();
      });
    }
    return getRequestListener(hono.all("/plivo/*", ({ req }) => stage.handler(req.raw)).fetch);
  };

  it("reports that the body was already read if it comes after a middleware that parses it", async () => {
    expectRejection(await responseOf((request, response) => void app(true)(request, response)));
  });

  it("accepts a request before such a middleware", async () => {
    expect(await responseOf((request, response) => void app(false)(request, response))).toEqual([200, ""]);
    expect(stage.numbers()).toEqual([1]);
  });
});
