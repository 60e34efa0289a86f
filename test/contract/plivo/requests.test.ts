import { readFileSync } from "node:fs";
import path from "node:path";
import { InvalidSessionUuidError, type CreateSessionRequest } from "../../../provider/plivo";
import { wireName } from "../../../provider/plivo/wire-names";
import { repositoryRoot } from "../../../tools/repository.ts";
import {
  API_ID,
  AUTH_ID,
  AUTH_TOKEN,
  COLLECTION,
  FIRST,
  ITEM,
  json,
  SECOND,
  TestServer,
  text,
  UUID,
  documentSession,
} from "./support";

const server = new TestServer();
beforeAll(() => server.start());
beforeEach(() => {
  server.reset();
});
afterAll(() => server.stop());

const created = json(201, { api_id: API_ID, session_uuid: UUID, session: documentSession });
const row = (index: number) => ({ session_uuid: `row-${index}` });

/** All 29 arguments of the document's "Create a Session". */
const everything: Required<CreateSessionRequest> = {
  firstParty: FIRST,
  secondParty: SECOND,
  geomatch: false,
  subaccount: "SAXXXXXXXXXXXXXXXXXX",
  sessionExpiry: 600,
  callTimeLimit: 300,
  ringTimeout: 30,
  initiateCallToFirstParty: true,
  callbackUrl: "https://hooks.example.com/a",
  callbackMethod: "GET",
  record: true,
  recordingCallbackUrl: "https://hooks.example.com/b",
  recordFileFormat: "wav",
  recordingCallbackMethod: "GET",
  firstPartyPlayUrl: "https://media.example.com/1.mp3",
  secondPartyPlayUrl: "https://media.example.com/2.mp3",
  isPinAuthenticationRequired: true,
  generatePin: false,
  generatePinLength: 5,
  firstPartyPin: "12345",
  secondPartyPin: "54321",
  pinPromptPlay: "https://media.example.com/3.mp3",
  pinRetry: 2,
  pinRetryWait: 6,
  incorrectPinPlay: "https://media.example.com/4.mp3",
  unknownCallerPlay: "https://media.example.com/5.mp3",
  forcePinAuthentication: true,
  createSessionWithSingleParty: false,
  virtualNumberCooloffPeriod: 60,
};

describe("a request", () => {
  it("carries Basic credentials, the package's version and a JSON body, on the documented path", async () => {
    server.respond = created;
    await server.client().create(everything);
    const manifest = JSON.parse(readFileSync(path.join(repositoryRoot(), "package.json"), "utf8")) as {
      version: string;
    };
    const [request] = server.received;
    expect(server.received).toHaveLength(1);
    expect(request).toMatchObject({ method: "POST", url: COLLECTION });
    expect(request?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from(`${AUTH_ID}:${AUTH_TOKEN}`).toString("base64")}`,
      "content-type": "application/json",
      "user-agent": `pulumi-plivo-masking/${manifest.version}`,
    });
    const wire = Object.entries(everything).map(([name, value]) => [wireName(name), value]);
    expect(wire).toHaveLength(29);
    expect(JSON.parse(request?.body ?? "")).toEqual(Object.fromEntries(wire));
  });

  it("sends an update to the session, with only what is given", async () => {
    server.respond = created;
    await server.client().update(UUID, { record: false, callbackUrl: "" });
    expect(server.received).toMatchObject([
      { method: "POST", url: ITEM, body: '{"record":false,"callback_url":""}' },
    ]);
  });

  it("reads and ends a session without a body", async () => {
    const client = server.client();
    server.respond = json(200, { response: documentSession });
    await client.get(UUID);
    server.respond = text(204, "");
    await client.expire(UUID);
    expect(server.received).toMatchObject([
      { method: "GET", url: ITEM, body: "" },
      { method: "DELETE", url: ITEM, body: "" },
    ]);
    expect(server.received.map(({ headers }) => headers["content-type"])).toEqual([undefined, undefined]);
  });

  it("lists by every filter of the document and the SDKs' subaccount", async () => {
    server.respond = json(200, { response: { objects: [] } });
    const time = "2024-02-01T06:28:15Z";
    await server.client().list({
      firstParty: FIRST,
      secondParty: SECOND,
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
    expect(url.pathname).toBe(COLLECTION);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      first_party: FIRST,
      second_party: SECOND,
      virtual_number: "+912269947011",
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

  it("takes a kept connection rather than a new one", async () => {
    const ports = new Set<number | undefined>();
    server.respond = (response, received) => {
      ports.add(response.socket?.remotePort);
      created(response, received);
    };
    const client = server.client();
    for (let index = 0; index < 10; index++) await client.create({});
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it("takes no more connections than it may", async () => {
    const ports = new Set<number | undefined>();
    server.respond = (response, received) => {
      ports.add(response.socket?.remotePort);
      setTimeout(() => {
        created(response, received);
      }, 5);
    };
    const client = server.client({ connections: 2 });
    await Promise.all(Array.from({ length: 12 }, () => client.create({})));
    expect(server.received).toHaveLength(12);
    expect(ports.size).toBeLessThanOrEqual(2);
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

  it("keeps an auth ID within its part of the path", async () => {
    server.respond = created;
    await server.client({ authId: "../MA?x" }).create({});
    expect(server.received[0]?.url).toBe("/v1/Account/..%2FMA%3Fx/Masking/Session");
  });
});

describe("walking the pages", () => {
  const pageOf = (rows: object[], meta?: object) => ({ response: { ...(meta && { meta }), objects: rows } });

  it("asks by offset until the total is reached, and gives each session once", async () => {
    server.respond = (response, received) => {
      const offset = Number(new URL(received.url ?? "", server.endpoint).searchParams.get("offset"));
      // Between the first page and the second, a new session has moved row 1 on.
      const rows = offset === 0 ? [row(0), row(1)] : offset === 2 ? [row(1), row(2)] : [row(3)];
      json(200, pageOf(rows, { limit: 2, offset, next: null, total_count: 5 }))(response, received);
    };
    const found: string[] = [];
    for await (const { sessionUuid } of server.client().sessions({ limit: 2, status: "active" })) {
      found.push(sessionUuid);
    }
    expect(found).toEqual(["row-0", "row-1", "row-2", "row-3"]);
    expect(server.received.map(({ url }) => url?.split("?")[1])).toEqual([
      "limit=2&status=active&offset=0",
      "limit=2&status=active&offset=2",
      "limit=2&status=active&offset=4",
    ]);
  });

  it("goes by next where no total is told, and ends at an empty page", async () => {
    server.respond = (response, received) => {
      const first = received.url?.includes("offset=0") === true;
      json(200, pageOf(first ? [row(0)] : [], { next: "/more" }))(response, received);
    };
    const pages: number[] = [];
    for await (const { sessions } of server.client().pages()) pages.push(sessions.length);
    expect(pages).toEqual([1, 0]);
  });

  it("tells the answer's time, the total and the next offset", async () => {
    server.respond = json(200, pageOf([row(0)], { total_count: "7" }), {
      date: "Sun, 01 Mar 2026 10:00:30 GMT",
    });
    expect(await server.client().list({ offset: 3 })).toEqual({
      sessions: [{ sessionUuid: "row-0" }],
      totalCount: 7,
      nextOffset: 4,
      date: "2026-03-01T10:00:30.000Z",
    });
  });
});
