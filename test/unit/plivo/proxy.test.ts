import { isLoopback } from "../../../provider/common/loopback.ts";
import { proxyFor } from "../../../provider/plivo/proxy.ts";

const of = (url: string, environment: NodeJS.ProcessEnv) => proxyFor(new URL(url), environment);

describe("a loopback address", () => {
  it.each([
    "http://localhost",
    "http://LOCALHOST:4010",
    "http://localhost.",
    "http://api.localhost",
    "http://127.0.0.1",
    "http://127.1.2.3",
    "http://127.1",
    "http://2130706433",
    "http://[::1]",
    "http://[0:0:0:0:0:0:0:1]",
    "http://[::ffff:127.0.0.1]",
    "http://0.0.0.0:3000",
    "http://[::]:3000",
    "https://localhost:8443",
  ])("is recognised in %s", (url) => {
    expect(isLoopback(new URL(url))).toBe(true);
    expect(of(url, { HTTP_PROXY: "http://proxy.test", HTTPS_PROXY: "http://proxy.test" })).toBeUndefined();
  });

  it.each([
    "http://localhost.example.com",
    "http://mylocalhost",
    "http://127.example.com",
    "http://128.0.0.1",
    "http://[::2]",
    "http://[::ffff:10.0.0.1]",
    "http://api.plivo.com",
  ])("is not recognised in %s", (url) => {
    expect(isLoopback(new URL(url))).toBe(false);
    expect(of(url, { HTTP_PROXY: "http://proxy.test" })).toBeDefined();
  });
});

describe("the proxy for an https endpoint", () => {
  const endpoint = "https://api.plivo.com";

  it.each([
    [{}, undefined],
    [{ HTTPS_PROXY: "" }, undefined],
    [{ HTTPS_PROXY: "  " }, undefined],
    [{ NO_PROXY: "*" }, undefined],
    [{ HTTPS_PROXY: "http://a" }, "HTTPS_PROXY"],
    [{ HTTPS_PROXY: "http://a", https_proxy: "http://b" }, "https_proxy"],
    [{ HTTPS_PROXY: "http://a", HTTP_PROXY: "http://b" }, "HTTPS_PROXY"],
    [{ HTTP_PROXY: "http://b" }, "HTTP_PROXY"],
    [{ HTTP_PROXY: "http://b", http_proxy: "http://c" }, "http_proxy"],
    // As in undici: an empty variable hides the upper-case one, and then HTTP_PROXY counts.
    [{ https_proxy: "", HTTPS_PROXY: "http://a" }, undefined],
    [{ https_proxy: "", HTTPS_PROXY: "http://a", HTTP_PROXY: "http://b" }, "HTTP_PROXY"],
  ])("with %j is that of %s", (environment, variable) => {
    expect(of(endpoint, environment)?.variable).toBe(variable);
  });

  it("has no path, and keeps NO_PROXY unchanged", () => {
    const environment = { HTTPS_PROXY: " http://proxy.test:3128/path?a#b ", NO_PROXY: "a, b" };
    const { url, exceptions } = of(endpoint, environment) ?? {};
    expect([url?.href, exceptions]).toEqual(["http://proxy.test:3128/", "a, b"]);
  });

  it("has its encoded and decoded password and its credentials as secrets", () => {
    const { secrets = [] } = of(endpoint, { HTTPS_PROXY: "http://bob:p%40ss@proxy.test" }) ?? {};
    const basic = Buffer.from("bob:p@ss").toString("base64");
    expect(secrets).toEqual(expect.arrayContaining(["p%40ss", "p@ss", basic]));
    // Scrubbing three letters would remove parts of other words.
    expect(secrets).not.toContain("bob");
    expect(of(endpoint, { HTTPS_PROXY: "http://proxy.test" })?.secrets).toEqual([]);
  });
});
