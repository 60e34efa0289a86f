import type { Dispatcher, Pool } from "undici";
import { proxyFor, type Proxy } from "./proxy";

/** A proxy opened no connection, so nothing reached the target. Contains no part of the request. */
export class ProxyFailure extends Error {
  constructor(
    /** The variable that names the proxy. */
    readonly variable: string,
    /** The proxy's status. Undefined if it did not respond. */
    readonly status: number | undefined,
    /** The thrown error, if it did not respond. */
    readonly thrown?: unknown,
  ) {
    super("The proxy opened no connection.");
  }
}

/** The network route to one origin. */
export interface Route {
  readonly dispatcher: Dispatcher;
  /** The variable and address of the proxy, without credentials. Undefined until it is used. */
  readonly usedProxy: () => string | undefined;
  /** Values of the proxy's URL that no message may repeat. */
  readonly secrets: readonly string[];
  /** A ProxyFailure if the proxy caused the dispatcher's error. Otherwise the same error. */
  readonly explain: (thrown: unknown) => unknown;
}

export interface RouteOptions {
  /** Has HTTPS_PROXY, HTTP_PROXY and NO_PROXY, also in lower case. */
  readonly environment: NodeJS.ProcessEnv;
  readonly connectTimeoutMs: number;
  /** Options with and without a proxy. */
  readonly pool: Pool.Options;
}

/**
 * Loaded on first use: a preview needs no client. Loaded by file, because Bun replaces the package "undici".
 */
function loadUndici() {
  return require("undici/index.js") as typeof import("undici");
}

/**
 * Opens the only route to the network: a pool of connections to the origin, or undici's proxy agent if the
 * environment names a proxy. That agent applies NO_PROXY. It tunnels https, and forwards http.
 *
 * @throws ProxySettingError
 */
export function openRoute(origin: URL, options: RouteOptions): Route {
  const proxy = proxyFor(origin, options.environment);
  return proxy === undefined ? directRoute(origin, options) : proxyRoute(proxy, options);
}

function directRoute({ origin }: URL, { connectTimeoutMs, pool }: RouteOptions): Route {
  const { Pool } = loadUndici();
  const dispatcher = new Pool(origin, { ...pool, connect: { timeout: connectTimeoutMs } });
  return { dispatcher, usedProxy: () => undefined, secrets: [], explain: (thrown) => thrown };
}

function proxyRoute({ url, variable, exceptions, secrets }: Proxy, options: RouteOptions): Route {
  const { connectTimeoutMs, pool } = options;
  const { EnvHttpProxyAgent, Pool } = loadUndici();
  let wasAsked = false;
  const dispatcher = new EnvHttpProxyAgent({
    ...pool,
    httpProxy: url.href,
    httpsProxy: url.href,
    noProxy: exceptions,
    connect: { timeout: connectTimeoutMs },
    connectTimeout: connectTimeoutMs,
    proxyTls: { allowH2: false },
    // undici drops the pool's options when it forwards.
    factory: (target, given) => new Pool(target, Object.assign({}, pool, given)),
    clientFactory: (target, given) => {
      // A proxy that does not respond to CONNECT counts as unreachable.
      const client = new Pool(target, { ...given, headersTimeout: connectTimeoutMs, allowH2: false });
      const connect: Connect = client.connect.bind(client);
      return Object.assign(client, {
        connect: (request: Dispatcher.ConnectOptions) => {
          wasAsked = true;
          return openTunnel(connect(request), variable);
        },
      });
    },
  });
  const shown = `${variable} (${url.protocol}//${url.host})`;
  const explain = (thrown: unknown) =>
    isProxyAuthRequired(thrown) ? new ProxyFailure(variable, 407) : thrown;
  return { dispatcher, usedProxy: () => (wasAsked ? shown : undefined), secrets, explain };
}

/** undici's error if a forwarding proxy requires a user and password. */
function isProxyAuthRequired(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.message === "Proxy Authentication Required (407)";
}

type Connect = (request: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData>;

/** Needed because undici's errors do not say that CONNECT failed, and give its status only in words. */
async function openTunnel(
  connecting: Promise<Dispatcher.ConnectData>,
  variable: string,
): Promise<Dispatcher.ConnectData> {
  const data = await connecting.catch((error: unknown) => {
    throw new ProxyFailure(variable, undefined, error);
  });
  if (data.statusCode === 200) return data;
  data.socket.on("error", () => undefined).destroy();
  throw new ProxyFailure(variable, data.statusCode);
}
