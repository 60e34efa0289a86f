import { randomInt } from "node:crypto";
import { CallbackOptionsError } from "./errors";
import { signatureHeaders, signatureOf, signedTexts, type SignatureVersion } from "./signature";

/** A callback to sign. */
export interface SignCallbackOptions {
  /** The session's `callbackUrl` or `recordingCallbackUrl`. */
  readonly url: string;
  /**
   * The attributes by Plivo's names: `{ EventName: "SessionTimeout", SessionUUID: "...", SequenceNumber: 3
   * }`.
   */
  readonly attributes: Readonly<Record<string, string | number>>;
  /** The token of the session's account. Several tokens, as during a rotation, add several signatures. */
  readonly authToken: string | readonly string[];
  /**
   * The main account's token if the session belongs to a subaccount. Plivo signs with both, in two headers.
   */
  readonly mainAuthToken?: string | undefined;
  /** Default: POST, like Plivo. */
  readonly method?: "GET" | "POST" | undefined;
  /** Default: V3. */
  readonly version?: SignatureVersion | undefined;
  /** Default: 20 random digits, like Plivo. */
  readonly nonce?: string | undefined;
}

/**
 * The request that Plivo would send: `const { url, ...init } = signCallback(...)`, then `new Request(url,
 * init)` or `fetch(url, init)`.
 */
export interface SignedCallback {
  /** For a GET, with the attributes in its query. */
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Record<string, string>;
  /** For a POST, the attributes as a form. */
  readonly body?: string;
}

/**
 * Creates the signed request that Plivo would send, to test your receiver.
 *
 * @throws CallbackOptionsError if a token is missing or empty, or the URL is invalid.
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
  // A fragment configures Plivo's retries and is never sent.
  const [sent = ""] = url.split("#");
  if (method === "POST") return { url: sent, body: form.toString() };
  return { url: `${sent}${sent.includes("?") ? "&" : "?"}${form.toString()}` };
}

function randomDigits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join("");
}
