import { MaskingClient } from "../../../provider/client/index.ts";
import { sessionNames } from "../../../provider/plivo/index.ts";
import { field } from "../../../provider/session/fields.ts";
import { sentNames, snakeCase, valuesOf } from "../../support/field-changes.ts";
import { camelName, interactionAttributes, sessionAttributes } from "../../document/session-names.ts";
import { authId, authToken, documentSession, json, testServer, uuid } from "../plivo/support.ts";

const server = testServer();
let client: MaskingClient;
beforeAll(() => {
  client = new MaskingClient({ authId, authToken, endpoint: server.endpoint });
});
afterAll(() => client.close());

function read(session: object) {
  server.respond = json(200, { response: session });
  return client.get(uuid);
}

const time = "2024-02-01 06:28:15 +0000 UTC";
const isoTime = "2024-02-01T06:28:15Z";
const call = `/v1/Account/${authId}/Call/one/`;

/** The arguments that a response may contain. */
const reported = sentNames.filter((name) => field(name).reported !== "never");

/** Each other attribute in a response, and what a program gets. */
const attributes: Readonly<Record<string, [wire: unknown, value: unknown]>> = {
  session_uuid: [uuid, uuid],
  first_party: ["919003459051", "+919003459051"],
  second_party: ["918197241073", "+918197241073"],
  virtual_number: ["912269947011", "+912269947011"],
  status: ["in-progress", "in-progress"],
  created_time: [time, isoTime],
  modified_time: ["2024-02-01 06:28:37 +0000 UTC", "2024-02-01T06:28:37Z"],
  expiry_time: ["2024-02-01 06:58:15.123456 +0000 UTC", "2024-02-01T06:58:15.123Z"],
  last_interaction_time: ["2024-02-01 06:40:00 +0000 UTC", "2024-02-01T06:40:00Z"],
  duration: [1800, 1800],
  amount: [0.005, "0.005"],
  total_call_count: [4, 4],
  total_call_amount: ["0.0720", "0.0720"],
  total_call_billed_duration: [240, 240],
  total_session_amount: [0.077, "0.077"],
  interaction: [[], []],
  ...Object.fromEntries(
    reported.map((name) => [snakeCase(name), [valuesOf(name)[0], valuesOf(name)[0]] as const]),
  ),
};

const interactions: Record<(typeof interactionAttributes)[number], [wire: unknown, value: unknown]> = {
  first_party_resource_url: [call, call],
  second_party_resource_url: [null, null],
  recording_resource_url: [`${call}recording/`, `${call}recording/`],
};

it("the client's attributes include those of Plivo's document", () => {
  expect(Object.keys(attributes)).toEqual(expect.arrayContaining([...sessionAttributes]));
});

describe("the client reads the Session attribute", () => {
  it.each(Object.entries(attributes))("%s", async (name, [wire, value]) => {
    expect(await read({ session_uuid: uuid, [name]: wire })).toMatchObject({ [camelName(name)]: value });
  });

  it.each(Object.keys(attributes).filter((name) => !["session_uuid", "interaction"].includes(name)))(
    "%s as null if Plivo sends null, an empty text or nothing",
    async (name) => {
      for (const answer of [{ [name]: null }, { [name]: "" }, {}]) {
        expect(await read({ session_uuid: uuid, ...answer })).toMatchObject({ [camelName(name)]: null });
      }
    },
  );
});

describe("the client reads the Interaction attribute", () => {
  it.each(interactionAttributes)("%s", async (name) => {
    const [wire, value] = interactions[name];
    const { interaction } = await read({ session_uuid: uuid, interaction: [{ [name]: wire }] });
    expect(interaction).toEqual([expect.objectContaining({ [camelName(name)]: value })]);
  });

  it.each(interactionAttributes)("%s as null if its leg does not exist", async (name) => {
    for (const answer of [{ [name]: null }, {}]) {
      const { interaction } = await read({ session_uuid: uuid, interaction: [answer] });
      expect(interaction).toEqual([expect.objectContaining({ [camelName(name)]: null })]);
    }
  });
});

describe("the client reads the document's example", () => {
  it("with every attribute, and no interactions if they are null", async () => {
    const session = await read(documentSession);
    expect(Object.keys(session).sort()).toEqual([...sessionNames].sort());
    expect(Object.values(session)).not.toContain(undefined);
    expect(session).toMatchObject({
      interaction: [],
      amount: "0",
      totalSessionAmount: "0",
      lastInteractionTime: null,
      callbackUrl: null,
      firstPartyPin: null,
      createdTime: isoTime,
    });
  });
});
