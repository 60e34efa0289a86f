import type { EmulatorClock } from "../clock";
import type { Callback } from "./callback";
import { loopbackAddresses } from "./loopback";
import { retryPolicy, type RetryPolicy } from "./retries";
import { send, type Delivery, type Outcome } from "./send";

/** Milliseconds without which another try makes no sense. */
const SHORTEST_TRY = 10;

/** What delivering needs beside the callback. */
export interface DeliveryOptions {
  readonly clock: EmulatorClock;
  /** Whether callbacks may go to other machines. */
  readonly allowRemote: boolean;
  /** Breaks off what is under way. */
  readonly signal: AbortSignal;
}

const REMOTE_REASON = "its address is not one of this machine's loopback addresses";

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

/** Tries until an answer settles it, or no more tries are left. */
async function tryUntilSettled(
  callback: Callback,
  delivery: Delivery,
  policy: RetryPolicy,
  { clock, signal }: DeliveryOptions,
): Promise<Outcome> {
  const begun = performance.now();
  for (let left = policy.retries; ; left -= 1) {
    const time = new Date(clock.now()).toISOString();
    const tried = performance.now();
    const remaining = policy.totalTimeout - (tried - begun);
    const within = {
      connectTimeout: Math.min(policy.connectTimeout, remaining),
      readTimeout: Math.min(policy.readTimeout, remaining),
    };
    const outcome = await send(delivery, within, signal);
    const milliseconds = Math.round(performance.now() - tried);
    callback.tried({ time, status: outcome.status, error: outcome.error, milliseconds });
    const again = outcome.failure !== null && policy.retriesOn.has(outcome.failure) && left > 0;
    const timeLeft = policy.totalTimeout - (performance.now() - begun);
    if (!again || signal.aborted || timeLeft < SHORTEST_TRY) return outcome;
  }
}

function isDelivered({ status }: Outcome): boolean {
  return status !== null && status >= 200 && status < 300;
}

async function findAddresses(url: URL, allowRemote: boolean): Promise<readonly string[] | null | undefined> {
  return allowRemote ? undefined : ((await loopbackAddresses(url)) ?? null);
}

/** Sends a callback, and takes down what became of it. */
export async function deliver(callback: Callback, options: DeliveryOptions): Promise<void> {
  const url = URL.parse(callback.target);
  if (!url || !/^https?:$/.test(url.protocol)) {
    callback.become("failed", "its URL is none of HTTP or HTTPS");
    return;
  }
  const addresses = await findAddresses(url, options.allowRemote);
  if (addresses === null) {
    callback.become("refused", REMOTE_REASON);
    return;
  }
  const delivery = requestOf(callback, url, addresses);
  const outcome = await tryUntilSettled(callback, delivery, retryPolicy(callback.target), options);
  callback.become(isDelivered(outcome) ? "delivered" : "failed");
}
