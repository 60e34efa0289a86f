import { shapes, startEmulator, type Emulator } from "plivo-masking-emulator";
import { AlreadyExpiredError, PlivoClient, sessionNames } from "../../../provider/plivo/index.ts";
import { fieldNames } from "../../../provider/session/fields.ts";
import { camelName } from "../../document/session-names.ts";
import { snakeCase } from "../../support/field-changes.ts";
import { failureOf, first, second } from "./support.ts";

describe.each(shapes)("the client with responses of the shape %s", (shape) => {
  let emulator: Emulator;
  let client: PlivoClient;

  beforeAll(async () => {
    emulator = await startEmulator({ shape });
    const { authId, authToken, endpoint } = emulator;
    client = new PlivoClient({ authId, authToken, endpoint });
  });
  beforeEach(() => emulator.reset());
  afterAll(async () => {
    await client.close();
    await emulator.close();
  });

  const create = () => client.create({ firstParty: first, secondParty: second, sessionExpiry: 600 });

  it("reads the same session from a create and a get, with numbers and times normalised", async () => {
    const { session, apiId } = await create();
    expect(apiId).toEqual(expect.any(String));
    expect(session).toMatchObject({
      firstParty: first,
      secondParty: second,
      status: "active",
      duration: 600,
    });
    expect(session.virtualNumber).toMatch(/^\+\d+$/);
    expect(Date.parse(session.expiryTime ?? "") - Date.parse(session.createdTime ?? "")).toBe(600_000);
    expect(session.callbackUrl).toBeNull();
    expect(await client.get(session.sessionUuid)).toEqual(session);
  });

  it("reads every key of a response", async () => {
    const { session } = await create();
    const sent = JSON.parse(emulator.requests.all().at(-1)?.response ?? "") as { readonly session: object };
    expect(Object.keys(session).sort()).toEqual(Object.keys(sent.session).map(camelName).sort());
  });

  it("reads what the vendor generated", async () => {
    const pinPromptPlay = "https://media.example.com/prompt.mp3";
    const { session } = await client.create({
      firstParty: first,
      secondParty: second,
      isPinAuthenticationRequired: true,
      generatePin: true,
      pinPromptPlay,
    });
    expect(session.firstPartyPin).toMatch(/^\d{4}$/);
    expect(session.secondPartyPin).toMatch(/^\d{4}$/);
  });

  it("lists by filters, over all pages", async () => {
    const created: string[] = [];
    for (let index = 0; index < 25; index++) created.push((await create()).session.sessionUuid);
    await client.expire(created[0] ?? "");
    const page = await client.list({ firstParty: first, status: "active" });
    expect(page).toMatchObject({ totalCount: 24, nextOffset: 20 });
    expect(Date.parse(page.date ?? "")).not.toBeNaN();
    const since = new Date(Date.now() - 60_000).toISOString();
    const found: string[] = [];
    for await (const { sessionUuid } of client.sessions({ secondParty: second, createdTimeGte: since })) {
      found.push(sessionUuid);
    }
    expect(found.sort()).toEqual(created.sort());
    expect((await client.list({ firstParty: "+12025550199" })).sessions).toEqual([]);
    expect((await client.list({ durationGt: 600 })).sessions).toEqual([]);
  });

  it("updates a session, and expires it once", async () => {
    const { sessionUuid } = (await create()).session;
    const updated = await client.update(sessionUuid, {
      record: true,
      callbackUrl: "https://hooks.example.com/a",
    });
    expect(updated).toMatchObject({ sessionUuid, record: true, callbackUrl: "https://hooks.example.com/a" });
    await client.expire(sessionUuid);
    expect(await client.get(sessionUuid)).toMatchObject({ status: "expired" });
    expect(await failureOf(client.expire(sessionUuid))).toBeInstanceOf(AlreadyExpiredError);
    expect(await failureOf(client.update(sessionUuid, { record: false }))).toBeInstanceOf(
      AlreadyExpiredError,
    );
  });
});

it("the emulator has no field that the provider's tables lack", async () => {
  const emulator = await startEmulator();
  const response = await fetch(`${emulator.endpoint}/_emulator/console/fields`);
  const { fields } = (await response.json()) as { readonly fields: readonly { readonly name: string }[] };
  await emulator.close();
  const known = [...fieldNames, ...sessionNames, "lastCaller", "callbackSequence"].map(snakeCase);
  expect(fields.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
});
