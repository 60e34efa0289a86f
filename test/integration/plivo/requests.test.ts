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
  second,
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

  it("lists by every filter of the document and the SDKs' subaccount, with numbers as Plivo stores them", async () => {
    server.respond = json(200, { response: { objects: [] } });
    const time = "2024-02-01T06:28:15Z";
    await server.client().list({
      firstParty: first,
      secondParty: second,
      virtualNumber: "+912269947011",
      subaccount: "SA1",
      status: "active",
      ...{
        createdTime: time,
        createdTimeGt: time,
        createdTimeGte: time,
        createdTimeLt: time,
        createdTimeLte: time,
      },
      ...{
        expiryTime: "2024-02-01 06:28",
        expiryTimeGt: time,
        expiryTimeGte: time,
        expiryTimeLt: time,
        expiryTimeLte: time,
      },
      ...{ duration: 1, durationGt: 2, durationGte: 3, durationLt: 4, durationLte: 5 },
      limit: 20,
      offset: 40,
    });
    const url = new URL(server.received[0]?.url ?? "", server.endpoint);
    const filterTime = "2024-02-01 06:28:15";
    const variants = (name: string, value: string) =>
      ["gt", "gte", "lt", "lte"].map((variant) => [`${name}__${variant}`, value] as const);
    expect(url.pathname).toBe(collectionPath);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      first_party: first.slice(1),
      second_party: second.slice(1),
      virtual_number: "912269947011",
      subaccount: "SA1",
      status: "active",
      created_time: filterTime,
      ...Object.fromEntries(variants("created_time", filterTime)),
      expiry_time: "2024-02-01 06:28",
      ...Object.fromEntries(variants("expiry_time", filterTime)),
      duration: "1",
      duration__gt: "2",
      duration__gte: "3",
      duration__lt: "4",
      duration__lte: "5",
      limit: "20",
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
