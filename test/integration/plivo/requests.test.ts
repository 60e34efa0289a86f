import { readFileSync } from "node:fs";
import path from "node:path";
import { InvalidSessionUuidError, type CreateSessionRequest } from "../../../provider/plivo/index.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import { createParameters } from "../../document/session-names.ts";
import { sentNames, snakeCase, valuesOf } from "../../support/field-changes.ts";
import {
  apiId,
  authId,
  authToken,
  collectionPath,
  documentSession,
  first,
  item,
  json,
  testServer,
  text,
  uuid,
} from "./support.ts";

const server = testServer();

const created = json(201, { api_id: apiId, session_uuid: uuid, session: documentSession });

/** A value for each argument that is sent. */
const allArguments = Object.fromEntries(
  sentNames.map((name) => [name, valuesOf(name)[0]]),
) as CreateSessionRequest;

describe("a request of the client", () => {
  it("has Basic credentials, the package's version and a JSON body, on the documented path", async () => {
    server.respond = created;
    await server.client().create(allArguments);
    const manifest = JSON.parse(readFileSync(path.join(repositoryRoot(), "package.json"), "utf8")) as {
      version: string;
    };
    const [request] = server.received;
    expect(server.received).toHaveLength(1);
    expect(request).toMatchObject({ method: "POST", url: collectionPath });
    expect(request?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from(`${authId}:${authToken}`).toString("base64")}`,
      "content-type": "application/json",
      "user-agent": `pulumi-plivo-masking/${manifest.version}`,
    });
    const wire = Object.entries(allArguments).map(([name, value]) => [snakeCase(name), value as unknown]);
    const sent = JSON.parse(request?.body ?? "") as object;
    expect(sent).toEqual(Object.fromEntries(wire));
    expect(Object.keys(sent)).toEqual(expect.arrayContaining([...createParameters]));
  });

  it("updates the session with the given values only", async () => {
    server.respond = created;
    await server.client().update(uuid, { record: false, callbackUrl: "" });
    expect(server.received).toMatchObject([
      { method: "POST", url: item, body: '{"record":false,"callback_url":""}' },
    ]);
  });

  it("reads and expires a session without a body", async () => {
    const client = server.client();
    server.respond = json(200, { response: documentSession });
    await client.get(uuid);
    server.respond = text(204, "");
    await client.expire(uuid);
    expect(server.received).toMatchObject([
      { method: "GET", url: item, body: "" },
      { method: "DELETE", url: item, body: "" },
    ]);
    expect(server.received.map(({ headers }) => headers["content-type"])).toEqual([undefined, undefined]);
  });

  it("lists by filters, with times and numbers as Plivo compares them", async () => {
    server.respond = json(200, { response: { objects: [] } });
    const parties = { firstParty: first, virtualNumber: "+912269947011" };
    const times = { createdTimeGte: "2024-02-01T06:28:15Z", expiryTime: "2024-02-01 06:28" };
    await server.client().list({ ...parties, ...times, durationLt: 4, subaccount: "SA1", offset: 40 });
    const url = new URL(server.received[0]?.url ?? "", server.endpoint);
    expect(url.pathname).toBe(collectionPath);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      first_party: first.slice(1),
      virtual_number: "912269947011",
      created_time__gte: "2024-02-01 06:28:15",
      expiry_time: "2024-02-01 06:28",
      duration__lt: "4",
      subaccount: "SA1",
      offset: "40",
    });
  });

  it.each(["", ".", "..", "a/b", "%2e%2e", "a?b", "a#b", "a b", "ü", "x".repeat(101), "12025550100"])(
    "is not sent for the session %p",
    async (sessionUuid) => {
      const client = server.client();
      const operations = [
        client.get(sessionUuid),
        client.update(sessionUuid, {}),
        client.expire(sessionUuid),
      ];
      for (const operation of operations) await expect(operation).rejects.toThrow(InvalidSessionUuidError);
      expect(server.received).toHaveLength(0);
    },
  );

  it("keeps an auth ID within its segment of the path", async () => {
    server.respond = created;
    await server.client({ authId: "../MA?x" }).create({});
    expect(server.received[0]?.url).toBe("/v1/Account/..%2FMA%3Fx/Masking/Session");
  });
});
