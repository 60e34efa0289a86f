import { messageFor } from "../../../provider/accounts/next-steps.ts";
import * as plivo from "../../../provider/plivo/index.ts";
import {
  apiId,
  authToken,
  collectionPath,
  failureOf,
  first,
  item,
  json,
  second,
  testServer,
  text,
  uuid,
} from "./support.ts";

const server = testServer();
let client: plivo.PlivoClient;
beforeEach(() => {
  client = server.client();
});

describe("an unsuccessful response", () => {
  it.each([
    [400, plivo.InvalidRequestError, "PLIVO_INVALID_REQUEST"],
    [401, plivo.AuthenticationError, "PLIVO_AUTHENTICATION"],
    [403, plivo.AddressNotFoundError, "PLIVO_ADDRESS_NOT_FOUND"],
    [404, plivo.NotFoundError, "PLIVO_NOT_FOUND"],
    [405, plivo.InvalidRequestError, "PLIVO_INVALID_REQUEST"],
    [409, plivo.InvalidRequestError, "PLIVO_INVALID_REQUEST"],
    [410, plivo.NotFoundError, "PLIVO_NOT_FOUND"],
    [422, plivo.InvalidRequestError, "PLIVO_INVALID_REQUEST"],
    [429, plivo.RateLimitedError, "PLIVO_RATE_LIMITED"],
    [500, plivo.ServerError, "PLIVO_SERVER"],
    [502, plivo.ServerError, "PLIVO_SERVER"],
    [503, plivo.ServerError, "PLIVO_SERVER"],
    [504, plivo.ServerError, "PLIVO_SERVER"],
  ])("of %i has its own class, with everything that helps", async (status, kind, code) => {
    server.respond = json(status, { api_id: apiId, error: "the reason" });
    const error = await failureOf(client.get(uuid));
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({
      code,
      status,
      vendorText: "the reason",
      apiId,
      method: "GET",
      path: item,
    });
    expect(error).not.toHaveProperty("id");
    for (const part of [`GET ${item}`, String(status), '"the reason"', apiId]) {
      expect(error.message).toContain(part);
    }
    expect(server.received).toHaveLength(1);
  });

  it.each([
    [400, "Session already expired"],
    [409, "Session already expired."],
    [422, "The session is ALREADY EXPIRED"],
    [200, "Session already expired"],
  ])("%i %p to an expiry means that the session had expired", async (status, error) => {
    server.respond = json(status, { api_id: apiId, error });
    const failure = await failureOf(client.expire(uuid));
    expect(failure).toBeInstanceOf(plivo.AlreadyExpiredError);
    expect(failure).toMatchObject({ code: "PLIVO_ALREADY_EXPIRED", status, apiId });
  });

  it.each([
    ["create", () => client.create({ firstParty: first })],
    ["update", () => client.update(uuid, {})],
  ])("of 403 in Plivo's own form to %s can be about the destination's country", async (_name, send) => {
    server.respond = json(403, { api_id: apiId, error: "not allowed" });
    const error = await failureOf(send());
    expect(error).toMatchObject({ code: "PLIVO_GEO_PERMISSION", processed: "no", temporary: false });
    expect(messageFor("resource", error)).toContain("Voice > Geo Permissions");
  });

  const ownForm = JSON.stringify({ api_id: apiId, error: "not allowed" });
  it.each([
    ["create", "<html><title>Blocked by policy</title></html>", () => client.create({ firstParty: first })],
    ["create", "", () => client.create({ firstParty: first })],
    ["update", '{"message":"Forbidden"}', () => client.update(uuid, {})],
    ["get", ownForm, () => client.get(uuid)],
    ["get", "", () => client.get(uuid)],
    ["list", ownForm, () => client.list()],
    ["expire", ownForm, () => client.expire(uuid)],
    ["expire", "<html>", () => client.expire(uuid)],
  ])("of 403 to %s with %j is about a proxy or the account, and no country", async (_name, body, send) => {
    server.respond = text(403, body);
    const error = await failureOf(send());
    expect(error).toMatchObject({ code: "PLIVO_ADDRESS_NOT_FOUND", processed: "no", temporary: false });
    expect(error.message).toMatch(/^Access to this address or account is forbidden \(/);
    expect(messageFor("resource", error)).toContain("whether a proxy or firewall blocks the request.");
    expect(error.message).not.toMatch(/Geo|country/);
  });

  it("means that the session had expired even if a hidden value of the request is part of the words", async () => {
    server.respond = json(400, { error: "Session already expired." });
    const failure = await failureOf(client.update(uuid, { callbackUrl: "https://hooks.example.com/?e" }));
    expect(failure).toBeInstanceOf(plivo.AlreadyExpiredError);
  });

  it("to an update can mean that the session had expired, but a 5xx cannot", async () => {
    server.respond = json(400, { error: "Session already expired." });
    expect(await failureOf(client.update(uuid, {}))).toBeInstanceOf(plivo.AlreadyExpiredError);
    server.respond = json(500, { error: "Session already expired." });
    expect(await failureOf(client.update(uuid, {}))).toBeInstanceOf(plivo.ServerError);
  });

  it("has its text and the header's request ID", async () => {
    server.respond = text(401, "plain\n text", { "x-request-id": "req-1" });
    const error = await failureOf(client.get(uuid));
    expect(error).toMatchObject({ vendorText: "plain text", apiId: "req-1", status: 401 });
  });

  it("reports what is known, and omits the rest", async () => {
    server.respond = text(400, "");
    const { message } = await failureOf(client.get(uuid));
    expect(message).toBe(`Plivo refused the request (GET ${item}, status 400).`);
  });

  it("of 404 to a path of no session blames the address", async () => {
    server.respond = json(404, { error: "not found" });
    const [create, get] = [await failureOf(client.create({})), await failureOf(client.get(uuid))];
    expect(messageFor("resource", create)).toContain("PLIVO_ENDPOINT");
    expect(messageFor("resource", get)).not.toContain("PLIVO_ENDPOINT");
  });
});

describe("a create", () => {
  // 303 may say where to read the request's outcome, 307 asks for the same request elsewhere.
  it.each([
    [301, "unknown"],
    [302, "unknown"],
    [303, "unknown"],
    [307, "no"],
    [308, "no"],
  ])("with the redirect %i fails, and is not sent elsewhere", async (status, processed) => {
    server.respond = text(status, "", { location: `${server.endpoint}/elsewhere?${first}` });
    const error = await failureOf(client.create({ firstParty: first }));
    expect(error).toBeInstanceOf(plivo.RedirectError);
    const expected = { code: "PLIVO_REDIRECT", status, path: collectionPath, processed, temporary: false };
    expect(error).toMatchObject(expected);
    expect(error.message).toContain("redirect");
    expect(server.received).toHaveLength(1);
  });

  it.each([
    [408, '{"error":"Request timeout"}'],
    [408, "<html><title>408 Request Time-out</title></html>"],
    [460, ""],
    [499, "<html>"],
  ])("that %i %j ended while it was in flight may have been carried out", async (status, body) => {
    server.respond = text(status, body);
    const error = await failureOf(client.create({ firstParty: first }));
    expect(error).toBeInstanceOf(plivo.ServerError);
    expect(error).toMatchObject({ status, processed: "unknown", temporary: true });
    expect(server.received).toHaveLength(1);
  });
});

describe("an error shows nothing secret", () => {
  const pins = { firstPartyPin: "9517", secondPartyPin: "3579" };
  const callbackUrl = "https://me:hunter2@hooks.example.com/in?key=s3cret";
  const numbers = [first, second];
  const own = [...Object.values(pins), authToken, "hunter2", "s3cret"];
  const secrets = [...numbers, ...numbers.map((number) => number.slice(1)), ...own];
  const basic = Buffer.from(`MAXXXXXXXXXXXXXXXXXX:${authToken}`).toString("base64");
  const repeated = [...secrets, basic, callbackUrl, "+44 20 7946 0018", "(202) 555-0143"].join(" | ");
  const operations = {
    create: () => client.create({ firstParty: first, secondParty: second, ...pins, callbackUrl }),
    list: () => client.list({ firstParty: first, secondParty: second }),
  };

  function textOf(error: plivo.PlivoError): string {
    const own = Object.getOwnPropertyNames(error).map((name) => String(Reflect.get(error, name)));
    return [...own, String(error), JSON.stringify(error), String(error.cause)].join("\n");
  }

  it.each([400, 401, 403, 404, 429, 500, 200])(
    "of a request that the vendor quotes with %i",
    async (status) => {
      for (const body of [
        JSON.stringify({ error: repeated }),
        JSON.stringify({ error: { message: repeated } }),
      ]) {
        server.respond = text(status, body, { "x-request-id": first });
        const error = textOf(await failureOf(operations.create()));
        for (const secret of [...secrets, basic, "7946", "0143"]) expect(error).not.toContain(secret);
      }
    },
  );

  it("of plain text, a title or a query", async () => {
    for (const body of [`no: ${first}, 0143 555 2020`, `<title>${second}</title>`]) {
      server.respond = text(502, body);
      const error = textOf(await failureOf(operations.list()));
      for (const secret of [...secrets, "0143", "first_party="]) expect(error).not.toContain(secret);
    }
    expect(server.received[0]?.url).toContain("first_party=");
  });

  it.each([286, 290, 294, 297])("of a number that shortening would cut after %i others", async (before) => {
    server.respond = json(400, { error: `${"x".repeat(before)} 442079460018 ${"y".repeat(50)}` });
    expect((await failureOf(operations.create())).vendorText).not.toMatch(/\d/);
  });

  it("of a vendor's text except its api_id", async () => {
    server.respond = json(400, { api_id: apiId, error: `see ${apiId}` });
    const error = await failureOf(operations.create());
    expect(error).toMatchObject({ apiId, vendorText: `see ${apiId}` });
  });
});
