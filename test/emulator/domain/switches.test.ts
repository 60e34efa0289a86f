import { switches, type Emulator, type SwitchName } from "../../../emulator/index.ts";
import { createAndCall, interactions, prompt } from "../calls/support.ts";
import { exchange } from "../exchange.ts";
import { call, create, firstNumber, parties, secondNumber, start, text } from "../support.ts";
import { sessionPositions } from "./switch-positions.ts";

/** The session's field after an update with these parameters, or the error's status. */
async function afterUpdate(
  emulator: Emulator,
  sessionUuid: string,
  sent: object,
  field: string,
): Promise<unknown> {
  const answer = await call(emulator, "POST", `/${sessionUuid}`, sent);
  if (answer.status !== 200) return answer.status;
  return (emulator.sessions.get(sessionUuid) as unknown as Record<string, unknown>)[field];
}

async function countOf(emulator: Emulator, query: string): Promise<number> {
  const { body } = await call(emulator, "GET", query);
  return Number(body["response"]?.["meta"]?.["total_count"]);
}

const oneNumber = [{ number: "+442079460018" }];

/** For each switch, asks an emulator and returns the position that its response shows. */
const switchPositions: Record<SwitchName, (emulator: Emulator) => Promise<string | undefined>> = {
  ...sessionPositions,
  defaults: async (emulator) => {
    const { body } = await call(emulator, "POST", "", parties);
    const { duration, call_time_limit, ring_timeout } = body["session"] as unknown as Record<string, number>;
    const positions: Record<string, string> = { "1800 14400 45": "examples", "3600 3600 120": "text" };
    return positions[`${duration} ${call_time_limit} ${ring_timeout}`];
  },
  outOfRange: async (emulator) => {
    const short = await call(emulator, "POST", "", {
      ...parties,
      session_expiry: 59,
      call_time_limit: 86_401,
    });
    if (short.status === 400) return "refuse";
    const { session } = short.body;
    expect(session).toMatchObject({ duration: 60, call_time_limit: 86_400 });
    expect((await call(emulator, "POST", "", { ...parties, ring_timeout: 86_401 })).status).toBe(400);
    return "clamp";
  },
  zeroInUpdate: async (emulator) => {
    const sessionUuid = await create(emulator, { session_expiry: 600, call_time_limit: 600 });
    const zeros = { session_expiry: 0, call_time_limit: 0 };
    const limit = await afterUpdate(emulator, sessionUuid, zeros, "call_time_limit");
    const duration = emulator.sessions.get(sessionUuid)?.duration;
    const seen: Record<string, string> = { "600 600": "unset", "14400 1800": "default" };
    return seen[`${String(limit)} ${String(duration)}`];
  },
  numbersAsText: async (emulator) => {
    const sessionUuid = await create(emulator);
    const limit = await afterUpdate(emulator, sessionUuid, { call_time_limit: "1440" }, "call_time_limit");
    return { 1440: "accept", 400: "refuse" }[String(limit)];
  },
  caseOfNames: async (emulator) => {
    const sent = { first_party: firstNumber, create_session_with_single_Party: true };
    return (await call(emulator, "POST", "", sent)).status === 201 ? "any" : "exact";
  },
  createOnlyInUpdate: async (emulator) => {
    const sessionUuid = await create(emulator);
    const retry = await afterUpdate(emulator, sessionUuid, { pin_retry: 3 }, "pin_retry");
    if (retry === null) return "ignore";
    const unset = await afterUpdate(emulator, sessionUuid, { generate_pin: false }, "generate_pin");
    return unset === null ? "refuse-other" : "refuse";
  },
  singleParty: async (emulator) => {
    const sent = { first_party: firstNumber, create_session_with_single_party: true };
    const sessionUuid = text((await call(emulator, "POST", "", sent)).body, "session_uuid");
    expect(await afterUpdate(emulator, sessionUuid, { second_party: secondNumber }, "second_party")).toBe(
      secondNumber.slice(1),
    );
    const again = await afterUpdate(emulator, sessionUuid, { second_party: "+12025550177" }, "second_party");
    return again === 400 ? "once" : "replaceable";
  },
  emptyUrl: async (emulator) => {
    const sessionUuid = await create(emulator, { first_party_play_url: prompt });
    const empty = { first_party_play_url: "" };
    const url = await afterUpdate(emulator, sessionUuid, empty, "first_party_play_url");
    return url === "" ? "clear" : "refuse";
  },
  audioFiles: async (emulator) => {
    const sent = { ...parties, unknown_caller_play: "https://play.test/u.xml" };
    return (await call(emulator, "POST", "", sent)).status === 201 ? "any" : "mp3-or-wav";
  },
  malformedUuid: async (emulator) => {
    expect((await call(emulator, "GET", "/00000000-0000-4000-8000-000000000000")).status).toBe(404);
    return (await call(emulator, "GET", "/none")).status === 404 ? "not-found" : "invalid";
  },
  geomatch: async (emulator) => {
    emulator.clock.advance(0);
    const sent = parties;
    return (await call(emulator, "POST", "", sent)).status === 201 ? "fallback" : "strict";
  },
  deletedDuration: async (emulator) => {
    const sessionUuid = await create(emulator);
    emulator.clock.advance(60);
    await call(emulator, "DELETE", `/${sessionUuid}`);
    return { 60: "recomputed", 1800: "kept" }[String(emulator.sessions.get(sessionUuid)?.duration)];
  },
  activeFilter: async (emulator) => {
    await createAndCall(emulator);
    return (await countOf(emulator, "?status=active")) === 1 ? "live" : "exact";
  },
  plusInFilters: async (emulator) => {
    await create(emulator);
    const without = await countOf(emulator, `?first_party=${firstNumber.slice(1)}`);
    const withPlus = await countOf(emulator, `?first_party=${encodeURIComponent(firstNumber)}`);
    const seen: Record<string, string> = { "1 1": "ignored", "1 0": "compared", "0 1": "needed" };
    return seen[`${without} ${withPlus}`];
  },
  amounts: async (emulator) => {
    const { sessionUuid } = await createAndCall(emulator);
    emulator.clock.advance(100);
    const shown = (await call(emulator, "GET", `/${sessionUuid}`)).body["response"] as unknown as {
      amount: unknown;
      total_session_amount: unknown;
      interaction: { total_call_amount: unknown }[];
    };
    const all = [shown.amount, shown.total_session_amount, shown.interaction[0]?.total_call_amount];
    if (all.every((amount) => typeof amount === "number")) return "number";
    expect(all).toEqual(["0.01000", "0.11000", "0.10000"]);
    return "text";
  },
  interactionUrls: async (emulator) => {
    const { sessionUuid } = await createAndCall(emulator);
    const [interaction = {}] = await interactions(emulator, sessionUuid);
    return "recording_resource_url" in interaction ? "null" : "absent";
  },
  billing: async (emulator) => {
    const { sessionUuid } = await createAndCall(emulator, {}, { answerAfter: 14, talkFor: 17 });
    emulator.clock.advance(100);
    const [interaction] = await interactions(emulator, sessionUuid);
    return { 30: "called-half-minutes", 120: "both-minutes" }[String(interaction?.call_billed_duration)];
  },
  callTimeLimit: async (emulator) => {
    const { callUuid } = await createAndCall(emulator, { call_time_limit: 60 }, { talkFor: null });
    emulator.clock.advance(100);
    const ended = emulator.calls.get(callUuid)?.endTime;
    return { "2026-03-01T10:01:00.000Z": "each-leg", "2026-03-01T10:01:05.000Z": "connection" }[
      String(ended)
    ];
  },
  retryAfter: async (emulator) => {
    for (let index = 0; index < 300; index += 1) await call(emulator, "GET", "/none");
    emulator.clock.advance(2);
    const { status, headers } = await exchange(emulator, "GET");
    expect(status).toBe(429);
    if (headers["retry-after"] === undefined) return "none";
    expect(headers["retry-after"]).toBe("3");
    return "seconds";
  },
};

/** The options with which a question can be asked. */
const needs: Partial<Record<SwitchName, object>> = {
  amounts: { prices: { session: 0.01, callMinute: 0.1 } },
  geomatch: { pool: oneNumber },
  retryAfter: { rateLimit: true },
};

const positions = (Object.keys(switches) as SwitchName[]).flatMap((name) =>
  Object.keys(switches[name].values).map((value, index) => [name, value, index] as const),
);

it.each(positions)(
  "the switch %s behaves as its position %s says (%i: the default is 0)",
  async (name, value, index) => {
    const chosen = index === 0 ? {} : { switches: { [name]: value } };
    const emulator = await start({ ...needs[name], ...chosen });
    expect(await switchPositions[name](emulator)).toBe(value);
  },
);
