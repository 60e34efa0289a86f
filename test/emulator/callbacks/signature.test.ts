import { validateV3Signature } from "plivo";
import { signatureV3 } from "../../../emulator/callbacks/signature.ts";
import { retryPolicy } from "../../../emulator/callbacks/retries.ts";
import { createAndCall } from "../calls/support.ts";
import { receive } from "./receiver.ts";
import { advance, start } from "../support.ts";

/** Plivo's own test of its Go SDK (utils_test.go, TestValidateSignatureV3Pass1 to 4). */
const vectors = {
  token: "Y2Q2ZDgxZmY5YWRiOTI5YmQ1Njg0MTAxZWIyOTc4",
  nonce: "31627761595286130198",
  parameters: {
    Direction: "outbound",
    From: "19792014278",
    ALegUUID: "3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36",
    CallStatus: "in-progress",
    BillRate: "0.002",
    ParentAuthID: "MANWVLYTK4ZWU1YTY4QA",
    To: "sip:PlivoSignature382029104058171078704104@phone-qa.voice.plivodev.com",
    ALegRequestUUID: "3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36",
    CallUUID: "3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36",
    RequestUUID: "3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36",
    "SIP-H-To": "<sip:PlivoSignature382029104058171078704104@52.9.11.55;transport=udp>;tag=1",
    SessionStart: "2020-04-08 11:34:33.238707",
    Event: "StartApp",
  },
} as const;
const base = "https://plivobin.non-prod.plivops.com/api/v1/validate_signature03.xml";

it.each([
  ["POST", `${base}/?a=b&c=d`, "k7Pusd4OxCIjR5IfA9iedDNu/h/gbdYqdzG/MiYtd1c="],
  ["GET", `${base}/?a=b&c=d`, "UBq8jAtd32wR8EK9VgxbBn4n5rpI/l1H9iN4WfSEHFQ="],
  ["POST", base, "iAjE5QqI37mbkYe4w3jTMudqEzbDufdqi7sYwTu64e0="],
  ["GET", base, "i/MQsaQSAd6fiKhOh2qeeeLHZ9faldADSb3/7+Akfbc="],
])("the signature is the published one for a %s to %s", (method, url, expected) => {
  const { token, nonce, parameters } = vectors;
  expect(signatureV3(token, { method, url, parameters }, nonce)).toBe(expected);
});

it.each([
  ["GET", "http://host.test/path", {}],
  ["POST", "http://host.test/path", {}],
  ["POST", "http://host.test:8080/path?b=2&a=1", {}],
  ["GET", "http://host.test:8080/path?b=%32&a=one%20word", { a: "zero", Z: "é" }],
  ["POST", "http://host.test:8080/a%20path?a=one+word#rc=2", { a: "zero", Z: "é" }],
  ["GET", "http://host.test:80", { a: "1" }],
])("the vendor's SDK accepts the signature of a %s to %s with %j", (method, url, parameters) => {
  const signature = signatureV3("token", { method, url, parameters }, "12345");
  const seen = url.replace(/#.*/, "");
  expect(validateV3Signature(method, seen, "12345", "token", signature, parameters)).toBe(true);
  expect(validateV3Signature(method, seen, "12346", "token", signature, parameters)).toBe(false);
});

it("the signature sorts the values of a repeated name", () => {
  const sign = (query: string) =>
    signatureV3("token", { method: "POST", url: `http://host.test/${query}`, parameters: {} }, "1");
  expect(sign("?a=1&b=2&a=0")).toBe(sign("?a=0&a=1&b=2"));
  expect(sign("?a=1&a=0")).not.toBe(sign("?a=0&a=2"));
});

describe("callbacks as a receiver gets them", () => {
  it.each(["GET", "POST"])("are accepted by the vendor's SDK (%s)", async (method) => {
    const emulator = await start({ authToken: "the-account's-token" });
    const { url, received } = await receive();
    const target = `${url}?tenant=blue%20sky&b=1`;
    await createAndCall(emulator, { callback_url: `${target}#rc=0`, callback_method: method });
    await advance(emulator, 100);
    expect(received).toHaveLength(4);
    for (const { path, headers, parameters } of received) {
      const nonce = String(headers["x-plivo-signature-v3-nonce"]);
      const signature = String(headers["x-plivo-signature-v3"]);
      const seen = new URL(url).origin + path;
      const { tenant: _tenant, b: _b, ...body } = parameters;
      const form = method === "POST" ? body : {};
      const accepts = (token: string, uri = seen, sent: object = form) =>
        validateV3Signature(method, uri, nonce, token, signature, sent);
      expect(accepts("the-account's-token")).toBe(true);
      expect(accepts("another token")).toBe(false);
      expect(accepts("the-account's-token", seen.replace("blue", "red"))).toBe(false);
      expect(accepts("the-account's-token", seen, { ...form, From: "tampered" })).toBe(false);
      expect(headers["x-plivo-signature-ma-v3"]).toBe(signature);
    }
    const nonces = received.map(({ headers }) => headers["x-plivo-signature-v3-nonce"]);
    expect(new Set(nonces).size).toBe(4);
  });

  it("are signed with the subaccount's own token if the emulator has it", async () => {
    const emulator = await start({ accounts: [{ authId: "SAONE", authToken: "subaccount's" }] });
    const { url, received } = await receive();
    await createAndCall(emulator, { callback_url: url, subaccount: "SAONE" });
    await emulator.callbacks.whenSettled();
    const [first] = received;
    if (!first) throw new Error("there should be a callback");
    const { headers, parameters } = first;
    const accepts = (name: string, token: string) =>
      validateV3Signature(
        "POST",
        url,
        String(headers["x-plivo-signature-v3-nonce"]),
        token,
        String(headers[name]),
        parameters,
      );
    expect(accepts("x-plivo-signature-v3", "subaccount's")).toBe(true);
    expect(accepts("x-plivo-signature-ma-v3", emulator.authToken)).toBe(true);
    expect(accepts("x-plivo-signature-v3", emulator.authToken)).toBe(false);
  });
});

describe("the retry policy of a URL", () => {
  const preset = {
    connectTimeoutMs: 2000,
    readTimeoutMs: 40_000,
    totalTimeoutMs: 55_000,
    retries: 1,
    retriesOn: new Set(["ct", "rt"]),
  };

  it.each<[string, object]>([
    ["", {}],
    [
      "#ct=500&rt=1000&tt=5000&rc=3",
      { connectTimeoutMs: 500, readTimeoutMs: 1000, totalTimeoutMs: 5000, retries: 3 },
    ],
    ["#ct=99&rt=40001&tt=x&rc=6", {}],
    ["#rc=0&er=frankfurt", { retries: 0 }],
    ["#rp=4xx,rt", { retriesOn: new Set(["rt", "4xx"]) }],
    ["#rp=all", { retriesOn: new Set(["ct", "rt", "4xx", "5xx"]) }],
    ["#rp=never", {}],
    ["#section-2", {}],
  ])("%s", (fragment, expected) => {
    expect(retryPolicy(`http://127.0.0.1/events${fragment}`)).toEqual({ ...preset, ...expected });
  });
});
