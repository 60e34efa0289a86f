import { once } from "node:events";
import { Agent, createServer, request as send, type IncomingMessage, type RequestListener } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { signCallback, toNodeListener, type CallbackHandler } from "../../../provider/callbacks";
import { attributesOf, bench, TOKEN } from "./bench";

let url: string;
let port: number;
let listener: RequestListener = () => undefined;
const server = createServer((request, response) => {
  listener(request, response);
});
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ({ port } = server.address() as AddressInfo);
  url = `http://127.0.0.1:${port}/plivo/events`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function serve(options: Parameters<typeof bench>[0] = {}) {
  const stage = bench(options);
  listener = toNodeListener(stage.handler);
  return stage;
}

function signed(
  number: number,
  options: Partial<Parameters<typeof signCallback>[0]> = {},
): [string, RequestInit] {
  const { url: target, ...init } = signCallback({
    url,
    attributes: attributesOf(number),
    authToken: TOKEN,
    ...options,
  });
  return [target, init];
}

describe("the listener of node:http", () => {
  it("hands on what is posted and what is asked for with GET, under the URL of the request", async () => {
    const { numbers } = serve();
    const statuses = [
      await fetch(...signed(1)),
      await fetch(...signed(2, { method: "GET" })),
      await fetch(...signed(3, { url: `${url}?tenant=a%20b` })),
      await fetch(...signed(4, { url: `http://127.0.0.1:${port}` })),
    ].map(({ status }) => status);
    expect([statuses, numbers()]).toEqual([
      [200, 200, 200, 200],
      [1, 2, 3, 4],
    ]);
  });

  it("answers as the handler does", async () => {
    serve();
    const refused = await fetch(...signed(1, { authToken: "another" }));
    expect([refused.status, await refused.text()]).toEqual([403, "PLIVO_CALLBACK_SIGNATURE"]);
    const wrong = await fetch(url, { method: "DELETE" });
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, POST"]);
  });

  it.each([
    ["says so", { "content-length": "300000" }],
    ["does not say so", { "transfer-encoding": "chunked" }],
  ])("answers 413 to a body that is too large and %s, and the connection goes on", async (_, headers) => {
    const { numbers } = serve({ maxBodyBytes: 1_000 });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const large = send(url, { method: "POST", headers, agent });
    const answered = once(large, "response") as Promise<[IncomingMessage]>;
    large.end("a".repeat(300_000));
    const [answer] = await answered;
    answer.resume();
    await once(answer, "end");
    expect(answer.statusCode).toBe(413);
    const [, init] = signed(1);
    const next = send(url, { method: "POST", headers: init.headers as Record<string, string>, agent });
    const second = once(next, "response") as Promise<[IncomingMessage]>;
    next.end(init.body);
    expect((await second)[0].statusCode).toBe(200);
    expect(numbers()).toEqual([1]);
    agent.destroy();
  });

  it.each([
    ["a URL that is none", "POST http://[ HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 400],
    ["a Host that is none", "POST / HTTP/1.1\r\nHost: a b\r\nContent-Length: 0\r\n\r\n", 400],
    ["a method that web-standard requests refuse", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 400],
    ["no Host", "GET / HTTP/1.0\r\n\r\n", 403],
  ])("answers %s, and lives on", async (_, text, status) => {
    serve();
    const socket = connect(port, "127.0.0.1");
    socket.write(text);
    expect(await firstLineOf(socket)).toContain(` ${status} `);
    socket.destroy();
    expect((await fetch(...signed(1))).status).toBe(200);
  });

  it("lives on where a sender goes away in the middle of a body", async () => {
    const { errors } = serve();
    const socket = connect(port, "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nEventName=");
    await once(server, "request");
    socket.destroy();
    while (errors.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect((await fetch(...signed(1))).status).toBe(200);
  });

  it("takes the URL that Plivo dialled where a router has taken a part of it away", async () => {
    const { handler, numbers } = bench();
    listener = (request, response) => {
      const mounted = Object.assign(request, { originalUrl: request.url, url: "/events" });
      toNodeListener(handler)(mounted, response);
    };
    expect((await fetch(...signed(1))).status).toBe(200);
    expect(numbers()).toEqual([1]);
  });

  it("answers 500 where a handler of one's own fails", async () => {
    listener = toNodeListener(() => Promise.reject(new Error("away")));
    expect((await fetch(url)).status).toBe(500);
  });

  it("sends on a handler's body and headers", async () => {
    const handler: CallbackHandler = () =>
      Promise.resolve(new Response("a", { status: 418, headers: { "X-B": "c" } }));
    listener = toNodeListener(handler);
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get("x-b"), await answer.text()]).toEqual([418, "c", "a"]);
  });
});

async function firstLineOf(socket: Socket): Promise<string> {
  const [data] = (await once(socket, "data")) as [Buffer];
  return data.toString().split("\r\n")[0] ?? "";
}
