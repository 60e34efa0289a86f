import { messageFor } from "../../../provider/accounts/next-steps.ts";
import { createServer } from "node:net";
import {
  NetworkError,
  PlivoClient,
  PlivoError,
  ProxyError,
  ServerError,
  TimeoutError,
} from "../../../provider/plivo/index.ts";
import { ProxySettingError } from "../../../provider/plivo/proxy.ts";
import { Transport } from "../../../provider/plivo/transport.ts";
import { machineClock } from "../../../provider/common/clock.ts";
import { listen } from "../../support/listen.ts";
import { ProxyServer, type Misbehaviour } from "../../support/proxy-server.ts";
import { startTlsFront } from "../../support/tls-front.ts";
import { trustCa } from "../../support/tls/index.ts";
import { authId, authToken, documentSession, failureOf, first, json, TestServer, uuid } from "./support.ts";

const user = "employee:pass/word@1";
const encodedUser = "employee:pass%2Fword%401";
const secrets = ["employee", "pass/word@1", "pass%2Fword%401", Buffer.from(user).toString("base64")];

const server = new TestServer();
let front: Awaited<ReturnType<typeof startTlsFront>>;
let proxy: ProxyServer;
let authProxy: ProxyServer;
let distrust: () => void;
const clients: PlivoClient[] = [];

beforeAll(async () => {
  await server.start();
  const port = Number(new URL(server.endpoint).port);
  front = await startTlsFront(port);
  const hosts = { "plivo.test": front.port, "api.plivo.test": front.port, "plain.test": port };
  proxy = await ProxyServer.start({ hosts });
  authProxy = await ProxyServer.start({ hosts, user });
  distrust = trustCa();
});
beforeEach(() => {
  server.reset();
  server.respond = json(200, { response: documentSession });
  proxy.reset();
  authProxy.reset();
});
afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));
afterAll(async () => {
  distrust();
  await Promise.all([server.stop(), proxy.stop(), authProxy.stop()]);
  await front.close();
});

function client(environment: NodeJS.ProcessEnv, endpoint = "https://plivo.test", attempts = 1): PlivoClient {
  const created = new PlivoClient({
    authId,
    authToken,
    endpoint,
    environment,
    retries: { maxAttempts: attempts, initialDelayMs: 1 },
    timeouts: { connect: 500 },
  });
  clients.push(created);
  return created;
}

const read = (environment: NodeJS.ProcessEnv, endpoint?: string) => client(environment, endpoint).get(uuid);
const create = (environment: NodeJS.ProcessEnv) =>
  failureOf(client(environment).create({ firstParty: first }));

