import { randomInt } from "node:crypto";
import { CallbackOptionsError } from "./errors";
import { signatureHeaders, signatureOf, signedTexts, type SignatureVersion } from "./signature";

/** A callback to sign. */
export interface SignCallbackOptions {
  /** As the session's `callbackUrl` and its like. */
  readonly url: string;
  /** What Plivo sends, by its names: `{ EventName: "SessionTimeout", SessionUUID: "...", SequenceNumber: 3 }`. */
  readonly attributes: Readonly<Record<string, string | number>>;
  /** The token of the session's account; several, as during a rotation, make several signatures. */
  readonly authToken: string | readonly string[];
  /** The main account's token, where the session is a subaccount's; Plivo signs with both, in two headers. */
  readonly mainAuthToken?: string | undefined;
  /** Default: POST, as Plivo's. */
  readonly method?: "GET" | "POST" | undefined;
  /** Default: V3. */
  readonly version?: SignatureVersion | undefined;
  /** Default: 20 digits by chance, as Plivo's. */
  readonly nonce?: string | undefined;
}

/** A request as Plivo would send it: `const { url, ...init } = signCallback(...)`, then `new Request(url, init)` or `fetch(url, init)`. */
export interface SignedCallback {
  /** With the attributes in its query, where the method is GET. */
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Record<string, string>;
  /** The attributes as a form, where the method is POST. */
  readonly body?: string;
}

/**
 * Makes the request of a callback as Plivo sends and signs it, for tests of your own receiver.
 *
 * @throws CallbackOptionsError where there is no token, or the URL is none.
 */
export function signCallback(options: SignCallbackOptions): SignedCallback {
  const { method = "POST", version = "V3", nonce = randomDigits(20), mainAuthToken } = options;
  const tokens = [options.authToken].flat();
  if (tokens.length === 0 || [...tokens, mainAuthToken].includes("")) {
    throw new CallbackOptionsError("signCallback needs an authToken, and no token may be empty.");
  }
  const request = { method, ...placeAttributes(options, method) };
  const [text] = signedTexts(request, version, nonce);
  if (text === undefined) {
    throw new CallbackOptionsError(
      "signCallback needs a full URL, such as https://example.com/plivo/events.",
    );
  }
  const names = signatureHeaders[version];
  const headers: Record<string, string> = {
    [names.own]: tokens.map((token) => signatureOf(token, text)).join(","),
    [names.nonce]: nonce,
  };
  if (mainAuthToken !== undefined) headers[names.main] = signatureOf(mainAuthToken, text);
  if (method === "POST") headers["Content-Type"] = "application/x-www-form-urlencoded";
  return { ...request, headers };
}

function placeAttributes(
  { url, attributes }: SignCallbackOptions,
  method: "GET" | "POST",
): { url: string; body?: string } {
  const form = new URLSearchParams(
    Object.entries(attributes).map(([name, value]): [string, string] => [name, String(value)]),
  );
  // A fragment configures Plivo's retries, and is not sent.
  const [sent = ""] = url.split("#");
  if (method === "POST") return { url: sent, body: form.toString() };
  return { url: `${sent}${sent.includes("?") ? "&" : "?"}${form.toString()}` };
}

function randomDigits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join("");
}
