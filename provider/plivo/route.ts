import type { Dispatcher, Pool } from "undici";
import { proxyFor, type Proxy } from "./proxy";

/** Why a proxy opened no connection, so that nothing has reached its target. It carries nothing that was sent. */
export class ProxyFailure extends Error {
  constructor(
    /** The variable that names the proxy. */
    readonly variable: string,
    /** The proxy's own status; undefined: it could not be asked. */
    readonly status: number | undefined,
    /** What was thrown, if it could not be asked. */
    readonly thrown?: unknown,
  ) {
    super("The proxy opened no connection.");
  }
}

/** The way to one origin. */
export interface Route {
  readonly dispatcher: Dispatcher;
  /** The variable of the proxy that was asked, and its address without user and password; undefined: none was asked yet. */
  readonly usedProxy: () => string | undefined;
  /** What no text may repeat of the proxy. */
  readonly secrets: readonly string[];
  /** The proxy's refusal behind an error of the dispatcher; any other error as it is. */
  readonly explain: (thrown: unknown) => unknown;
}

export interface RouteOptions {
  /** Has HTTPS_PROXY, HTTP_PROXY and NO_PROXY, also in lower case. */
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds. */
  readonly connectTimeoutMs: number;
  /** How requests are sent, whatever the way. */
  readonly pool: Pool.Options;
}

/** Loaded by the first client: a preview has none. By its file, since Bun has something else under the package's name. */
function loadUndici() {
  return require("undici/index.js") as typeof import("undici");
}

/**
 * The only way to the network: a pool of connections to the origin or, if the environment names a proxy for it, undici's agent for
 * proxies. That agent decides by NO_PROXY; it tunnels https, and forwards http.
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
    // undici would leave the pool's options out if it forwards.
    factory: (target, given) => new Pool(target, Object.assign({}, pool, given)),
    clientFactory: (target, given) => {
      // A proxy that does not answer CONNECT is as good as one that cannot be reached.
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

/** How undici says that a proxy that forwards wants a user and password. */
function isProxyAuthRequired(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.message === "Proxy Authentication Required (407)";
}

type Connect = (request: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData>;

/** undici's own errors say neither that it was the proxy's CONNECT that failed nor, but in words, its status. */
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
