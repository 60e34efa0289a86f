import { FIRST_PIN, place, PROMPT, record, steps, STRANGER } from "./support";
import { call, emulator, FIRST, freshEmulator, SECOND, text } from "../support";
import type { Emulator } from "../../../emulator/index";

freshEmulator();

const OTHER = "+12025550198";

/** Creates a session with one party. */
async function createSingle(emulator: Emulator, more: object = { first_party: FIRST }): Promise<string> {
  const { body } = await call(emulator, "POST", "", { create_session_with_single_party: true, ...more });
  return text(body, "session_uuid");
}

describe("a session with a single party", () => {
  test("connects whoever calls to that party", async () => {
    const sessionUuid = await createSingle(emulator);
    const callUuid = place(emulator, sessionUuid, { from: STRANGER });
    expect(record(emulator, callUuid)).toMatchObject({
      sessionUuid,
      caller: "secondParty",
      to: FIRST.slice(1),
    });
    expect(steps(emulator, callUuid)).toEqual(["0 call", "0 ring firstParty"]);
  });

  test("connects its party to the unknown caller of the last interaction", async () => {
    const sessionUuid = await createSingle(emulator);
    for (const from of [OTHER, STRANGER]) {
      place(emulator, sessionUuid, { from });
      emulator.clock.advance(100);
    }
    expect(emulator.sessions.get(sessionUuid)?.last_caller).toBe(STRANGER.slice(1));
    const back = place(emulator, sessionUuid);
    expect(record(emulator, back)).toMatchObject({ caller: "firstParty", to: STRANGER.slice(1) });
    place(emulator, sessionUuid, { from: OTHER, answerAfter: null });
    emulator.clock.advance(200);
    expect(record(emulator, place(emulator, sessionUuid)).to).toBe(STRANGER.slice(1));
  });

  test("has no one to connect its party to before the first call", async () => {
    const sessionUuid = await createSingle(emulator);
    const callUuid = place(emulator, sessionUuid);
    expect(record(emulator, callUuid)).toMatchObject({ status: "failed", to: null });
    expect(steps(emulator, callUuid)[1]).toBe("0 refuse there is nobody to be connected to yet");
  });

  test("can have the second party only", async () => {
    const sessionUuid = await createSingle(emulator, { second_party: SECOND });
    const callUuid = place(emulator, sessionUuid, { from: STRANGER });
    expect(record(emulator, callUuid)).toMatchObject({ caller: "firstParty", to: SECOND.slice(1) });
  });

  test("knows both parties after the other one is set", async () => {
    const sessionUuid = await createSingle(emulator);
    place(emulator, sessionUuid, { from: STRANGER });
    emulator.clock.advance(100);
    await call(emulator, "POST", `/${sessionUuid}`, { second_party: SECOND });
    expect(record(emulator, place(emulator, sessionUuid)).to).toBe(SECOND.slice(1));
    expect(record(emulator, place(emulator, sessionUuid, { from: STRANGER }))).toMatchObject({
      status: "failed",
      sessionUuid: null,
    });
  });

  test("asks unknown callers for a PIN if it has PINs", async () => {
    const sessionUuid = await createSingle(emulator, {
      first_party: FIRST,
      is_pin_authentication_required: true,
      first_party_pin: FIRST_PIN,
      second_party_pin: "7777",
      pin_prompt_play: PROMPT,
    });
    const callUuid = place(emulator, sessionUuid, { from: STRANGER, pins: ["7777"] });
    expect(record(emulator, callUuid)).toMatchObject({ caller: "secondParty", to: FIRST.slice(1) });
    emulator.clock.advance(100);
    const secondary = place(emulator, sessionUuid, { from: OTHER, pins: [FIRST_PIN] });
    expect(record(emulator, secondary)).toMatchObject({ caller: "firstParty", to: STRANGER.slice(1) });
  });
});
