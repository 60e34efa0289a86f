import { createServer, type Socket } from "node:net";
import type * as plivo from "../../../provider/plivo/index.ts";
import {
  NetworkError,
  PlivoClient,
  TimeoutError,
  UnreadableAnswerError,
} from "../../../provider/plivo/index.ts";
import { NoResponseError } from "../../../provider/plivo/send.ts";
import { connectionError } from "../../../provider/plivo/connection-errors.ts";
import { listen } from "../../support/listen.ts";
import {
  authId,
  authToken,
  closedEndpoint,
  collectionPath,
  documentSession,
  failureOf,
  first,
  json,
  testServer,
  uuid,
} from "./support.ts";

const server = testServer();

const request = { firstParty: first };

describe("a connection", () => {
  it("that is refused has surely sent nothing", async () => {
    const error = await failureOf(server.client({ endpoint: await closedEndpoint() }).create(request));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({
      code: "PLIVO_NETWORK",
      processed: "no",
      reason: "ECONNREFUSED",
      path: collectionPath,
    });
    expect(error.message).toContain("ECONNREFUSED");
  });

  it("that is refused on each address of a host has surely sent nothing", async () => {
    const endpoint = (await closedEndpoint()).replace("127.0.0.1", "localhost");
    expect(await failureOf(server.client({ endpoint }).create(request))).toMatchObject({ processed: "no" });
  });

  it("to a host that does not exist has surely sent nothing", async () => {
    const client = server.client({ endpoint: "https://plivo.invalid" });
    expect(await failureOf(client.create(request))).toMatchObject({ code: "PLIVO_NETWORK", processed: "no" });
  });

  it("that is cut before a response may have sent everything", async () => {
    server.respond = (response) => response.socket?.resetAndDestroy();
    const error = await failureOf(server.client().create(request));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ processed: "unknown" });
    expect(server.received).toHaveLength(1);
  });

  it("that is cut in mid-body may have sent everything", async () => {
    server.respond = (response) => {
      response.writeHead(201, { "content-length": "1000" });
      response.write('{"session":', () => response.socket?.resetAndDestroy());
    };
    const error = await failureOf(server.client().create(request));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ processed: "unknown" });
    expect(server.received).toHaveLength(1);
  });

  it("with a body that ends early, without a length, has an unreadable response", async () => {
    server.respond = (response) => response.writeHead(201, { connection: "close" }).end('{"session":');
    expect(await failureOf(server.client().create(request))).toBeInstanceOf(UnreadableAnswerError);
  });

  it("of a client that is closed sends nothing", async () => {
    const retries = { maxAttempts: 1 };
    const { endpoint } = server;
    const client = new PlivoClient({ authId, authToken, endpoint, retries });
    const closing = client.close();
    expect(await failureOf(client.create(request))).toMatchObject({ code: "PLIVO_NETWORK" });
    await closing;
    expect(server.received).toHaveLength(0);
  });
});

describe("the connections of a client", () => {
  const created = json(201, { session: documentSession });
  const ports = new Set<number | undefined>();
  beforeEach(() => {
    ports.clear();
    server.respond = (response, received) => {
      ports.add(response.socket?.remotePort);
      setTimeout(() => created(response, received), 5);
    };
  });

  it("are reused rather than opened again", async () => {
    const client = server.client();
    for (let index = 0; index < 10; index++) await client.create({});
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it("never exceed their limit", async () => {
    const client = server.client({ connections: 2 });
    await Promise.all(Array.from({ length: 12 }, () => client.create({})));
    expect(server.received).toHaveLength(12);
    expect(ports.size).toBeLessThanOrEqual(2);
  });
});

describe("a timeout", () => {
  it("of the headers may come after the request was processed", async () => {
    server.respond = () => undefined;
    const error = await failureOf(server.client({ timeouts: { headers: 50 } }).create(request));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({
      code: "PLIVO_TIMEOUT",
      processed: "unknown",
      method: "POST",
      path: collectionPath,
    });
    expect(server.received).toHaveLength(1);
  });

  it("of the body may come after the request was processed", async () => {
    server.respond = (response) => response.writeHead(201).write('{"session":');
    const error = await failureOf(server.client({ timeouts: { body: 50 } }).create(request));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ processed: "unknown" });
  });

  it("of the whole request ends a response that trickles", async () => {
    server.respond = (response) => {
      response.writeHead(201);
      const trickle = setInterval(() => response.write(" "), 10);
      response.on("close", () => clearInterval(trickle));
    };
    const error = await failureOf(server.client({ timeouts: { overall: 100 } }).create(request));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ processed: "unknown" });
  });

  it("of connecting has surely sent nothing", async () => {
    // The server accepts, but never answers the TLS handshake, so the connection never opens.
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket));
    const endpoint = `https://127.0.0.1:${await listen(silent)}`;
    const error = await failureOf(server.client({ endpoint, timeouts: { connect: 50 } }).create(request));
    sockets.forEach((socket) => socket.destroy());
    silent.close();
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ processed: "no" });
  });
});

