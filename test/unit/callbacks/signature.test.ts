import { signCallback, verifySignature, type SignedRequest } from "../../../provider/callbacks/index.ts";

const token = "c0ffee-token-of-nobody";
const attributes = {
  EventName: "SessionTimeout",
  SessionUUID: "c28b77d4",
  From: "+12025550100",
  Note: "a b&c=d é",
};
const url = "https://example.com/plivo/events?tenant=a+b&z=%C3%A9";

function signedRequest(options: Partial<Parameters<typeof signCallback>[0]> = {}): SignedRequest {
  return { ...signCallback({ url, attributes, authToken: token, ...options }), authTokens: token };
}

it("V3 does not cover the method, so a GET is signed like a POST with the same query and no body", () => {
  const request = signedRequest({ method: "GET" });
  expect(verifySignature({ ...request, method: "POST" })).toBe(true);
});

describe.each(["GET", "POST"] as const)("a signed %s", (method) => {
  const request = signedRequest({ method });
  const headers = request.headers as Record<string, string>;
  const rightOne = headers["X-Plivo-Signature-V3"] ?? "";

  it("is valid", () => {
    expect(verifySignature(request)).toBe(true);
    expect(verifySignature({ ...request, headers: new Headers(headers) })).toBe(true);
    expect(verifySignature({ ...request, method: method.toLowerCase() })).toBe(true);
  });

  it.each([
    ["another path", { url: request.url.replace("events", "event") }],
    ["a slash more at the end of the path", { url: request.url.replace("events", "events/") }],
    ["another host", { url: request.url.replace("example.com", "example.org") }],
    ["another port", { url: request.url.replace("example.com", "example.com:8443") }],
    ["another query", { url: request.url.replace("tenant=a", "tenant=b") }],
    ["a longer query", { url: `${request.url}&more=1` }],
    ["a method that Plivo never uses", { method: "PUT" }],
    ["an attribute more", { body: `${typeof request.body === "string" ? request.body : ""}&more=1` }],
    ["no URL", { url: "/plivo/events" }],
    ["another token", { authTokens: "c0ffee-token-of-somebody" }],
    ["no token", { authTokens: [] }],
    ["an empty token", { authTokens: "" }],
  ])("is invalid with %s", (_, change) => expect(verifySignature({ ...request, ...change })).toBe(false));

  it.each([
    ["no signature", { "X-Plivo-Signature-V3": undefined }],
    ["an empty signature", { "X-Plivo-Signature-V3": "" }],
    ["a blank signature", { "X-Plivo-Signature-V3": " , ," }],
    ["no nonce", { "X-Plivo-Signature-V3-Nonce": undefined }],
    ["an empty nonce", { "X-Plivo-Signature-V3-Nonce": "  " }],
    ["another nonce", { "X-Plivo-Signature-V3-Nonce": "12345678901234567890" }],
    ["a shorter signature", { "X-Plivo-Signature-V3": rightOne.slice(0, -1) }],
    // The last character before "=" encodes only four bits: another one decodes to the same bytes.
    ["another text of the same bytes", { "X-Plivo-Signature-V3": sameBytes(rightOne) }],
  ])("is invalid with %s", (_, change) => {
    expect(verifySignature({ ...request, headers: { ...headers, ...change } })).toBe(false);
  });

  it("is invalid with the signature of an empty token, which anyone can compute", () => {
    const forged = signedRequest({ method, nonce: "1" });
    const { createHmac } = jest.requireActual<typeof import("node:crypto")>("node:crypto");
    const empty = createHmac("sha256", "").update("https://example.com/plivo/events.1").digest("base64");
    const check = { ...forged, url: "https://example.com/plivo/events", body: "" };
    const headersOfIt = { "X-Plivo-Signature-V3": empty, "X-Plivo-Signature-V3-Nonce": "1" };
    expect(verifySignature({ ...check, headers: headersOfIt, authTokens: ["", token] })).toBe(false);
  });

  it("is valid with one of several signatures, by one of several tokens", () => {
    const others = `${rightOne.replace(/^./, "-")}, ${rightOne} ,x`;
    const check = { ...request, headers: { ...headers, "X-Plivo-Signature-V3": others } };
    expect(verifySignature({ ...check, authTokens: ["old-token", token] })).toBe(true);
    expect(verifySignature({ ...check, authTokens: ["old-token"] })).toBe(false);
    const rotating = signedRequest({ method, authToken: ["old-token", "new-token"] });
    expect(verifySignature({ ...rotating, authTokens: "new-token" })).toBe(true);
    expect(verifySignature({ ...rotating, authTokens: "old-token" })).toBe(true);
  });

  it("of a subaccount is valid by the main account's token alone", () => {
    const request = signedRequest({ method, authToken: "subaccount-token", mainAuthToken: token });
    expect(verifySignature(request)).toBe(true);
    const { "X-Plivo-Signature-Ma-V3": _, ...own } = request.headers as Record<string, string>;
    expect(verifySignature({ ...request, headers: own })).toBe(false);
  });

  it("is valid among headers that are undefined or have blanks around their values", () => {
    const blank = Object.entries(headers).map(([name, value]) => [name, ` ${value} `]);
    const given = { "X-Plivo-Signature-Ma-V3": undefined, ...Object.fromEntries(blank) } as typeof headers;
    expect(verifySignature({ ...request, headers: given })).toBe(true);
  });

  it("is valid among headers in any case, and in lists of values", () => {
    const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value]]);
    expect(
      verifySignature({ ...request, headers: Object.fromEntries(lower) as Record<string, string[]> }),
    ).toBe(true);
  });
});

