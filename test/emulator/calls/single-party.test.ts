import { firstPin, place, prompt, record, steps, stranger } from "./support.ts";
import { call, emulator, firstNumber, freshEmulator, secondNumber, text } from "../support.ts";
import type { Emulator } from "../../../emulator/index.ts";

freshEmulator();

const other = "+12025550198";

/** Creates a session with one party. */
async function createSingle(
  emulator: Emulator,
  more: object = { first_party: firstNumber },
): Promise<string> {
  const { body } = await call(emulator, "POST", "", { create_session_with_single_party: true, ...more });
  return text(body, "session_uuid");
}

describe("a session with a single party", () => {
  it("connects whoever calls to that party", async () => {
    const sessionUuid = await createSingle(emulator);
    const callUuid = place(emulator, sessionUuid, { from: stranger });
    expect(record(emulator, callUuid)).toMatchObject({
      sessionUuid,
      caller: "secondParty",
      to: firstNumber.slice(1),
    });
    expect(steps(emulator, callUuid)).toEqual(["0 call", "0 ring firstParty"]);
  });

  it("connects its party to the unknown caller of the last interaction", async () => {
    const sessionUuid = await createSingle(emulator);
    for (const from of [other, stranger]) {
      place(emulator, sessionUuid, { from });
      emulator.clock.advance(100);
    }
    expect(emulator.sessions.get(sessionUuid)?.last_caller).toBe(stranger.slice(1));
    const back = place(emulator, sessionUuid);
    expect(record(emulator, back)).toMatchObject({ caller: "firstParty", to: stranger.slice(1) });
    place(emulator, sessionUuid, { from: other, answerAfter: null });
    emulator.clock.advance(200);
    expect(record(emulator, place(emulator, sessionUuid)).to).toBe(stranger.slice(1));
  });

  it("has no one to connect its party to before the first call", async () => {
    const sessionUuid = await createSingle(emulator);
    const callUuid = place(emulator, sessionUuid);
    expect(record(emulator, callUuid)).toMatchObject({ status: "failed", to: null });
    expect(steps(emulator, callUuid)[1]).toBe("0 refuse there is no one to connect to yet");
  });

  it("can have the second party only", async () => {
    const sessionUuid = await createSingle(emulator, { second_party: secondNumber });
    const callUuid = place(emulator, sessionUuid, { from: stranger });
    expect(record(emulator, callUuid)).toMatchObject({ caller: "firstParty", to: secondNumber.slice(1) });
  });

  it("knows both parties after the other one is set", async () => {
    const sessionUuid = await createSingle(emulator);
    place(emulator, sessionUuid, { from: stranger });
    emulator.clock.advance(100);
    await call(emulator, "POST", `/${sessionUuid}`, { second_party: secondNumber });
    expect(record(emulator, place(emulator, sessionUuid)).to).toBe(secondNumber.slice(1));
    expect(record(emulator, place(emulator, sessionUuid, { from: stranger }))).toMatchObject({
      status: "failed",
      sessionUuid: null,
    });
  });

  it("asks unknown callers for a PIN if it has PINs", async () => {
    const sessionUuid = await createSingle(emulator, {
      first_party: firstNumber,
      is_pin_authentication_required: true,
      first_party_pin: firstPin,
      second_party_pin: "7777",
      pin_prompt_play: prompt,
    });
    const callUuid = place(emulator, sessionUuid, { from: stranger, pins: ["7777"] });
    expect(record(emulator, callUuid)).toMatchObject({ caller: "secondParty", to: firstNumber.slice(1) });
    emulator.clock.advance(100);
    const secondary = place(emulator, sessionUuid, { from: other, pins: [firstPin] });
    expect(record(emulator, secondary)).toMatchObject({ caller: "firstParty", to: stranger.slice(1) });
  });
});
