import { once } from "node:events";
import {
  connect,
  createServer,
  type ClientHttp2Session,
  type Http2Server,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from "node:http2";
import { signCallback, toNodeListener } from "../../../provider/callbacks/index.ts";
import { listen } from "../../support/listen.ts";
import { attributesOf, bench, token, urlDeclared } from "./bench.ts";

describe("the callback listener with HTTP/2", () => {
  let server: Http2Server;
  let session: ClientHttp2Session;
  let origin: string;
  let stage: ReturnType<typeof bench>;
  beforeEach(async () => {
    server = createServer();
    origin = `http://127.0.0.1:${await listen(server)}`;
    session = connect(origin);
    serve();
  });
  afterEach(async () => {
    await new Promise<void>((resolve) => session.close(resolve));
    server.close();
  });

  function serve(options: Parameters<typeof bench>[0] = {}) {
    stage = bench(options);
    server.removeAllListeners("request").on("request", toNodeListener(stage.handler));
  }

  async function send(headers: OutgoingHttpHeaders, body = ""): Promise<[status: unknown, text: string]> {
    const stream = session.request(headers);
    stream.setEncoding("utf8");
    if (body === "") stream.end();
    else stream.end(body);
    const answered = once(stream, "response") as Promise<[IncomingHttpHeaders]>;
    const [answer] = await answered;
    let text = "";
    for await (const part of stream) text += part as string;
    return [answer[":status"], text];
  }

  function sign(number: number, declared = urlDeclared, method: "GET" | "POST" = "POST") {
    const attributes = attributesOf(number);
    const { url, headers, body = "" } = signCallback({ url: declared, attributes, authToken: token, method });
    const { pathname, search } = new URL(url);
    return [{ ...headers, ":method": method, ":path": pathname + search }, body] as const;
  }

  it("passes on what Plivo signed, by POST and GET", async () => {
    expect(await send(...sign(1))).toEqual([200, ""]);
    expect(await send(...sign(2, urlDeclared, "GET"))).toEqual([200, ""]);
    expect([stage.numbers(), stage.errors]).toEqual([[1, 2], []]);
  });

  it("uses :scheme and :authority as the URL of the request", async () => {
    serve({ publicUrl: (request) => request.url });
    const declared = `${origin.replace("http:", "https:")}/plivo/events?a=b`;
    const [headers, body] = sign(1, declared);
    expect(await send({ ...headers, ":scheme": "https" }, body)).toEqual([200, ""]);
    expect((await send(headers, body))[0]).toBe(403);
  });

  it("rejects an :authority or Host that contains a path, which would change the verified path", async () => {
    for (const name of [":authority", "host"]) {
      serve();
      const [headers, body] = sign(1, "https://example.com/other-receiver?a=/plivo/events");
      const moved = { ...headers, ":path": "/plivo/events", [name]: "example.com/other-receiver?a=" };
      const [status] = await send(moved, body).catch(() => ["cut by nghttp2"]);
      expect([400, "cut by nghttp2"]).toContain(status);
      expect(stage.numbers()).toEqual([]);
    }
  });

  it("reports a request that is no web request to onError: 400", async () => {
    expect((await send({ ":method": "TRACE", ":path": "/" }))[0]).toBe(400);
    expect(stage.codes()).toEqual(["PLIVO_CALLBACK_UNREADABLE"]);
    expect((await send(...sign(1)))[0]).toBe(200);
  });

  it("sends two Set-Cookie headers as two headers", async () => {
    const headers: [string, string][] = [
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
      ["Connection", "close"],
    ];
    server.removeAllListeners("request").on(
      "request",
      toNodeListener(() => Promise.resolve(new Response("c", { headers }))),
    );
    const stream = session.request({ ":path": "/" });
    const [answer] = (await once(stream, "response")) as [IncomingHttpHeaders];
    stream.resume();
    await once(stream, "end");
    expect([answer[":status"], answer["set-cookie"]]).toEqual([200, ["a=1", "b=2"]]);
  });
});