function sameBytes(signature: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const other = `${signature.slice(0, 42)}${alphabet[alphabet.indexOf(signature[42] ?? "") ^ 1] ?? ""}=`;
  expect(Buffer.from(other, "base64")).toEqual(Buffer.from(signature, "base64"));
  expect(other).not.toBe(signature);
  return other;
}

describe("the URL that is verified", () => {
  const verify = (declared: string, dialled: string) =>
    verifySignature({ ...signedRequest({ url: declared }), url: dialled });

  it("is the same without a path as with a slash, which a request does not show", () => {
    expect(verify("https://example.com", "https://example.com/")).toBe(true);
    expect(verify("https://example.com/", "https://example.com")).toBe(true);
    expect(verify("https://example.com?a=b", "https://example.com/?a=b")).toBe(true);
    expect(verify("https://example.com/a", "https://example.com/a/")).toBe(false);
  });

  it("is the same with and without the scheme's default port", () => {
    expect(verify("https://example.com:443/a", "https://example.com/a")).toBe(true);
    expect(verify("http://example.com/a", "http://example.com:80/a")).toBe(true);
    expect(verify("https://example.com:80/a", "https://example.com/a")).toBe(false);
    expect(verify("https://example.com:8443/a", "https://example.com/a")).toBe(false);
    expect(verify("http://[::1]:8080/a", "http://[::1]:8080/a")).toBe(true);
    expect(verify("http://[::1]/a", "http://[::1]:80/a")).toBe(true);
  });

  it("can have an empty query, a fragment and a password, which are not signed", () => {
    expect(verify("https://example.com/a", "https://example.com/a?")).toBe(true);
    expect(verify("https://example.com/a#rc=2", "https://example.com/a")).toBe(true);
    expect(verify("https://me:secret@example.com/a", "https://example.com/a")).toBe(true);
  });

  it("can have its query in another order and encoding", () => {
    expect(verify("https://example.com/a?b=x+y&a=%7E", "https://example.com/a?a=~&b=x%20y")).toBe(true);
  });
});

describe("the body that is verified", () => {
  const check = signedRequest();

  it("can be given as it came or as attributes, in any order", () => {
    const form = new URLSearchParams(check.body as string);
    const reversed = [...form].reverse();
    for (const body of [form, reversed, Object.fromEntries(form)]) {
      expect(verifySignature({ ...check, body })).toBe(true);
    }
  });

  it("is invalid if it is unreadable, without an exception", () => {
    expect(verifySignature({ ...check, body: "{" })).toBe(false);
  });

  it.each([null, undefined])("can have %s as an attribute, which is signed as an empty text", (Note) => {
    const empty = signedRequest({ attributes: { ...attributes, Note: "" } });
    expect(verifySignature({ ...empty, body: { ...attributes, Note } })).toBe(true);
  });

  it("in JSON is signed by its attributes, as a framework would pass them to the vendor's SDK", () => {
    expect(verifySignature({ ...check, body: JSON.stringify(attributes) })).toBe(true);
  });
});

describe("signature V2", () => {
  const request = signedRequest({ version: "V2" });

  it("counts if it is the only one, and does not count unless V2 is accepted", () => {
    expect(verifySignature(request)).toBe(true);
    expect(verifySignature({ ...request, acceptV2: false })).toBe(false);
    expect(verifySignature({ ...request, url: "https://example.com/plivo/event" })).toBe(false);
    expect(verifySignature({ ...request, authTokens: "c0ffee-token-of-somebody" })).toBe(false);
  });

  it("counts beside a V3 header without a signature", () => {
    const more = { "X-Plivo-Signature-V3": " , ", "X-Plivo-Signature-V3-Nonce": "1" };
    expect(verifySignature({ ...request, headers: { ...request.headers, ...more } })).toBe(true);
  });

  it("does not protect the body", () => {
    expect(verifySignature({ ...request, body: "EventName=Another" })).toBe(true);
  });

  it("does not compensate for a wrong V3", () => {
    const wrong = signedRequest({ authToken: "c0ffee-token-of-somebody" });
    expect(verifySignature({ ...request, headers: { ...request.headers, ...wrong.headers } })).toBe(false);
  });
});

describe("signCallback", () => {
  it("returns a request that can be sent as it is", () => {
    const { url: target, ...init } = signCallback({ url, attributes, authToken: token });
    const request = new Request(target, init);
    expect([request.method, request.url]).toEqual(["POST", url]);
    expect(request.headers.get("content-type")).toBe("application/x-www-form-urlencoded");
    expect(request.headers.get("x-plivo-signature-v3-nonce")).toMatch(/^\d{20}$/);
    expect(init.body).toBe(
      "EventName=SessionTimeout&SessionUUID=c28b77d4&From=%2B12025550100&Note=a+b%26c%3Dd+%C3%A9",
    );
    const get = signCallback({
      url: "https://example.com/a",
      method: "GET",
      attributes: { A: 1 },
      authToken: token,
    });
    expect(get).toMatchObject({ method: "GET", url: "https://example.com/a?A=1" });
    expect(get.body).toBeUndefined();
  });

  it.each([{ authToken: "" }, { authToken: [] }, { mainAuthToken: "" }, { url: "/plivo/events" }])(
    "rejects %j",
    (wrong) => {
      expect(() => signedRequest(wrong)).toThrow(
        expect.objectContaining({ code: "PLIVO_CALLBACK_OPTIONS" }) as Error,
      );
    },
  );
});
