import { shapes } from "plivo-masking-emulator";
import {
  AlreadyExpiredError,
  AuthenticationError,
  InvalidRequestError,
  InvalidSessionUuidError,
  MaskingClient,
  NotFoundError,
} from "../../../provider/client/index.ts";
import { failureOf, first, json, testServer, uuid } from "../plivo/support.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { benchForAll, openBench } from "./support.ts";

describe.each(shapes)("the client of a worker, with responses of the shape %s", (shape) => {
  const bench = benchForAll({ shape });

  it("sends the parties' numbers in their E.164 form, however they are written, and finds them by it", async () => {
    const { client } = bench;
    const { session } = await client.create({
      firstParty: "+44 (0)20 7946 0018",
      secondParty: "+44\u00ad 020 7946 0019",
      createSessionWithSingleParty: true,
    });
    expect(session).toMatchObject({ firstParty: "+442079460018", secondParty: "+442079460019" });
    const { sessions } = await client.list({ filters: { firstParty: "+44 020 7946 0018" } });
    expect(sessions.map(({ sessionUuid }) => sessionUuid)).toEqual([session.sessionUuid]);
    const updated = await client.update(session.sessionUuid, { secondParty: "+44 (0)20 7946 0020" });
    expect(updated.secondParty).toBe("+442079460020");
  });

  it("lets Plivo reject an impossible number", async () => {
    const parties = { firstParty: "+44 (0)20", secondParty: "+12025550221" };
    expect(await failureOf(bench.client.create(parties))).toBeInstanceOf(InvalidRequestError);
  });

  it("distinguishes an unknown session from an invalid UUID", async () => {
    const error = await failureOf(bench.client.get(uuid));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error.message).toMatch(
      /^Plivo does not know this session \(GET .*\)\. Check the session's UUID and the account; Plivo forgets a session after 90 days\.$/,
    );
    for (const wrong of ["../Call", undefined, { id: uuid }]) {
      await expect(bench.client.get(wrong as string)).rejects.toThrow(InvalidSessionUuidError);
    }
  });
});

describe("an error of the client", () => {
  const server = testServer();
  const options = () => ({ authId: "MAONE", authToken: "token-of-one", endpoint: server.endpoint });

  it.each<[string, (client: MaskingClient) => Promise<unknown>]>([
    ["get", (client) => client.get(uuid)],
    ["list", (client) => client.list()],
    ["pages", (client) => client.pages().next()],
    ["sessions", (client) => client.sessions().next()],
    ["create", (client) => client.create({ firstParty: first })],
    ["update", (client) => client.update(uuid, { record: true })],
    ["expire", (client) => client.expire(uuid)],
  ])("from %s says what a worker can do, and nothing about Pulumi", async (_, send) => {
    server.respond = json(401, { error: "no" });
    const client = new MaskingClient(options());
    const error = await failureOf(send(client));
    await client.close();
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error.message).toMatch(
      /, status 401, "no"\)\. Check the client's authId and authToken \(or PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN\)\. If they are right,/,
    );
    expect(error.message).not.toMatch(/plivo:|stack/);
    expect(String(error.stack)).toContain(error.message);
  });

  it("about an expired session does not advise `pulumi up`", async () => {
    server.respond = json(400, { error: "Session already expired" });
    const client = new MaskingClient(options());
    const error = await failureOf(client.expire(uuid));
    await client.close();
    expect(error).toBeInstanceOf(AlreadyExpiredError);
    expect(error.message).toMatch(/expired"\)\. Create a new session if the parties still need one\.$/);
  });

  it("about an endpoint names the client's option", () => {
    expect(() => new MaskingClient({ ...options(), endpoint: "plivo" })).toThrow(
      /^The Plivo endpoint \(the client's option endpoint, or PLIVO_ENDPOINT\) must be the part before \/v1/,
    );
  });
});

describe("a client configured by the environment", () => {
  const environment = {
    PLIVO_AUTH_ID: "MAONE",
    PLIVO_AUTH_TOKEN: "token-of-one",
    PLIVO_SUPPORT_AUTH_ID: "MATWO",
    PLIVO_SUPPORT_AUTH_TOKEN: "token-of-two",
  };

  it("uses the default account, or the one that is named", () => {
    expect(MaskingClient.fromEnvironment({ environment }).authId).toBe("MAONE");
    expect(MaskingClient.fromEnvironment({ environment, account: "support" }).authId).toBe("MATWO");
  });

  it("applies PLIVO_CLOCK_OFFSET, and prints that it does", async () => {
    const bench = await openBench();
    await bench.create("21");
    bench.emulator.clock.advance(50 * 86_400);
    const lines: string[] = [];
    const client = MaskingClient.fromEnvironment({
      environment: { ...bench.emulator.environment, PLIVO_CLOCK_OFFSET: String(50 * 86_400) },
      clock: VirtualClock.standing(),
      log: (line) => lines.push(line),
    });
    const filters = { createdTimeLt: "2026-03-01T10:00:01Z", createdTimeGte: "2026-03-01T09:00:00Z" };
    expect((await client.list({ filters })).sessions).toHaveLength(1);
    expect((await client.list({ filters: { createdTimeGte: filters.createdTimeGte } })).windows).toHaveLength(
      2,
    );
    expect(lines).toContain("PLIVO_CLOCK_OFFSET is set: the provider's clock is shifted by 4320000 s.");
    await client.close();
    await bench.close();
  });
});
