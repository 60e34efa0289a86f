import { createHmac, timingSafeEqual } from "node:crypto";
import type { SignatureFault } from "./errors";
import { headerOf, type CallbackHeaders } from "./headers";
import { hidesAttributes } from "./hidden-attributes";
import { pairsOf, type CallbackInput } from "./input";
import { hasTooManyAttributes, signaturesIn } from "./limits";
import { signedAttributes, urlSpellings } from "./signed-text";

/** A version of the vendor's signatures, and the names of its headers. */
export type SignatureVersion = "V3" | "V2";

export const signatureHeaders = {
  V3: { own: "X-Plivo-Signature-V3", main: "X-Plivo-Signature-Ma-V3", nonce: "X-Plivo-Signature-V3-Nonce" },
  V2: { own: "X-Plivo-Signature-V2", main: "X-Plivo-Signature-Ma-V2", nonce: "X-Plivo-Signature-V2-Nonce" },
} as const;

/** A request whose signature is examined. */
export interface SignedRequest {
  /** `GET` or `POST`. */
  readonly method: string;
  /** The URL that Plivo dialled, as the session's `callbackUrl` has it, with the query of the request. */
  readonly url: string;
  readonly headers: CallbackHeaders;
  /** The body as it came, or its attributes; nothing for GET, whose attributes stand in the URL. */
  readonly body?: CallbackInput | undefined;
  /** The auth tokens that may have signed: the session's account's (or subaccount's), its main account's; during a rotation old and new. */
  readonly authTokens: string | readonly string[];
  /** Whether V2 counts where the request has no V3. It does not protect the attributes. Default: true. */
  readonly acceptV2?: boolean | undefined;
}

/**
 * Whether Plivo has signed a request with one of the tokens.
 *
 * V3 protects the URL and the attributes. V2 protects the URL's scheme, host, port and path alone, so it counts only if there is no V3, and not
 * with `acceptV2: false`. Each header may hold several signatures, parted by commas, of which one must be right. A request without nonce or signature is
 * not signed, and without a token nothing is. Neither is a request with more than 10 signatures or 200 attributes, with a nonce that is not
 * `^[\w-]{1,64}$`, or with the name of a documented attribute hidden in another one. Compares in constant time. Throws nothing.
 *
 * By the vendor's "Signature validation" and its SDKs.
 */
export function verifySignature(request: SignedRequest): boolean {
  const judged = checkSignature(request);
  return "signedText" in judged && !judged.altered;
}

/** The text over which a request is signed, or why it is not signed. */
export type SignatureResult =
  ValidSignature | { readonly reason: Exclude<SignatureFault, "altered" | "host"> };

export interface ValidSignature {
  readonly signedText: string;
  /** Whether the text is Plivo's, but somebody has moved the borders between its attributes. */
  readonly altered: boolean;
}

export function checkSignature(request: SignedRequest): SignatureResult {
  const v3 = signaturesOf(request.headers, "V3");
  const v2 = signaturesOf(request.headers, "V2");
  if (v3.given.length > 0) return judged(request, "V3", v3);
  if (v2.given.length === 0) return { reason: "missing" };
  return request.acceptV2 === false ? { reason: "V2 only" } : judged(request, "V2", v2);
}

interface Signatures {
  readonly nonce: string;
  /** None if there is no nonce. */
  readonly given: readonly string[];
  readonly tooMany: boolean;
}

function signaturesOf(headers: CallbackHeaders, version: SignatureVersion): Signatures {
  const names = signatureHeaders[version];
  const nonce = headerOf(headers, names.nonce);
  const given = signaturesIn(headers, [names.own, names.main]);
  return { nonce, given: nonce === "" ? [] : (given ?? [""]), tooMany: given === undefined };
}

/** Plivo's are 20 digits. The nonce follows on the attributes, so one that may hold anything could hold some of them. */
const noncePattern = /^[\w-]{1,64}$/;

function judged(request: SignedRequest, version: SignatureVersion, signatures: Signatures): SignatureResult {
  const { nonce, given, tooMany } = signatures;
  try {
    if (tooMany || hasTooManyAttributes(request.url, request.body ?? "")) return { reason: "too many" };
  } catch {
    // What cannot be read, nobody has signed.
    return { reason: "mismatch" };
  }
  if (!noncePattern.test(nonce)) return { reason: "mismatch" };
  const tokens = [request.authTokens].flat().filter((token) => typeof token === "string" && token !== "");
  // All are compared, so that the time tells nothing of where one differs.
  const [signedText] = signedTexts(request, version, nonce).filter((text) => {
    const right = tokens.map((token) => signatureOf(token, text));
    return right.flatMap((one) => given.map((other) => isSame(one, other))).includes(true);
  });
  if (signedText === undefined) return { reason: "mismatch" };
  return { signedText, altered: version === "V3" && isAltered(request) };
}

/** Only of a request whose signature is right. */
function isAltered({ method, url, body = "" }: SignedRequest): boolean {
  const upper = method.toUpperCase() === "GET" ? "GET" : "POST";
  const read = upper === "GET" ? [...pairsOf(url), ...pairsOf(body)] : pairsOf(body);
  return hidesAttributes(upper, signedAttributes(upper, url, body), read);
}

/** What may have been signed, in each spelling of the URL. */
export function signedTexts(
  { method, url, body = "" }: Pick<SignedRequest, "method" | "url" | "body">,
  version: SignatureVersion,
  nonce: string,
): string[] {
  const upper = method.toUpperCase();
  if (upper !== "GET" && upper !== "POST") return [];
  if (version === "V2") return urlSpellings(url).map((spelling) => spelling + nonce);
  try {
    const attributes = signedAttributes(upper, url, body);
    return urlSpellings(url).map((spelling) => `${spelling}${attributes}.${nonce}`);
  } catch {
    // What cannot be read, nobody has signed.
    return [];
  }
}

/** HMAC-SHA256 in base64. */
export function signatureOf(token: string, text: string): string {
  return createHmac("sha256", token).update(text).digest("base64");
}

/** The texts themselves are compared: several of them stand for the same bytes in base64. */
function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