describe("a request to an https endpoint", () => {
  it("uses a tunnel through the proxy of HTTPS_PROXY", async () => {
    await expect(read({ HTTPS_PROXY: proxy.url() })).resolves.toMatchObject({ sessionUuid: uuid });
    expect(proxy.requests).toEqual(["CONNECT plivo.test:443"]);
    expect(server.received).toHaveLength(1);
  });

  it("reuses an open tunnel", async () => {
    const one = client({ HTTPS_PROXY: proxy.url() });
    for (let index = 0; index < 10; index++) await one.get(uuid);
    expect(proxy.requests.length).toBeLessThanOrEqual(2);
    expect(server.received).toHaveLength(10);
  });

  it("uses http for a proxy without a scheme, as curl does", async () => {
    await read({ HTTPS_PROXY: `127.0.0.1:${proxy.port}` });
    expect(proxy.requests).toHaveLength(1);
  });

  it("reaches a proxy over TLS, and one at an IPv6 address", async () => {
    const hosts = { "plivo.test": front.port };
    for (const options of [{ tls: true }, { address: "::1" }]) {
      const other = await ProxyServer.start({ hosts, ...options });
      try {
        await expect(read({ HTTPS_PROXY: other.url() })).resolves.toMatchObject({ sessionUuid: uuid });
        expect(other.requests).toEqual(["CONNECT plivo.test:443"]);
      } finally {
        await Promise.all(clients.splice(0).map((one) => one.close()));
        await other.stop();
      }
    }
  });

  it("sends the proxy's user and password to the proxy only", async () => {
    await read({ HTTPS_PROXY: authProxy.url(encodedUser) });
    expect(authProxy.authorizations).toEqual([`Basic ${Buffer.from(user).toString("base64")}`]);
    expect(server.received[0]?.headers).not.toHaveProperty("proxy-authorization");
    expect(server.received[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from(`${authId}:${authToken}`).toString("base64")}`,
    );
  });

  it("sends nothing about the account to the proxy", async () => {
    const seen: string[] = [];
    const spy = createServer((socket) => {
      socket.on("data", (data) => {
        seen.push(data.toString());
        socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      });
    });
    await create({ HTTPS_PROXY: `http://127.0.0.1:${await listen(spy)}` });
    spy.close();
    expect(seen.join()).toContain("CONNECT plivo.test:443");
    expect(seen.join()).not.toMatch(/authorization|Masking|MAXX/i);
  });
});

describe("NO_PROXY", () => {
  const usesProxy = async (exceptions: string, endpoint: string) => {
    // Without the proxy, the name does not resolve.
    await read({ HTTPS_PROXY: proxy.url(), NO_PROXY: exceptions }, endpoint).catch((error: unknown) => {
      if (!(error instanceof NetworkError || error instanceof TimeoutError)) throw error;
    });
    return proxy.requests.length > 0;
  };

  it.each([
    ["*", "https://plivo.test"],
    ["plivo.test", "https://plivo.test"],
    ["plivo.test", "https://api.plivo.test"],
    [".plivo.test", "https://api.plivo.test"],
    ["plivo.test:443", "https://plivo.test"],
    [" other.test , plivo.test ", "https://plivo.test"],
    ["192.0.2.1", "https://192.0.2.1:9"],
  ])("of %j excludes %s from the proxy", async (exceptions, endpoint) => {
    expect(await usesProxy(exceptions, endpoint)).toBe(false);
  });

  it.each([
    ["", "https://plivo.test"],
    ["livo.test", "https://plivo.test"],
    ["*.plivo.test", "https://plivo.test"],
    ["api.plivo.test", "https://plivo.test"],
    ["plivo.test:8443", "https://plivo.test"],
  ])("of %j does not exclude %s from the proxy", async (exceptions, endpoint) => {
    expect(await usesProxy(exceptions, endpoint)).toBe(true);
  });

  it("in lower case comes before the other", async () => {
    await read({ HTTPS_PROXY: proxy.url(), no_proxy: "other.test", NO_PROXY: "*" });
    expect(proxy.requests).toHaveLength(1);
  });
});

it("a loopback endpoint never uses a proxy", async () => {
  await read({ HTTPS_PROXY: "http://127.0.0.1:9" }, `https://localhost:${front.port}`);
  expect(server.received).toHaveLength(1);
});

describe("a CONNECT that fails", () => {
  it.each<[Misbehaviour, boolean, string]>([
    [407, false, "Check the user and password in HTTPS_PROXY."],
    [403, false, "Check HTTPS_PROXY, or name the host in NO_PROXY"],
    [404, false, "Check HTTPS_PROXY, or name"],
    [429, true, "Check HTTPS_PROXY, or name"],
    [502, true, "Check HTTPS_PROXY, or name"],
    [503, true, "Check HTTPS_PROXY, or name"],
    [504, true, "Check HTTPS_PROXY, or name"],
  ])("with %s has surely sent nothing", async (status, temporary, advice) => {
    proxy.misbehaviour = status;
    const error = await create({ HTTPS_PROXY: proxy.url() });
    expect(error).toBeInstanceOf(ProxyError);
    expect(error).toMatchObject({ code: "PLIVO_PROXY", processed: "no", temporary, proxyStatus: status });
    expect(error.message).toContain(
      `The proxy that HTTPS_PROXY names refused the connection: status ${status} (POST `,
    );
    expect(messageFor("client", error)).toContain(advice);
    expect(server.received).toHaveLength(0);
  });

  it.each<[Misbehaviour, string]>([
    ["reset", "ECONNRESET"],
    ["silent", "no answer in time"],
  ])("by a proxy that is %s has surely sent nothing", async (misbehaviour, reason) => {
    proxy.misbehaviour = misbehaviour;
    const error = await create({ HTTPS_PROXY: proxy.url() });
    expect(error).toMatchObject({ code: "PLIVO_PROXY", processed: "no", temporary: true });
    expect(error.message).toContain(`The proxy that HTTPS_PROXY names cannot be reached: ${reason} (POST `);
  });

  it("by a proxy that does not exist has surely sent nothing", async () => {
    const error = await create({ http_proxy: "http://127.0.0.1:9" });
    expect(error).toMatchObject({ code: "PLIVO_PROXY", processed: "no", temporary: true });
    expect(error.message).toContain("The proxy that http_proxy names cannot be reached: ECONNREFUSED (POST ");
  });

  it("by a tunnel that ends before the TLS handshake has surely sent nothing", async () => {
    proxy.misbehaviour = "open and close";
    const error = await create({ HTTPS_PROXY: proxy.url() });
    expect(error).toMatchObject({ processed: "no", temporary: true });
    expect(server.received).toHaveLength(0);
  });

  it("lets a create be sent again", async () => {
    server.respond = json(201, { session: documentSession });
    proxy.misbehaviour = 503;
    const created = client({ HTTPS_PROXY: proxy.url() }, undefined, 3).create({ firstParty: first }, () => {
      if (proxy.requests.length === 1) proxy.misbehaviour = undefined;
    });
    await expect(created).resolves.toMatchObject({ session: { sessionUuid: uuid } });
    expect(proxy.requests).toHaveLength(2);
    expect(server.received).toHaveLength(1);
  });

  it("is not retried if it cannot succeed", async () => {
    const error = await failureOf(client({ HTTPS_PROXY: authProxy.url() }, undefined, 5).get(uuid));
    expect(error).toMatchObject({ proxyStatus: 407, temporary: false });
    expect(authProxy.requests).toHaveLength(1);
  });
});

describe("a response through a tunnel", () => {
  it.each([502, 503, 504])("of %i may come after the request was processed", async (status) => {
    server.respond = json(status, {});
    expect(await create({ HTTPS_PROXY: proxy.url() })).toMatchObject({ processed: "unknown" });
  });

  it("that is cut may come after the request was processed", async () => {
    server.respond = (response) => response.socket?.resetAndDestroy();
    expect(await create({ HTTPS_PROXY: proxy.url() })).toMatchObject({
      code: "PLIVO_NETWORK",
      processed: "unknown",
    });
  });
});

describe("a proxy that forwards http", () => {
  /** Uses Transport, because the client accepts http only for loopback. */
  async function send(environment: NodeJS.ProcessEnv): Promise<unknown> {
    const transport = new Transport({
      endpoint: "http://plain.test",
      authId,
      authToken,
      clock: machineClock,
      environment,
    });
    try {
      return await transport
        .send({ method: "POST", path: "/v1/x", body: {} })
        .catch((error: unknown) => error);
    } finally {
      await transport.close();
    }
  }

  it("gets the whole URL, and its own user and password", async () => {
    expect(await send({ HTTP_PROXY: authProxy.url(encodedUser) })).toMatchObject({ status: 200 });
    expect(authProxy.requests).toEqual(["POST http://plain.test/v1/x"]);
    expect(authProxy.authorizations).toEqual([`Basic ${Buffer.from(user).toString("base64")}`]);
  });

  it("is not used because of HTTPS_PROXY", async () => {
    expect(await send({ HTTPS_PROXY: proxy.url() })).toBeInstanceOf(NetworkError);
    expect(proxy.requests).toEqual([]);
  });

  it.each([502, 503, 504])("and responds with %i may have forwarded the request", async (status) => {
    proxy.misbehaviour = status;
    const error = await send({ HTTP_PROXY: proxy.url() });
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ status, processed: "unknown", temporary: true });
  });

  it("and asks for a user and password has surely forwarded nothing", async () => {
    expect(await send({ HTTP_PROXY: authProxy.url() })).toMatchObject({
      code: "PLIVO_PROXY",
      processed: "no",
      temporary: false,
      proxyStatus: 407,
    });
  });
});

