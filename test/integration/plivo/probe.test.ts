import { probe, ProbeError } from "../../../provider/plivo/probe.ts";
import { AddressNotFoundError, NotFoundError, ServerError } from "../../../provider/plivo/index.ts";
import { apiId, closedEndpoint, json, testServer, uuid } from "./support.ts";

const server = testServer();

const send = (more: object = {}) =>
  probe({ url: `${server.endpoint}/a?b=c`, method: "GET", environment: {}, timeoutMs: 5_000, ...more });

/** Why there was no response. */
async function reasonOf(probing: Promise<unknown>): Promise<string> {
  const error = await probing.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ProbeError);
  return (error as ProbeError).reason;
}

describe("a probe of an endpoint", () => {
  it.each([200, 302, 404, 500])("returns the status %d, and the server's time", async (status) => {
    server.respond = (response) => {
      response.writeHead(status, { date: "Sun, 01 Mar 2026 10:00:00 GMT", location: "/elsewhere" });
      response.end("a body that nobody reads");
    };
    const date = Date.UTC(2026, 2, 1, 10);
    expect(await send()).toEqual({ status, date, proxy: undefined });
    expect(server.received).toMatchObject([{ method: "GET", url: "/a?b=c", body: "" }]);
  });

  it("sends its headers and body", async () => {
    server.respond = json(200, {});
    await send({ method: "POST", headers: { "x-a": "b" }, body: "c=d" });
    expect(server.received).toMatchObject([{ method: "POST", headers: { "x-a": "b" }, body: "c=d" }]);
  });

  it("reads no body, which may be endless", async () => {
    server.respond = (response) => void response.writeHead(200).write("a");
    expect((await send()).status).toBe(200);
  });

  it("reports that no server listens", async () => {
    expect(await reasonOf(send({ url: await closedEndpoint() }))).toBe("ECONNREFUSED");
  });

  it("reports after how long it timed out", async () => {
    server.respond = () => undefined;
    expect(await reasonOf(send({ timeoutMs: 100 }))).toBe("after 0.1 s");
  });
});

describe("finding a session that may not exist", () => {
  it("returns undefined if Plivo does not know it", async () => {
    server.respond = json(404, { api_id: apiId, error: "not found" });
    await expect(server.client().get(uuid)).rejects.toBeInstanceOf(NotFoundError);
    expect(await server.client().find(uuid)).toBeUndefined();
  });

  it.each([
    [403, AddressNotFoundError],
    [500, ServerError],
  ])("fails if Plivo responds with %d", async (status, type) => {
    server.respond = json(status, {});
    await expect(server.client().find(uuid)).rejects.toBeInstanceOf(type);
  });
});
