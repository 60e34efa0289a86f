import crypto from "node:crypto";
import { signCallback, verifySignature } from "../../../provider/callbacks/index.ts";

const token = "c0ffee-token-of-nobody";
const url = "https://example.com/plivo/events";
const name = "X-Plivo-Signature-V3";

function requestWith(attributes: number, options: { method?: "GET" | "POST"; query?: number } = {}) {
  const { method = "POST", query = 0 } = options;
  const list = Array.from({ length: attributes }, (_, index): [string, string] => [`A${index}`, "1"]);
  const search = Array.from({ length: query }, (_, index) => `q${index}=1`).join("&");
  const declared = search === "" ? url : `${url}?${search}`;
  return {
    ...signCallback({ url: declared, attributes: Object.fromEntries(list), authToken: token, method }),
    authTokens: token,
  };
}

describe("the limit of a callback request", () => {
  let hashes: jest.SpyInstance;
  beforeEach(() => {
    hashes = jest.spyOn(crypto, "createHmac");
  });
  afterEach(() => hashes.mockRestore());

  const isAccepted = (request: Parameters<typeof verifySignature>[0]) => {
    hashes.mockClear();
    const right = verifySignature(request);
    return [right, hashes.mock.calls.length > 0];
  };

  it("is 10 signatures, checked before any hash", () => {
    const request = requestWith(3);
    const right = request.headers[name] ?? "";
    const withOthers = (others: number, header = name) =>
      isAccepted({
        ...request,
        headers: { ...request.headers, [header]: [...Array<string>(others).fill("a"), right].join(",") },
      });
    expect(withOthers(9)).toEqual([true, true]);
    expect(withOthers(10)).toEqual([false, false]);
    expect(withOthers(8_000)).toEqual([false, false]);
    // Counted over both headers.
    expect(withOthers(8, "X-Plivo-Signature-Ma-V3")).toEqual([true, true]);
    expect(withOthers(9, "X-Plivo-Signature-Ma-V3")).toEqual([false, false]);
  });

  it.each(["GET", "POST"] as const)("is 200 attributes, checked before any hash (%s)", (method) => {
    expect(isAccepted(requestWith(200, { method }))).toEqual([true, true]);
    expect(isAccepted(requestWith(201, { method }))).toEqual([false, false]);
    expect(isAccepted(requestWith(150, { method, query: 50 }))).toEqual([true, true]);
    expect(isAccepted(requestWith(150, { method, query: 51 }))).toEqual([false, false]);
  });

  it("counts the attributes of JSON, objects and lists alike", () => {
    const request = requestWith(200);
    const form = new URLSearchParams(request.body);
    const commas = JSON.stringify({ A: ",".repeat(300) });
    for (const body of [form, Object.fromEntries(form), JSON.stringify(Object.fromEntries(form))]) {
      expect(isAccepted({ ...request, body })).toEqual([true, true]);
    }
    const more = new URLSearchParams([...form, ["A200", "1"]]);
    const list = { A: Array<string>(201).fill("1") };
    for (const body of [more, Object.fromEntries(more), JSON.stringify(Object.fromEntries(more)), list]) {
      expect(isAccepted({ ...request, body })).toEqual([false, false]);
    }
    expect(isAccepted({ ...request, body: JSON.stringify(list) })).toEqual([false, false]);
    expect(isAccepted({ ...request, body: commas })).toEqual([false, true]);
    // Counted over query and JSON.
    const both = requestWith(150, { query: 51 });
    const json = JSON.stringify(Object.fromEntries(new URLSearchParams(both.body)));
    expect(isAccepted({ ...both, body: json })).toEqual([false, false]);
  });

  it("treats broken JSON as unsigned, whether it is short or long", () => {
    for (const body of ["{", `{${",".repeat(300)}`]) {
      expect(isAccepted({ ...requestWith(1), body })).toEqual([false, false]);
    }
  });
});