describe("the user and password of a proxy's URL", () => {
  const secretsIn = (text: string) => secrets.filter((secret) => text.includes(secret));
  const everything = (error: PlivoError) => `${error.message} ${error.stack ?? ""} ${JSON.stringify(error)}`;

  it.each<Misbehaviour>([407, 503, "reset", "silent", "open and close"])(
    "are in no text of a proxy that does %s",
    async (misbehaviour) => {
      authProxy.misbehaviour = misbehaviour;
      expect(secretsIn(everything(await create({ HTTPS_PROXY: authProxy.url(encodedUser) })))).toEqual([]);
    },
  );

  it("are in no text of a response that repeats them", async () => {
    const echo = secrets.map((secret) => `"${secret}"`).join(" and ");
    server.respond = json(500, { error: `cannot reach http://${user}@proxy or ${echo} here`, api_id: "a" });
    const error = await create({ HTTPS_PROXY: authProxy.url(encodedUser) });
    expect(error.message).toContain("cannot reach");
    expect(secretsIn(everything(error))).toEqual([]);
  });

  it.each([
    [400, "Session already expired."],
    [200, "Session already expired."],
  ])("hide nothing of what Plivo says with %i if they have one letter", async (status, error) => {
    server.respond = json(status, { error, api_id: "a" });
    const failure = await failureOf(client({ HTTPS_PROXY: proxy.url("u:e") }).expire(uuid));
    expect(failure).toMatchObject({ code: "PLIVO_ALREADY_EXPIRED" });
  });

  it.each([
    "socks5://employee:password@proxy.test:1080",
    "http://employee:pass%zzword@proxy.test:3128",
    "http://employee:pass word@:3128",
    "http://",
    "ftp://employee:password@proxy.test",
    // Each has a character that ends the host, so that "employee" would be the host and "12" its port.
    "http://employee:12#34@proxy.test:3128",
    "http://employee:12/34@proxy.test:3128",
    "http://employee:12?34@proxy.test:3128",
    "http://employee:12\\34@proxy.test:3128",
    "http:/employee:password@proxy.test:3128",
  ])("are not quoted if the URL is invalid: %s", (text) => {
    const make = () => client({ HTTPS_PROXY: text });
    expect(make).toThrow(ProxySettingError);
    expect(make).toThrow(/^HTTPS_PROXY must be the URL of an HTTP proxy, such as/);
    expect(make).not.toThrow(/employee|pass%zz|socks5|proxy\.test/);
  });
});
