import { httpDate } from "../../../emulator/common/timestamps.ts";
import type { Emulator, SwitchName } from "../../../emulator/index.ts";
import { pinFields } from "../calls/support.ts";
import { exchange } from "../exchange.ts";
import { call, create, firstNumber, parties, text } from "../support.ts";

type Member = Readonly<Record<string, unknown>>;

const unknown = "/00000000-0000-4000-8000-000000000000";
const seconds = 1_000;

async function shown(emulator: Emulator, sessionUuid: string): Promise<Member> {
  return (await call(emulator, "GET", `/${sessionUuid}`)).body["response"] as unknown as Member;
}

async function rows(emulator: Emulator, query = ""): Promise<Member[]> {
  const { body } = await call(emulator, "GET", query);
  return (body["response"] as unknown as { objects: Member[] }).objects;
}

async function createExpired(emulator: Emulator): Promise<string> {
  const sessionUuid = await create(emulator, { session_expiry: 60 });
  emulator.clock.advance(61);
  return sessionUuid;
}

/** The position that an unset or missing value shows. */
function kindOf(members: Member, name: string): string {
  if (!(name in members)) return "absent";
  return members[name] === null ? "null" : JSON.stringify(members[name]);
}

/** The position of a switch, as an emulator's responses show it. */
export const sessionPositions = {
  shape: async (emulator: Emulator) => {
    const session = await shown(emulator, await create(emulator));
    return { absent: "document", '""': "full", null: "nulls" }[kindOf(session, "first_party_play_url")];
  },
  unknownParameters: async (emulator: Emulator) => {
    const sessionUuid = await create(emulator);
    const { status } = await call(emulator, "POST", `/${sessionUuid}`, { weather: "fine" });
    expect((await call(emulator, "GET", "?weather=fine")).status).toBe(status);
    return { 200: "ignore", 400: "refuse" }[status];
  },
  trailingSlash: async (emulator: Emulator) => {
    const sessionUuid = await create(emulator);
    const { status } = await call(emulator, "GET", `/${sessionUuid}/`);
    expect((await call(emulator, "GET", "/")).status).toBe(status);
    return { 200: "accept", 404: "refuse" }[status];
  },
  unknownUuid: async (emulator: Emulator) => {
    const { status } = await call(emulator, "GET", unknown);
    for (const method of ["POST", "DELETE"])
      expect((await call(emulator, method, unknown)).status).toBe(status);
    return { 404: "not-found", 400: "bad-request" }[status];
  },
  updateOfExpired: async (emulator: Emulator) => {
    const sessionUuid = await createExpired(emulator);
    const { status } = await call(emulator, "POST", `/${sessionUuid}`, { session_expiry: 600 });
    expect((await shown(emulator, sessionUuid))["status"]).toBe(status === 200 ? "active" : "expired");
    return { 200: "accept", 400: "refuse", 404: "not-found" }[status];
  },
  deleteOfExpired: async (emulator: Emulator) => {
    const sessionUuid = await createExpired(emulator);
    const before = await shown(emulator, sessionUuid);
    const { status, body } = await call(emulator, "DELETE", `/${sessionUuid}`);
    expect(await shown(emulator, sessionUuid)).toEqual(before);
    if (status === 200) return "error" in body ? "error-in-success" : "accept";
    return { 400: "refuse", 404: "not-found" }[status];
  },
  samePair: async (emulator: Emulator) => {
    const earlier = await create(emulator);
    const again = await call(emulator, "POST", "", parties);
    if (again.status === 400) return "refuse";
    const [one, other] = [earlier, text(again.body, "session_uuid")].map(
      (id) => emulator.sessions.get(id)?.virtual_number,
    );
    return one === other ? "same-number" : "another-number";
  },
  missingParty: async (emulator: Emulator) => {
    const sent = { first_party: firstNumber, create_session_with_single_party: true };
    const { body } = await call(emulator, "POST", "", sent);
    const session = await shown(emulator, text(body, "session_uuid"));
    const [row = {}] = await rows(emulator);
    expect(kindOf(row, "second_party")).toBe(kindOf(session, "second_party"));
    return { '""': "like-texts", null: "null", absent: "absent" }[kindOf(session, "second_party")];
  },
  pinsShown: async (emulator: Emulator) => {
    const sent = { ...parties, ...pinFields };
    const { body } = await call(emulator, "POST", "", sent);
    const [row = {}] = await rows(emulator);
    const session = await shown(emulator, text(body, "session_uuid"));
    const all = [body["session"] as unknown as Member, session, row].map((one) =>
      kindOf(one, "second_party_pin"),
    );
    const seen: Record<string, string> = {
      '"9876" "9876" "9876"': "everywhere",
      '"9876" "9876" absent': "not-in-lists",
      '"9876" absent absent': "in-create",
    };
    return seen[all.join(" ")];
  },
  newInList: async (emulator: Emulator) => {
    await create(emulator);
    const counts: number[] = [];
    for (const seconds of [0, 3, 17]) {
      emulator.clock.advance(seconds);
      counts.push((await rows(emulator)).length);
    }
    const seen: Record<string, string> = { "1 1 1": "at-once", "0 1 1": "seconds", "0 0 1": "late" };
    return seen[counts.join(" ")];
  },
  listWithoutSubaccount: async (emulator: Emulator) => {
    await create(emulator, { subaccount: "SA-ONE" });
    expect(await rows(emulator, "?subaccount=SA-ONE")).toHaveLength(1);
    return (await rows(emulator)).length === 1 ? "all" : "main";
  },
  createdTime: async (emulator: Emulator) => {
    const { headers } = await exchange(emulator, "GET");
    const ahead = Date.parse(headers.date ?? "") - Date.parse(httpDate(emulator.clock.now()));
    return { 0: "in-step", [30 * seconds]: "behind", [-30 * seconds]: "ahead" }[ahead];
  },
} satisfies Partial<Record<SwitchName, (emulator: Emulator) => Promise<string | undefined>>>;