describe("a client with another version of undici", () => {
  it("rejects with undici's own error, and leaves no timer", async () => {
    jest.resetModules();
    const mistake = new TypeError("this.dispatch is not a function");
    class Pool {
      compose() {
        return this;
      }
      request() {
        throw mistake;
      }
    }
    jest.doMock("undici/index.js", () => ({ Pool }));
    try {
      const { PlivoClient: Client } = jest.requireActual<typeof plivo>("../../../provider/plivo/index.ts");
      const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
      const before = timers();
      const client = new Client({ authId, authToken, endpoint: server.endpoint });
      await expect(client.get(uuid)).rejects.toBe(mistake);
      expect(timers()).toBe(before);
    } finally {
      jest.restoreAllMocks();
      jest.dontMock("undici/index.js");
    }
  });
});

describe("an error of the connection", () => {
  const failure = { method: "POST", path: collectionPath };

  it.each<[thrown: unknown, sent: string, temporary?: boolean]>([
    [{ code: "ENOTFOUND", syscall: "getaddrinfo" }, "no"],
    [{ code: "ETIMEDOUT", syscall: "connect" }, "no"],
    [{ code: "ETIMEDOUT", syscall: "read" }, "unknown"],
    [{ code: "EHOSTUNREACH", syscall: "connect" }, "no"],
    [{ code: "EHOSTUNREACH" }, "unknown"],
    [{ code: "ECONNRESET", syscall: "read" }, "unknown"],
    [{ code: "EPIPE", syscall: "write" }, "unknown"],
    [{ code: "CERT_HAS_EXPIRED" }, "no", false],
    [{ code: "ERR_TLS_CERT_ALTNAME_INVALID" }, "no", false],
    [{ code: "ERR_SSL_WRONG_VERSION_NUMBER" }, "no", false],
    [{ code: "ERR_SSL_UNSUPPORTED_PROTOCOL" }, "no", false],
    [{ code: "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE" }, "no", false],
    [{ code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION" }, "no", false],
    // TLS 1.3 judges a client's certificate after the client may have sent its request.
    [{ code: "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED" }, "unknown"],
    [{ code: "ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR" }, "unknown"],
    [{ code: "ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC" }, "unknown"],
    [{ code: "UND_ERR_SOCKET" }, "unknown"],
    [{ code: "UND_ERR_DESTROYED" }, "unknown"],
    [{ errors: [{ code: "ENETUNREACH", syscall: "connect" }, { code: "ECONNREFUSED" }] }, "no"],
    [{ errors: [{ code: "ENETUNREACH", syscall: "connect" }, { code: "ECONNRESET" }] }, "unknown"],
    [{ errors: [] }, "unknown"],
    [{ name: "AbortError", code: 20 }, "unknown"],
    [undefined, "unknown"],
    ["a text", "unknown"],
  ])("%j may have sent the request: %s", (thrown, sent, temporary = true) => {
    const error = connectionError(failure, thrown);
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ processed: sent, temporary });
    expect(error.cause).toBeUndefined();
  });

  it.each([
    new TypeError("dispatcher.dispatch is not a function"),
    new RangeError("Invalid array length"),
    new ReferenceError("x is not defined"),
    Object.assign(new Error("invalid path"), { name: "InvalidArgumentError", code: "UND_ERR_INVALID_ARG" }),
    // As from another realm, where `instanceof` fails.
    { name: "TypeError", code: "ERR_INVALID_ARG_TYPE", message: "The argument must be a string" },
  ])("%s is a programming error, and no network error", (thrown) => {
    const catchError = (error: unknown) => {
      try {
        return connectionError(failure, error);
      } catch (same) {
        return same;
      }
    };
    expect(catchError(thrown)).toBe(thrown);
    expect(catchError(new NoResponseError(thrown, false))).toBe(thrown);
  });

  it.each([
    [{ code: "EPIPE", name: "Error" }, "EPIPE"],
    [{ code: 20, name: "AbortError" }, "AbortError"],
    [{ code: 20 }, "UNKNOWN"],
    [{ errors: [{ code: "ENETUNREACH", syscall: "connect" }, { code: "ECONNRESET" }] }, "ECONNRESET"],
    [undefined, "UNKNOWN"],
  ])("%j has the reason %s", (thrown, reason) => {
    expect(connectionError(failure, thrown)).toMatchObject({ reason });
  });

  it.each(["UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"])(
    "%s is a timeout, after which the same request may succeed",
    (code) => {
      const error = connectionError(failure, { code });
      expect(error).toBeInstanceOf(TimeoutError);
      expect([error.code, error.temporary]).toEqual(["PLIVO_TIMEOUT", true]);
    },
  );
});
