import { createCallbackHandler } from "../../../provider/callbacks/index.ts";
import { publicUrlOf } from "../../../provider/callbacks/public-url.ts";

const request = (url: string, headers: Record<string, string> = {}) => new Request(url, { headers });
const inside = "http://10.0.0.7:3000/hooks/events?tenant=a&b=%7E";

describe("the URL that Plivo dialled", () => {
  it("is the request's own only after an explicit opt-out, whatever headers claim", () => {
    const headers = { "x-forwarded-host": "example.com", "x-forwarded-proto": "https", forwarded: "host=a" };
    const publicUrl = "unverified-host";
    expect(publicUrlOf(request(inside, headers), { publicUrl })).toBe(inside);
    expect(publicUrlOf(request(inside, headers), { publicUrl, trustProxy: true })).toBe(inside);
  });

  it.each([
    ["https://example.com/plivo/events", "https://example.com/plivo/events?tenant=a&b=%7E"],
    ["https://example.com/plivo/events/", "https://example.com/plivo/events/?tenant=a&b=%7E"],
    [
      "https://Example.com:8443/plivo/events?tenant=a#rc=2",
      "https://Example.com:8443/plivo/events?tenant=a&b=%7E",
    ],
    ["https://example.com", "https://example.com/hooks/events?tenant=a&b=%7E"],
    ["https://example.com/", "https://example.com/hooks/events?tenant=a&b=%7E"],
  ])("is %s with the request's query, if that is given", (publicUrl, expected) => {
    expect(publicUrlOf(request(inside), { publicUrl, trustProxy: true })).toBe(expected);
  });

  it("can be returned by a function", () => {
    const publicUrl = ({ headers }: Request) => `https://${headers.get("x-tenant") ?? ""}.example.com/e`;
    expect(publicUrlOf(request(inside, { "x-tenant": "a" }), { publicUrl })).toBe("https://a.example.com/e");
  });

  it("can be an origin from a function, before the path and query of the request", () => {
    const publicUrl = () => "https://example.com";
    expect(publicUrlOf(request(inside), { publicUrl })).toBe(
      "https://example.com/hooks/events?tenant=a&b=%7E",
    );
  });

  const allowedHosts = ["Example.com", "example.com:8443", "[::1]:8080", "10.0.0.7:3000"];
  it.each([
    ["example.com", "https", undefined, "https://example.com"],
    ["example.com:8443", "https", undefined, "https://example.com:8443"],
    ["example.com", "https", "8443", "https://example.com:8443"],
    ["example.com", "https", "443", "https://example.com"],
    ["example.com, 10.0.0.1", "https, http", undefined, "https://example.com"],
    [" example.com ,b", " https ,b", undefined, "https://example.com"],
    ["example.com", "http", undefined, "http://example.com"],
    ["example.com", undefined, "80", "http://example.com"],
    ["example.com:8443", undefined, "444", "http://example.com:8443"],
    ["example.com", undefined, "8443x", "http://example.com"],
    ["example.com", undefined, "x8443", "http://example.com"],
    ["example.com", "httpsx", undefined, "http://example.com"],
    ["example.com", "xhttps", undefined, "http://example.com"],
    // X-Forwarded-Port is ignored without a host, because the request's host has its own port.
    [undefined, undefined, "8443", "http://10.0.0.7:3000"],
    ["[::1]:8080", undefined, undefined, "http://[::1]:8080"],
    [undefined, "https", undefined, "https://10.0.0.7:3000"],
    ["evil/..?", "gopher", undefined, "http://10.0.0.7:3000"],
    [undefined, undefined, undefined, "http://10.0.0.7:3000"],
  ])("is rebuilt from trusted headers: host %j, proto %j, port %j: %s", (host, proto, port, origin) => {
    const headers = { "x-forwarded-host": host, "x-forwarded-proto": proto, "x-forwarded-port": port };
    const sent = Object.entries(headers).filter(
      (header): header is [string, string] => header[1] !== undefined,
    );
    const dialled = publicUrlOf(request(inside, Object.fromEntries(sent)), {
      trustProxy: true,
      allowedHosts,
    });
    expect(dialled).toBe(`${origin}/hooks/events?tenant=a&b=%7E`);
  });

  it("is http if a proxy says so, even if the proxy itself connects by https", () => {
    const options = { trustProxy: true, allowedHosts: ["example.com"] };
    const sent = request("https://example.com/a", { "x-forwarded-proto": "http" });
    expect(publicUrlOf(sent, options)).toBe("http://example.com/a");
  });

  it.each([
    [{ "x-forwarded-host": "example.org" }],
    [{ "x-forwarded-host": "example.com:444", "x-forwarded-proto": "https" }],
    [{ "x-forwarded-host": "example.com", "x-forwarded-port": "444" }],
    [{ "x-forwarded-host": "example.com.example.org" }],
    [{ "x-forwarded-host": "example.org, example.com" }],
    [{}],
  ])("is rejected if a proxy's headers name a host that is not allowed: %j", (headers) => {
    const options = { trustProxy: true, allowedHosts: ["example.com"] };
    const fault = expect.objectContaining({ code: "PLIVO_CALLBACK_SIGNATURE", reason: "host" }) as Error;
    expect(() => publicUrlOf(request(inside, headers as Record<string, string>), options)).toThrow(fault);
  });
});

describe("a callback handler", () => {
  const options = { authToken: "t", publicUrl: "https://example.com", onEvent: () => undefined };

  it.each(["http://example.com", "HTTPS://example.com"])("accepts the publicUrl %s", (publicUrl) => {
    expect(createCallbackHandler({ ...options, publicUrl })).toBeInstanceOf(Function);
  });

  it.each([
    { publicUrl: "example.com/plivo" },
    { publicUrl: "" },
    { publicUrl: undefined },
    { publicUrl: undefined, allowedHosts: ["example.com"] },
    { publicUrl: undefined, trustProxy: true },
    { publicUrl: undefined, trustProxy: true, allowedHosts: [] },
    { publicUrl: undefined, trustProxy: true, allowedHosts: ["https://example.com"] },
    { publicUrl: undefined, trustProxy: true, allowedHosts: ["example.com", ""] },
    { publicUrl: "unverified" },
    { maxAgeMs: -1 },
    { maxAgeMs: Number.NaN },
    { publicUrl: "ftp://example.com" },
    { publicUrl: "ftp://example.com/https://example.com" },
    { publicUrl: undefined, trustProxy: true, allowedHosts: [5 as never] },
    { authToken: undefined },
    { authToken: "" },
    { authTokens: [""] },
    { authTokens: [5 as never] },
    { maxBodyBytes: 0 },
    { respondWithinMs: -1 },
    { respondWithinMs: Number.NaN },
    { respondWithinMs: 2 ** 31 },
    { gapTimeoutMs: 1.5 },
    { gapTimeoutMs: Number.POSITIVE_INFINITY },
    { maxPending: 0 },
  ])("does not accept %j", (wrong) => {
    const create = () => createCallbackHandler({ ...options, ...wrong });
    // Instead of frames: the code and the address of its entry.
    const stack = expect.stringMatching(
      /^CallbackOptionsError: .*\n {4}PLIVO_CALLBACK_OPTIONS: \S+$/,
    ) as string;
    expect(create).toThrow(expect.objectContaining({ code: "PLIVO_CALLBACK_OPTIONS", stack }) as Error);
  });
});
