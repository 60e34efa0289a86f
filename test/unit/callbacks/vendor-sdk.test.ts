import crypto from "node:crypto";
import fc from "fast-check";
import { validateSignature, validateV3Signature } from "plivo";
import { signCallback, verifySignature } from "../../../provider/callbacks/index.ts";

type Verb = "GET" | "POST";
type Attributes = Record<string, string>;

const token = "c0ffee-token-of-nobody";
const nonce = "12345678901234567890";

/** The SDK's signature of a request. Its API only compares signatures. */
function sdkSignature(compute: () => unknown): string {
  const made: string[] = [];
  const { createHmac } = crypto;
  const spy = jest.spyOn(crypto, "createHmac").mockImplementation((algorithm, key) => {
    const hmac = createHmac(algorithm, key);
    const digest = hmac.digest.bind(hmac);
    return Object.assign(hmac, {
      digest: (encoding: "base64") => {
        made.push(digest(encoding));
        return made.at(-1);
      },
    });
  });
  compute();
  spy.mockRestore();
  const [signature] = made;
  if (signature === undefined) throw new Error("the SDK has computed nothing");
  return signature;
}

const v3Headers = (signature: string, of = nonce) => ({
  "X-Plivo-Signature-V3": signature,
  "X-Plivo-Signature-V3-Nonce": of,
});

const names = fc
  .string({ minLength: 1, maxLength: 8 })
  // The SDK fails on names of Object.prototype.
  .filter((name) => !(name in {}));
const values = fc.string({ unit: "grapheme", maxLength: 12 });
const attributes: fc.Arbitrary<Attributes> = fc.dictionary(names, values, {
  maxKeys: 6,
  noNullPrototype: true,
});
const urls = fc
  .record({
    scheme: fc.constantFrom("http", "https"),
    port: fc.constantFrom("", ":8443"),
    path: fc.constantFrom("", "/", "/plivo/events", "/plivo/events/", "/a.b/c-d_e~f.xml"),
    query: fc.option(attributes, { nil: {} }),
  })
  .map(({ scheme, port, path, query }) => {
    const search = new URLSearchParams(query).toString();
    return `${scheme}://example.com${port}${path}${search === "" ? "" : `?${search}`}`;
  });
const methods = fc.constantFrom<Verb>("GET", "POST");

describe("the vendor's SDK", () => {
  it("accepts what signCallback signs", () => {
    const property = fc.property(methods, urls, attributes, (method, url, given) => {
      // In jest, the SDK does not recognise the array that querystring creates for a repeated name.
      const { searchParams } = new URL(url);
      fc.pre(method === "POST" || Object.keys(given).every((name) => !searchParams.has(name)));
      const { url: sent, headers } = signCallback({
        method,
        url,
        attributes: given,
        authToken: token,
        nonce,
      });
      const signature = headers["X-Plivo-Signature-V3"] ?? "";
      const body = method === "POST" ? given : {};
      expect(validateV3Signature(method, sent, nonce, token, signature, body)).toBe(true);
      expect(validateV3Signature(method, sent, nonce, `${token}x`, signature, body)).toBe(false);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it("computes what verifySignature accepts", () => {
    const property = fc.property(methods, urls, attributes, (method, url, given) => {
      const signature = sdkSignature(() => validateV3Signature(method, url, nonce, token, "", given));
      const check = { method, url, body: given, headers: v3Headers(signature), authTokens: token };
      expect(verifySignature(check)).toBe(true);
      expect(verifySignature({ ...check, authTokens: `${token}x` })).toBe(false);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it("computes the same for an attribute that came several times", () => {
    const given = { a: ["2", "1"], b: "3" };
    const url = "https://example.com/e?q=1";
    for (const method of ["GET", "POST"] as const) {
      const signature = sdkSignature(() => validateV3Signature(method, url, nonce, token, "", given));
      const check = { method, url, headers: v3Headers(signature), authTokens: token };
      expect(verifySignature({ ...check, body: given })).toBe(true);
      expect(verifySignature({ ...check, body: "b=3&a=1&a=2" })).toBe(true);
    }
  });

  it("agrees on V2 in both directions", () => {
    const property = fc.property(urls, attributes, (url, given) => {
      const { headers } = signCallback({ url, attributes: given, authToken: token, nonce, version: "V2" });
      const signature = headers["X-Plivo-Signature-V2"] ?? "";
      expect(validateSignature(url, nonce, signature, token)).toBe(true);
      const computed = sdkSignature(() => validateSignature(url, nonce, "", token));
      const v2 = { "X-Plivo-Signature-V2": computed, "X-Plivo-Signature-V2-Nonce": nonce };
      expect(verifySignature({ method: "POST", url, headers: v2, authTokens: token })).toBe(true);
    });
    fc.assert(property, { numRuns: 100 });
  });
});

describe("unlike our verifySignature, the vendor's SDK", () => {
  const url = "https://example.com/e";

  it("accepts an empty nonce", () => {
    const signature = sdkSignature(() => validateV3Signature("POST", url, "", token, ""));
    expect(validateV3Signature("POST", url, "", token, signature)).toBe(true);
    const check = { method: "POST", url, authTokens: token };
    expect(verifySignature({ ...check, headers: v3Headers(signature, "") })).toBe(false);
  });

  it("fails on an attribute with the name of an inherited property", () => {
    const given = { constructor: "1" };
    expect(() => validateV3Signature("GET", url, nonce, token, "", given)).toThrow();
    const { url: sent, headers } = signCallback({ method: "GET", url, attributes: given, authToken: token });
    expect(verifySignature({ method: "GET", url: sent, headers, authTokens: token })).toBe(true);
  });
});
