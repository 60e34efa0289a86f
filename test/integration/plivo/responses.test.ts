import { inspect } from "node:util";
import { UnreadableAnswerError, type PlivoClient } from "../../../provider/plivo/index.ts";
import {
  apiId,
  authToken,
  clientSession,
  documentSession,
  failureOf,
  json,
  testServer,
  text,
  uuid,
} from "./support.ts";

const server = testServer();
let client: PlivoClient;
beforeAll(() => {
  client = server.client();
});

const { session_uuid: _, virtual_number: __, ...anonymous } = documentSession;

describe("the client reads the document's example to", () => {
  it("create a session", async () => {
    const message = "Session created";
    const envelope = { api_id: apiId, session_uuid: uuid, virtual_number: "+912269947011", message };
    server.respond = json(201, { ...envelope, session: documentSession });
    expect(await client.create({})).toEqual({ session: clientSession, apiId });
  });

  it("retrieve a session with PINs", async () => {
    const pins = {
      first_party_pin: "1234",
      second_party_pin: "4321",
      generate_pin: false,
      generate_pin_length: 4,
    };
    server.respond = json(200, { api_id: apiId, response: { ...documentSession, ...pins } });
    expect(await client.get(uuid)).toEqual({
      ...clientSession,
      ...{ firstPartyPin: "1234", secondPartyPin: "4321", generatePin: false, generatePinLength: 4 },
    });
  });

  it("list sessions", async () => {
    const meta = { limit: 20, next: null, offset: 0, previous: null, total_count: 1 };
    const resourceUri = `/v1/Account/MA/Masking/Session/${uuid}/`;
    const objects = [{ ...documentSession, resource_uri: resourceUri }];
    server.respond = json(200, { api_id: apiId, response: { meta, objects } });
    expect(await client.list()).toMatchObject({
      sessions: [{ ...clientSession, resourceUri }],
      totalCount: 1,
      nextOffset: undefined,
    });
  });

  it("update a session", async () => {
    server.respond = json(200, { api_id: apiId, message: "Session updated", session: documentSession });
    expect(await client.update(uuid, {})).toEqual(clientSession);
  });

  it.each(["Session expired", "Session Deleted"])("expire a session: %s", async (message) => {
    server.respond = json(200, { api_id: apiId, message });
    await expect(client.expire(uuid)).resolves.toBeUndefined();
  });
});

describe("a response", () => {
  it.each([200, 201, 202])("of %i is a success", async (status) => {
    server.respond = json(status, { session: documentSession, response: documentSession });
    await client.create({});
    await client.get(uuid);
    await client.update(uuid, {});
    await client.expire(uuid);
    expect(server.received).toHaveLength(4);
  });

  it.each([
    [200, ""],
    [200, " \n"],
    [204, ""],
  ])("of %i with the body %p is a successful expiry", async (status, body) => {
    server.respond = text(status, body);
    await expect(client.expire(uuid)).resolves.toBeUndefined();
  });

  it.each([{}, { session_uuid: "", virtual_number: "" }, { session_uuid: null, virtual_number: null }])(
    "to a create is completed from its envelope if the session says %p",
    async (lacking) => {
      const session = { ...anonymous, ...lacking };
      server.respond = json(201, { session_uuid: uuid, virtual_number: "+912269947011", session });
      expect((await client.create({})).session).toEqual(clientSession);
    },
  );

  it("to an update can lack the UUID, which the request contained", async () => {
    server.respond = json(200, { session: { ...documentSession, session_uuid: null } });
    expect(await client.update(uuid, {})).toEqual(clientSession);
  });

  it.each([`?session=${uuid}`, `?${uuid}`])(
    "to an update can name a session with a callback that has the UUID in its query: %s",
    async (query) => {
      server.respond = json(200, { api_id: apiId, session: documentSession });
      const update = client.update(uuid.toUpperCase(), { callbackUrl: `https://hooks.example.com/${query}` });
      expect((await update).sessionUuid).toBe(uuid);
    },
  );

  it("gets its request ID from X-Request-ID if its body has none", async () => {
    server.respond = json(201, { session: documentSession }, { "x-request-id": "req-1" });
    expect((await client.create({})).apiId).toBe("req-1");
  });
});

describe("a success that cannot be read", () => {
  const operations = {
    create: () => client.create({ firstParty: "+12025550100" }),
    get: () => client.get(uuid),
    update: () => client.update(uuid, {}),
    list: () => client.list(),
  };

  const pin = '{"session":{"first_party_pin":"9876"';
  const bodies = ["", "<html>hunter2</html>", "hunter2", pin, "[]", "null", '"x"', "{}"];
  it.each(
    Object.entries(operations).flatMap(([name, run]) => bodies.map((body) => [name, body, run] as const)),
  )("is the response to %s with the body %p", async (_name, body, run) => {
    server.respond = text(200, body, { "x-request-id": "req-1" });
    const error = await failureOf(run());
    expect(error).toBeInstanceOf(UnreadableAnswerError);
    expect(error).toMatchObject({ code: "PLIVO_UNREADABLE_ANSWER", status: 200, apiId: "req-1" });
    expect(error.message).not.toMatch(/9876|hunter2/);
  });

  it.each([
    { session_uuid: authToken },
    { session: { ...documentSession, session_uuid: authToken } },
    { session_uuid: `x-${authToken}`, session: anonymous },
    { session_uuid: "pin-4821", session: anonymous },
  ])("shows no secret in place of a session's UUID, which errors quote (%#)", async (body) => {
    server.respond = json(201, body);
    const error = await failureOf(client.create({ firstPartyPin: "pin-4821" }));
    expect(error).toMatchObject({ code: "PLIVO_UNREADABLE_ANSWER", sessionUuid: undefined });
    expect(inspect(error)).not.toMatch(new RegExp(`${authToken}|pin-4821`));
  });

  it("shows no secret in place of a listed session's UUID", async () => {
    server.respond = json(200, { response: { objects: [{ ...documentSession, session_uuid: authToken }] } });
    expect(inspect(await failureOf(client.list()))).not.toContain(authToken);
  });

  it("names the session that a create created, if the response contains it", async () => {
    server.respond = json(201, { api_id: apiId, session_uuid: uuid });
    expect(await failureOf(client.create({}))).toMatchObject({ sessionUuid: uuid, apiId });
  });

  it("has the error of the response as its vendor text", async () => {
    server.respond = json(200, { api_id: apiId, error: "boom" });
    expect(await failureOf(client.create({}))).toMatchObject({ vendorText: "boom", apiId });
    expect(await failureOf(client.expire(uuid))).toMatchObject({
      code: "PLIVO_UNREADABLE_ANSWER",
      vendorText: "boom",
    });
  });

  it.each(["<html>Log in</html>", "[]", '{"message":'])(
    "is the response to an expiry with the body %p",
    async (body) => {
      server.respond = text(200, body);
      expect(await failureOf(client.expire(uuid))).toBeInstanceOf(UnreadableAnswerError);
    },
  );

  it("is also a list with a session without a UUID", async () => {
    server.respond = json(200, { response: { objects: [documentSession, anonymous] } });
    expect(await failureOf(client.list())).toBeInstanceOf(UnreadableAnswerError);
  });
});
