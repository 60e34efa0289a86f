import { lookup } from "node:dns/promises";
import type { EmulatorClock } from "../common/clock";
import { loopbackAddresses } from "./loopback";
import { isOwnAddress } from "./own-address";
import { remoteReason, type Callback } from "./queued-callback";
import { retryPolicy, type RetryPolicy } from "./retries";
import { send, type Delivery, type Outcome } from "./send";

/** The shortest time that is worth another attempt. */
const minAttemptMs = 10;

/** The settings of one delivery. */
export interface DeliveryOptions {
  readonly clock: EmulatorClock;
  /** Whether callbacks may go to other machines. */
  readonly allowRemote: boolean;
  /** The emulator's own address. It sends no callback to itself. */
  readonly endpoint: string;
  /** Receives the promise of each response body, which arrives after the response's status. */
  readonly trackBody: (body: Promise<void>) => void;
  /** Aborts the delivery. */
  readonly signal: AbortSignal;
}

const ownAddressReason = "its address is the emulator's own";

function requestOf(callback: Callback, url: URL, addresses: readonly string[] | undefined): Delivery {
  const sent = new URL(url);
  sent.hash = "";
  const form = new URLSearchParams(callback.parameters).toString();
  const { username, password } = url;
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const headers = {
    ...callback.headers,
    ...(username === "" ? {} : { authorization: `Basic ${Buffer.from(user).toString("base64")}` }),
  };
  sent.username = sent.password = "";
  if (callback.method === "POST") {
    const length = String(Buffer.byteLength(form));
    return {
      method: "POST",
      url: sent,
      headers: { ...headers, "content-length": length },
      body: form,
      addresses,
    };
  }
  sent.search += (sent.search === "" ? "?" : "&") + form;
  return { method: "GET", url: sent, headers, body: "", addresses };
}

/** Sends until a response is final or no retries are left. */
async function sendWithRetries(
  callback: Callback,
  delivery: Delivery,
  policy: RetryPolicy,
  { clock, signal, trackBody }: DeliveryOptions,
): Promise<Outcome> {
  const begun = performance.now();
  for (let left = policy.retries; ; left -= 1) {
    const time = new Date(clock.now()).toISOString();
    const tried = performance.now();
    const remaining = policy.totalTimeoutMs - (tried - begun);
    const within = {
      connectTimeoutMs: Math.min(policy.connectTimeoutMs, remaining),
      readTimeoutMs: Math.min(policy.readTimeoutMs, remaining),
    };
    const outcome = await send(delivery, within, signal);
    const milliseconds = Math.round(performance.now() - tried);
    const { status, error } = outcome;
    const takeBody = callback.recordAttempt({ time, status, error, milliseconds });
    if (outcome.status !== null) trackBody(outcome.body.then(takeBody));
    const again = outcome.failure !== null && policy.retriesOn.has(outcome.failure) && left > 0;
    const timeLeft = policy.totalTimeoutMs - (performance.now() - begun);
    if (!again || signal.aborted || timeLeft < minAttemptMs) return outcome;
  }
}

function isDelivered({ status }: Outcome): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** The addresses of a URL's host. Undefined if the lookup fails; connecting then reports the error. */
async function lookUpAddresses(url: URL): Promise<string[] | undefined> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const found = await lookup(host, { all: true }).catch(() => undefined);
  return found?.map(({ address }) => address);
}

/** Sends a callback and records the outcome. */
export async function deliver(callback: Callback, options: DeliveryOptions): Promise<void> {
  const url = URL.parse(callback.target);
  if (!url || !/^https?:$/.test(url.protocol)) {
    callback.setState("failed", "its URL is neither http nor https");
    return;
  }
  const addresses = await (options.allowRemote ? lookUpAddresses(url) : loopbackAddresses(url));
  if (addresses === undefined && !options.allowRemote) {
    callback.setState("refused", remoteReason);
    return;
  }
  if (isOwnAddress(url, addresses ?? [], options.endpoint)) {
    callback.setState("refused", ownAddressReason);
    return;
  }
  const delivery = requestOf(callback, url, addresses);
  const outcome = await sendWithRetries(callback, delivery, retryPolicy(callback.target), options);
  callback.setState(isDelivered(outcome) ? "delivered" : "failed");
}
