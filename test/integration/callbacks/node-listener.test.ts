import { once } from "node:events";
import { Agent, createServer, request as send, type IncomingMessage, type RequestListener } from "node:http";
import { connect, type Socket } from "node:net";
import { signCallback, toNodeListener, type CallbackHandler } from "../../../provider/callbacks/index.ts";
import { listen } from "../../support/listen.ts";
import { attributesOf, bench, token } from "./bench.ts";

let url: string;
let port: number;
let listener: RequestListener = () => undefined;
const server = createServer((request, response) => listener(request, response));
beforeAll(async () => {
  port = await listen(server);
  url = `http://127.0.0.1:${port}/plivo/events`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function serve(options: Parameters<typeof bench>[0] = {}) {
  const stage = bench({ publicUrl: () => `http://127.0.0.1:${port}`, ...options });
  listener = toNodeListener(stage.handler);
  return stage;
}

function sign(
  number: number,
  options: Partial<Parameters<typeof signCallback>[0]> = {},
): [string, RequestInit] {
  const attributes = attributesOf(number);
  const { url: target, ...init } = signCallback({ url, attributes, authToken: token, ...options });
  return [target, init];
}

describe("the callback listener of node:http", () => {
  it("passes on POST and GET requests under their own URL", async () => {
    const { numbers } = serve();
    const statuses = [
      await fetch(...sign(1)),
      await fetch(...sign(2, { method: "GET" })),
      await fetch(...sign(3, { url: `${url}?tenant=a%20b` })),
      await fetch(...sign(4, { url: `http://127.0.0.1:${port}` })),
    ].map(({ status }) => status);
    expect([statuses, numbers()]).toEqual([
      [200, 200, 200, 200],
      [1, 2, 3, 4],
    ]);
  });

  it("responds as the handler does", async () => {
    serve();
    const refused = await fetch(...sign(1, { authToken: "another" }));
    expect([refused.status, await refused.text()]).toEqual([403, "PLIVO_CALLBACK_SIGNATURE"]);
    const wrong = await fetch(url, { method: "DELETE" });
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, POST"]);
    expect((await fetch(url, { method: "HEAD" })).status).toBe(405);
  });

  it.each([
    ["says so", { "content-length": "300000" }],
    ["does not say so", { "transfer-encoding": "chunked" }],
  ])("answers 413 to a body that is too large and %s, and keeps the connection", async (_, headers) => {
    const { numbers } = serve({ maxBodyBytes: 1_000 });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const large = send(url, { method: "POST", headers, agent });
    const answered = once(large, "response") as Promise<[IncomingMessage]>;
    large.end("a".repeat(300_000));
    const [answer] = await answered;
    answer.resume();
    await once(answer, "end");
    expect(answer.statusCode).toBe(413);
    const [, init] = sign(1);
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
  ])("answers %s, and keeps running", async (_, text, status) => {
    const { codes } = serve();
    const socket = connect(port, "127.0.0.1");
    socket.write(text);
    expect(await firstLineOf(socket)).toContain(` ${status} `);
    socket.destroy();
    expect(codes()).toHaveLength(1);
    expect((await fetch(...sign(1))).status).toBe(200);
  });

  it("keeps running if a sender disconnects in the middle of a body", async () => {
    const { errors } = serve();
    const socket = connect(port, "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nEventName=");
    await once(server, "request");
    socket.destroy();
    while (errors.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect((await fetch(...sign(1))).status).toBe(200);
  });

  it("uses the URL that Plivo dialled if a router removed a part of it", async () => {
    const { handler, numbers } = bench({ publicUrl: () => `http://127.0.0.1:${port}` });
    listener = (request, response) => {
      const mounted = Object.assign(request, { originalUrl: request.url, url: "/events" });
      toNodeListener(handler)(mounted, response);
    };
    expect((await fetch(...sign(1))).status).toBe(200);
    expect(numbers()).toEqual([1]);
  });

  it("answers 500 if the user's handler fails, and reports it to onError", async () => {
    const away = new Error("away");
    const told: unknown[] = [];
    listener = toNodeListener(() => Promise.reject(away), { onError: (error) => told.push(error) });
    expect([(await fetch(url)).status, told]).toEqual([500, [away]]);
  });

  it("answers 500 and prints one line without the message if onError fails as well", async () => {
    const lines = jest.spyOn(console, "error").mockImplementation(() => undefined);
    try {
      const fail = () => Promise.reject(new Error("the database of +12025550147 is away"));
      listener = toNodeListener(fail, { onError: fail });
      expect((await fetch(url)).status).toBe(500);
      expect(lines.mock.calls).toEqual([[expect.stringMatching(/^A callback request failed\. At most one/)]]);
    } finally {
      lines.mockRestore();
    }
  });

  it.each<[string, (body: Buffer) => unknown, number]>([
    ["the raw text", (body) => body.toString(), 200],
    ["the raw bytes", (body) => body, 200],
    ["nothing", () => undefined, 400],
  ])(
    "accepts or rejects a request whose body was already read, with %s as rawBody",
    async (_, rawBodyOf, status) => {
      const { handler, numbers } = bench({ publicUrl: () => `http://127.0.0.1:${port}` });
      listener = (request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
          const rawBody = rawBodyOf(Buffer.concat(chunks));
          toNodeListener(handler)(Object.assign(request, { rawBody }), response);
        });
      };
      expect((await fetch(...sign(1))).status).toBe(status);
      expect(numbers()).toEqual(status === 200 ? [1] : []);
    },
  );

  it.each([
    ["an empty object, as a parser that finds nothing to parse", {}, 200],
    ["null", null, 200],
    ["its bytes, as a host that has kept the stream too", Buffer.from("EventName=other"), 200],
    ["attributes, as a parser that has read the stream", attributesOf(1), 400],
  ])("accepts or rejects a request with %s on it", async (_, body, status) => {
    const { handler, numbers } = bench({ publicUrl: () => `http://127.0.0.1:${port}` });
    listener = (request, response) => toNodeListener(handler)(Object.assign(request, { body }), response);
    expect((await fetch(...sign(1))).status).toBe(status);
    expect(numbers()).toEqual(status === 200 ? [1] : []);
  });

  it("sends a handler's body and headers", async () => {
    const headers = [
      ["X-B", "c"],
      ["Set-Cookie", "d=1; Expires=Sun, 01 Mar 2026 10:00:00 GMT"],
      ["Set-Cookie", "e=2"],
      ["Transfer-Encoding", "chunked"],
    ] as [string, string][];
    const handler: CallbackHandler = () => Promise.resolve(new Response("a", { status: 418, headers }));
    listener = toNodeListener(handler);
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get("x-b"), await answer.text()]).toEqual([418, "c", "a"]);
    expect(answer.headers.getSetCookie()).toEqual(["d=1; Expires=Sun, 01 Mar 2026 10:00:00 GMT", "e=2"]);
  });

  const failAfter = () =>
    new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode("half of it")),
      pull: (controller) => controller.error(new Error("away")),
    });
  it.each<[string, CallbackHandler]>([
    [
      "was read by a wrapper",
      async () => {
        const response = new Response("a", { status: 200 });
        await response.text();
        return response;
      },
    ],
    ["has a body that fails", () => Promise.resolve(new Response(failAfter()))],
    ["is none", () => Promise.resolve(undefined as never)],
  ])(
    "answers 500 if a handler's Response %s, reports it to onError, and keeps running",
    async (_, handler) => {
      const told: unknown[] = [];
      listener = toNodeListener(handler, { onError: (error) => told.push(error) });
      const answer = await fetch(url);
      expect([answer.status, await answer.text(), told.length]).toEqual([500, "", 1]);
      serve();
      expect((await fetch(...sign(1))).status).toBe(200);
    },
  );

  it("leaves a response that other code has already sent, and keeps running", async () => {
    listener = (request, response) => {
      toNodeListener(() => Promise.resolve(new Response("late")))(request, response);
      response.writeHead(504).end("in time");
    };
    const answer = await fetch(url);
    expect([answer.status, await answer.text()]).toEqual([504, "in time"]);
    serve();
    expect((await fetch(...sign(1))).status).toBe(200);
  });

  it("uses the path of an absolute URL in the request line, and never its origin", async () => {
    const sent = async (publicUrl: string, target: string, signedUrl: string) => {
      const { numbers } = serve({ publicUrl });
      return [await statusOf(target, `127.0.0.1:${port}`, signedUrl), numbers().length];
    };
    const elsewhere = "https://other-receiver.example.org/plivo/events?a=b";
    const here = "https://example.com/plivo/events?a=b";
    expect(await sent("unverified-host", elsewhere, elsewhere)).toEqual(["403", 0]);
    expect(await sent("https://example.com", elsewhere, elsewhere)).toEqual(["403", 0]);
    expect(await sent("https://example.com", elsewhere, here)).toEqual(["200", 1]);
  });
});

