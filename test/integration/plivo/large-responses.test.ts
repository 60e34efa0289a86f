import { UnreadableAnswerError } from "../../../provider/plivo/index.ts";
import { maxResponseMegabytes } from "../../../provider/plivo/transport.ts";
import { documentSession, failureOf, json, testServer, text, uuid } from "./support.ts";
import { cpuMsOf } from "../../support/cpu-time.ts";

const server = testServer();

const client = () => server.client({ retries: { initialDelayMs: 1 } });
const megabytes = (count: number, unit: string) => unit.repeat((count * 1024 * 1024) / unit.length);

const leg = (call: number) =>
  `https://api.plivo.com/v1/Account/MAXXXXXXXXXXXXXXXXXX/Call/ae245217-f78e-4939-bc48-${String(call).padStart(12, "0")}/`;

/** An interaction with all attributes, as long as they can be. */
const interaction = (call: number) => ({
  auth_id: "MAXXXXXXXXXXXXXXXXXX",
  type: "call",
  start_time: "2024-02-01 06:28:15.123456 +0000 UTC",
  end_time: "2024-02-01 06:29:16.123456 +0000 UTC",
  first_party_resource_url: leg(call),
  second_party_resource_url: leg(call + 500),
  first_party_status: "completed",
  second_party_status: "completed",
  recording_resource_url: leg(call).replace("Call", "Recording"),
  total_call_count: 2,
  duration: 61,
  call_billed_duration: 120,
  total_call_amount: 0.0123,
});

const sessions = Array.from({ length: 20 }, (_, index) => ({
  ...documentSession,
  session_uuid: uuid.replace(/..$/, String(index + 10)),
  interaction: Array.from({ length: 500 }, (_unused, call) => interaction(call)),
}));

describe("the largest page that Plivo may send", () => {
  it.each([
    ["without blanks", undefined],
    ["with blanks", 1],
  ])("of 20 sessions with 500 interactions each, %s, is read", async (_name, blanks) => {
    const body = JSON.stringify({ response: { meta: { total_count: 20 }, objects: sessions } }, null, blanks);
    expect(body.length).toBeGreaterThan(6 * 1024 * 1024);
    server.respond = text(200, body);
    const page = await client().list();
    expect(page.sessions.map((session) => session.interaction?.length)).toEqual(Array(20).fill(500));
  });
});

describe("a response of brackets only", () => {
  const brackets = megabytes(maxResponseMegabytes - 1, "[");

  it.each([200, 500, 403])(
    "with %i costs neither time nor memory, and the error says why",
    async (status) => {
      server.respond = text(status, brackets);
      let message = "";
      const taken = await cpuMsOf(async () => ({ message } = await failureOf(client().get(uuid))));
      // JSON.parse would need 5 s and 2 GB for such a response.
      expect(taken).toBeLessThan(status === 500 ? 6_000 : 3_000);
      if (status === 200) expect(message).toContain("it has more than 32 levels");
    },
  );
});

describe("a response that cannot be read", () => {
  const unreadable = text(200, "<html>");

  it.each([
    ["a get", () => client().get(uuid)],
    ["a list", () => client().list()],
  ])("is asked for twice more for %s", async (_name, send) => {
    server.respond = unreadable;
    expect(await failureOf(send())).toBeInstanceOf(UnreadableAnswerError);
    expect(server.received).toHaveLength(3);
  });

  it("counts separately from other failures", async () => {
    const answers = [json(503, {}), json(503, {}), unreadable, unreadable, json(503, {})];
    server.respond = (response, received) => {
      const answer = answers.shift() ?? json(200, { response: documentSession });
      answer(response, received);
    };
    await expect(client().get(uuid)).resolves.toMatchObject({ sessionUuid: uuid });
    expect(server.received).toHaveLength(6);
  });
});

describe("a response that is too large", () => {
  it("counts as unreadable, and a read is sent twice more", async () => {
    server.respond = text(200, megabytes(maxResponseMegabytes + 1, " "));
    const error = await failureOf(client().list());
    expect(error).toBeInstanceOf(UnreadableAnswerError);
    expect(error.message).toContain("it is larger than 12 MB (GET ");
    expect(server.received).toHaveLength(3);
  });
});
