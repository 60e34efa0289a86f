import { createHmac, timingSafeEqual } from "node:crypto";
import type { SignatureFault } from "./errors";
import { headerOf, type CallbackHeaders } from "./headers";
import { hidesAttributes } from "./hidden-attributes";
import { pairsOf, type CallbackInput } from "./input";
import { hasTooManyAttributes, signaturesIn } from "./limits";
import { signedAttributes, urlSpellings } from "./signed-text";

/** A version of Plivo's signatures. */
export type SignatureVersion = "V3" | "V2";

export const signatureHeaders = {
  V3: { own: "X-Plivo-Signature-V3", main: "X-Plivo-Signature-Ma-V3", nonce: "X-Plivo-Signature-V3-Nonce" },
  V2: { own: "X-Plivo-Signature-V2", main: "X-Plivo-Signature-Ma-V2", nonce: "X-Plivo-Signature-V2-Nonce" },
} as const;

/** The request to verify. */
export interface SignedRequest {
  /** `GET` or `POST`. */
  readonly method: string;
  /** The URL that Plivo dialled: the session's `callbackUrl`, with the request's query. */
  readonly url: string;
  readonly headers: CallbackHeaders;
  /** The unchanged body, or its attributes. Nothing for a GET, which has its attributes in the URL. */
  readonly body?: CallbackInput | undefined;
  /**
   * The auth tokens of the session's account, subaccount or main account; during a rotation the old and the
   * new one.
   */
  readonly authTokens: string | readonly string[];
  /** Accepts V2 if the request has no V3. V2 does not protect the attributes. Default: true. */
  readonly acceptV2?: boolean | undefined;
}

/**
 * Whether Plivo signed a request with one of the tokens.
 *
 * V3 protects the URL and the attributes. V2 protects only scheme, host, port and path of the URL. It is used
 * only if there is no V3, and never with `acceptV2: false`. A header can hold several signatures, separated
 * by commas; one valid signature is enough.
 *
 * Returns false for a request without signature or nonce, with more than 10 signatures or 200 attributes,
 * with a nonce that does not match `^[\w-]{1,64}$`, or with a documented attribute hidden in another one.
 * Compares in constant time. Throws nothing.
 *
 * Source: Plivo's "Signature validation" and its SDKs.
 */
export function verifySignature(request: SignedRequest): boolean {
  const result = checkSignature(request);
  return "signedText" in result && !result.altered;
}

/** The signed text, or the reason why no signature is accepted. */
export type SignatureResult =
  ValidSignature | { readonly reason: Exclude<SignatureFault, "altered" | "host"> };

export interface ValidSignature {
  readonly signedText: string;
  /** True if someone has re-split the signed text into other attributes. */
  readonly altered: boolean;
}

export function checkSignature(request: SignedRequest): SignatureResult {
  const v3 = signaturesOf(request.headers, "V3");
  const v2 = signaturesOf(request.headers, "V2");
  if (v3.values.length > 0) return checkVersion(request, "V3", v3);
  if (v2.values.length === 0) return { reason: "missing" };
  return request.acceptV2 === false ? { reason: "V2 only" } : checkVersion(request, "V2", v2);
}

interface Signatures {
  readonly nonce: string;
  /** Empty if there is no nonce. */
  readonly values: readonly string[];
  readonly tooMany: boolean;
}

function signaturesOf(headers: CallbackHeaders, version: SignatureVersion): Signatures {
  const names = signatureHeaders[version];
  const nonce = headerOf(headers, names.nonce);
  const values = signaturesIn(headers, [names.own, names.main]);
  return { nonce, values: nonce === "" ? [] : (values ?? [""]), tooMany: values === undefined };
}

/**
 * Plivo's nonces are 20 digits. The nonce follows the attributes in the signed text, so it must not look like
 * one.
 */
const noncePattern = /^[\w-]{1,64}$/;

function checkVersion(
  request: SignedRequest,
  version: SignatureVersion,
  signatures: Signatures,
): SignatureResult {
  const { nonce, values, tooMany } = signatures;
  try {
    if (tooMany || hasTooManyAttributes(request.url, request.body ?? "")) return { reason: "too many" };
  } catch {
    // An unreadable body has no signed text.
    return { reason: "mismatch" };
  }
  if (!noncePattern.test(nonce)) return { reason: "mismatch" };
  const tokens = [request.authTokens].flat().filter((token) => typeof token === "string" && token !== "");
  // Compares all of them: the time must not tell which one differs.
  const [signedText] = signedTexts(request, version, nonce).filter((text) => {
    const valid = tokens.map((token) => signatureOf(token, text));
    return valid.flatMap((one) => values.map((other) => isSame(one, other))).includes(true);
  });
  if (signedText === undefined) return { reason: "mismatch" };
  return { signedText, altered: version === "V3" && isAltered(request) };
}

/** Meaningful only if the signature is valid. */
function isAltered({ method, url, body = "" }: SignedRequest): boolean {
  const upper = method.toUpperCase() === "GET" ? "GET" : "POST";
  const read = upper === "GET" ? [...pairsOf(url), ...pairsOf(body)] : pairsOf(body);
  return hidesAttributes(upper, signedAttributes(upper, url, body), read);
}

/** The texts that Plivo may have signed, one for each spelling of the URL. */
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
    // An unreadable body has no signed text.
    return [];
  }
}

/** HMAC-SHA256 in base64. */
export function signatureOf(token: string, text: string): string {
  return createHmac("sha256", token).update(text).digest("base64");
}

/** Compares the base64 texts, because several texts decode to the same bytes. */
function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