describe("a Host header that moves the boundary between host and path", () => {
  // The router used the path of the request line, so the handler must verify that one.
  it.each([
    ["has a path", "127.0.0.1/other-receiver?a="],
    ["has a path after a backslash", "127.0.0.1\\other-receiver?a="],
    ["has a query", "127.0.0.1?a="],
    ["has a fragment", "127.0.0.1/other-receiver#"],
    ["has a user", "127.0.0.1/other-receiver@"],
    ["has a tab", "127.0.0.1/other\treceiver?"],
  ])("is rejected with 400 and reported to onError if it %s", async (_, host) => {
    const { numbers, codes } = serve({ publicUrl: "https://example.com" });
    expect(await statusFor(host, `https://example.com/other-receiver?a=/plivo/events`)).toBe("400");
    expect(await statusFor(host, `https://example.com/other-receiver`)).toBe("400");
    expect([numbers(), codes()]).toEqual([[], ["PLIVO_CALLBACK_UNREADABLE", "PLIVO_CALLBACK_UNREADABLE"]]);
  });

  it("is ignored if it is empty", async () => {
    const { numbers } = serve({ publicUrl: "https://example.com" });
    expect(await statusFor("", "https://example.com/events")).toBe("403");
    expect(await statusFor("", "https://example.com/plivo/events")).toBe("200");
    expect(numbers()).toEqual([1]);
  });

  const statusFor = (host: string, signedUrl: string) => statusOf("/plivo/events", host, signedUrl);
});

/** The status for a callback signed for one URL, and sent with this target and Host header. */
async function statusOf(target: string, host: string, signedUrl: string): Promise<string | undefined> {
  const signing = { url: signedUrl, attributes: attributesOf(1), authToken: token };
  const { headers, body = "" } = signCallback(signing);
  const lines = Object.entries({ ...headers, Host: host, "Content-Length": body.length });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const socket = connect(port, "127.0.0.1");
  socket.write(`POST ${target} HTTP/1.1\r\n${head}\r\n${body}`);
  const line = await firstLineOf(socket);
  socket.destroy();
  return line.split(" ")[1];
}

async function firstLineOf(socket: Socket): Promise<string> {
  const [data] = (await once(socket, "data")) as [Buffer];
  return data.toString().split("\r\n")[0] ?? "";
}
