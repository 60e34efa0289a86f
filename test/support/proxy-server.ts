import { once } from "node:events";
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect, type AddressInfo, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { tlsFiles } from "./tls/index.ts";

export interface ProxyOptions {
  /** Ports on 127.0.0.1, by the host that they represent. */
  readonly hosts: Readonly<Record<string, number>>;
  /** `user:password` that it asks for. Default: it asks for none. */
  readonly user?: string;
  /** The address it listens on. Default: 127.0.0.1. */
  readonly address?: string;
  /** Speak TLS to the client. Default: no. */
  readonly tls?: boolean;
}

/** How the proxy treats a request: the status of its response, or what it does to the connection. */
export type Misbehaviour = number | "reset" | "silent" | "open and close";

/** An HTTP proxy that tunnels by CONNECT and forwards http, and notes both. */
export class ProxyServer {
  /** Each request's method and target, such as "CONNECT plivo.test:443". */
  readonly requests: string[] = [];
  /** Each request's Proxy-Authorization. */
  readonly authorizations: (string | undefined)[] = [];
  /** What it does in place of its work. */
  misbehaviour: Misbehaviour | undefined;
  readonly #options: ProxyOptions;
  readonly #server;
  readonly #sockets = new Set<Duplex>();

  private constructor(options: ProxyOptions) {
    this.#options = options;
    this.#server = options.tls === true ? createTlsServer(tlsFiles()) : createServer();
    this.#server.on("connection", (socket: Socket) => this.#keep(socket));
    this.#server.on("connect", (request: IncomingMessage, socket: Socket) => this.#tunnel(request, socket));
    this.#server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      this.#forward(request, response);
    });
  }

  static async start(options: ProxyOptions): Promise<ProxyServer> {
    const proxy = new ProxyServer(options);
    proxy.#server.listen(0, options.address ?? "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Its URL, with this user and password before the host. */
  url(user?: string): string {
    const { tls, address = "127.0.0.1" } = this.#options;
    const host = address.includes(":") ? `[${address}]` : address;
    const shown = tls === true ? "localhost" : host;
    return `http${tls === true ? "s" : ""}://${user === undefined ? "" : `${user}@`}${shown}:${this.port}`;
  }

  /** Resets what the test before has left. */
  reset(): void {
    this.requests.length = 0;
    this.authorizations.length = 0;
    this.misbehaviour = undefined;
  }

  async stop(): Promise<void> {
    this.#sockets.forEach((socket) => socket.destroy());
    this.#server.close();
    await once(this.#server, "close");
  }

  #keep(socket: Duplex): void {
    this.#sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => this.#sockets.delete(socket));
  }

  /** Undefined if the request may pass, else the status that refuses it. */
  #refusal({ method, url, headers }: IncomingMessage): number | undefined {
    this.requests.push(`${method} ${url}`);
    const given = headers["proxy-authorization"];
    this.authorizations.push(given);
    const { user } = this.#options;
    const wanted = user === undefined ? given : `Basic ${Buffer.from(user).toString("base64")}`;
    if (given !== wanted) return 407;
    return typeof this.misbehaviour === "number" ? this.misbehaviour : undefined;
  }

  #tunnel(request: IncomingMessage, socket: Socket): void {
    const status = this.#refusal(request);
    if (this.misbehaviour === "silent") return;
    if (this.misbehaviour === "reset") return void socket.resetAndDestroy();
    if (status !== undefined) {
      socket.end(
        `HTTP/1.1 ${status} Refused\r\nproxy-authenticate: Basic\r\nconnection: close\r\n\r\nrefused`,
      );
      return;
    }
    if (this.misbehaviour === "open and close") {
      socket.end("HTTP/1.1 200 Connection established\r\n\r\n");
      return;
    }
    const upstream = connect(this.#portOf(new URL(`http://${request.url}`)), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    this.#keep(upstream);
  }

  #forward(request: IncomingMessage, response: ServerResponse): void {
    const status = this.#refusal(request);
    if (this.misbehaviour === "silent") return;
    if (this.misbehaviour === "reset") return void request.socket.resetAndDestroy();
    if (status !== undefined) {
      response.writeHead(status, { "proxy-authenticate": "Basic" }).end("<html><title>Proxy</title></html>");
      return;
    }
    const url = new URL(request.url ?? "");
    const { method, headers } = request;
    const target = {
      host: "127.0.0.1",
      port: this.#portOf(url),
      path: url.pathname + url.search,
      method,
      headers,
    };
    const upstream = forward(target, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(upstream);
  }

  #portOf({ hostname }: URL): number {
    const port = this.#options.hosts[hostname];
    if (port === undefined) throw new Error(`the proxy knows no host ${hostname}`);
    return port;
  }
}
