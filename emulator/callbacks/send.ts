import * as http from "node:http";
import * as https from "node:https";
import { isIP, type LookupFunction, type Socket } from "node:net";
import type { FailureKind, RetryPolicy } from "./retries";

/** The HTTP request of a callback. */
export interface Delivery {
  readonly method: string;
  /** With the parameters of a GET, without the fragment. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The addresses to connect to. Undefined: look up the host. */
  readonly addresses: readonly string[] | undefined;
}

/**
 * The outcome of a request. `body` resolves with the start of the response's body, even if the rest never
 * arrives.
 */
export type Outcome =
  | {
      readonly status: number;
      readonly error: null;
      readonly failure: FailureKind | null;
      readonly body: Promise<string>;
    }
  | { readonly status: null; readonly error: string; readonly failure: FailureKind };

function fixedLookup(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, callback) => {
    if (options.all) callback(null, found);
    else callback(null, found[0]?.address ?? "", found[0]?.family ?? 0);
  };
}

function failureOf(status: number): FailureKind | null {
  if (status >= 500) return "5xx";
  return status >= 400 ? "4xx" : null;
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

/** Aborts the request if no connection, or afterwards no response, comes in time. */
function enforceTimeouts(
  request: http.ClientRequest,
  policy: Pick<RetryPolicy, "connectTimeoutMs" | "readTimeoutMs">,
) {
  const state = { connected: false, reason: undefined as string | undefined };
  const giveUp = (reason: string) => () => {
    state.reason = reason;
    request.destroy();
  };
  let timer = setTimeout(giveUp("no connection in time"), policy.connectTimeoutMs);
  const onConnect = () => {
    state.connected = true;
    clearTimeout(timer);
    timer = setTimeout(giveUp("no response in time"), policy.readTimeoutMs);
  };
  request.once("socket", (socket: Socket) => {
    socket.once(request.protocol === "https:" ? "secureConnect" : "connect", onConnect);
  });
  request.once("close", () => {
    clearTimeout(timer);
  });
  return state;
}

function openRequest({ url, method, headers, addresses }: Delivery, signal: AbortSignal): http.ClientRequest {
  const { request } = url.protocol === "https:" ? https : http;
  const lookup = addresses && { lookup: fixedLookup(addresses) };
  return request(url, { method, headers, agent: false, signal, ...lookup });
}

const maxBodyCharacters = 2000;

/** Reads the start of a response's body and discards the rest. Never rejects. */
function readBodyStart(response: http.IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    response.setEncoding("utf8").on("data", (chunk: string) => {
      if (text.length < maxBodyCharacters) text = (text + chunk).slice(0, maxBodyCharacters);
      else resolve(text);
    });
    response.on("error", () => undefined);
    response.once("close", () => {
      resolve(text);
    });
  });
}

/**
 * Sends a callback once. It follows no redirect and never rejects. The response counts as soon as its status
 * arrives; its body is read within the same timeout.
 */
export function send(
  delivery: Delivery,
  policy: Pick<RetryPolicy, "connectTimeoutMs" | "readTimeoutMs">,
  signal: AbortSignal,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const request = openRequest(delivery, signal);
    const state = enforceTimeouts(request, policy);
    request.on("response", (response) => {
      const status = response.statusCode ?? 0;
      resolve({ status, error: null, failure: failureOf(status), body: readBodyStart(response) });
    });
    request.on("error", (error) => {
      resolve({
        status: null,
        error: state.reason ?? codeOf(error),
        failure: state.connected ? "rt" : "ct",
      });
    });
    request.end(delivery.body);
  });
}
