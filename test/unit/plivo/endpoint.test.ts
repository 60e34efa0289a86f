import { checkEndpoint, EndpointError } from "../../../provider/plivo/endpoint.ts";

function codeOf(endpoint: string): string | undefined {
  try {
    checkEndpoint(endpoint);
    return undefined;
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error;
    expect(error.message).not.toContain("hunter2");
    return error.code;
  }
}

describe("an endpoint", () => {
  it.each([
    ["https://api.plivo.com", "https://api.plivo.com"],
    ["https://api.plivo.com/", "https://api.plivo.com"],
    ["https://gateway.example.com/plivo//", "https://gateway.example.com/plivo"],
    ["http://localhost:4010/", "http://localhost:4010"],
    ["http://127.8.9.1:4010", "http://127.8.9.1:4010"],
    ["http://[::1]:4010", "http://[::1]:4010"],
  ])("of %s is used as %s", (given, used) => expect(checkEndpoint(given)).toBe(used));

  it.each([
    "http://api.plivo.com",
    "http://localhost.example.com",
    "http://127.0.0.1.example.com",
    "http://0.0.0.0:4010",
    "http://10.0.0.1",
  ])("of %s is rejected because it would send credentials without TLS", (endpoint) => {
    expect(codeOf(endpoint)).toBe("PLIVO_INSECURE_ENDPOINT");
  });

  it.each([
    "",
    "api.plivo.com",
    "ftp://api.plivo.com",
    "https://",
    "https://user:hunter2@api.plivo.com",
    "http://hunter2@localhost",
    "https://gateway.example.com/https://user:hunter2@api.plivo.com",
    "https://api.plivo.com?key=hunter2",
    "https://api.plivo.com#hunter2",
    "https://api.plivo.com/v1",
    "https://api.plivo.com/v1/",
  ])("of %p is rejected as invalid", (endpoint) => expect(codeOf(endpoint)).toBe("PLIVO_INVALID_ENDPOINT"));
});
