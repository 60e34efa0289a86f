import {
  createAndCall,
  FIRST_PIN,
  place,
  PROMPT,
  read,
  record,
  SECOND_PIN,
  steps,
  STRANGER,
  WITH_PIN,
} from "./support";
import { receive, stopReceivers } from "../callbacks/receiver";
import { create, emulator, FIRST, freshEmulator, SECOND } from "../support";

freshEmulator();
afterEach(async () => {
  await stopReceivers();
});

const INCORRECT = "https://play.test/incorrect.mp3";

/** The PIN events' status and counter, in the order of their arrival. */
function pinEvents(received: readonly { parameters: Record<string, string> }[]): string[] {
  return received
    .map(({ parameters }) => parameters)
    .filter(({ EventName }) => EventName === "SessionPinAuthenticationStatus")
    .map((one) => `${one["PinAuthenticationStatus"]} ${one["PinRetryCounter"]} from ${one["From"]}`);
}

describe("an unknown caller of a session with PINs", () => {
  test("is connected to the other party than the one whose PIN the caller enters", async () => {
    const { callUuid } = await createAndCall(emulator, WITH_PIN, { from: STRANGER, pins: [FIRST_PIN] });
    expect(record(emulator, callUuid)).toMatchObject({
      caller: "firstParty",
      from: STRANGER.slice(1),
      to: SECOND.slice(1),
    });
    expect(steps(emulator, callUuid)).toEqual([
      "0 call",
      `0 pin-prompt caller ${PROMPT}`,
      "0 pin true",
      "0 ring secondParty",
    ]);
    const second = place(emulator, record(emulator, callUuid).sessionUuid ?? "", {
      from: STRANGER,
      pins: [SECOND_PIN],
    });
    expect(record(emulator, second)).toMatchObject({ caller: "secondParty", to: FIRST.slice(1) });
  });

  test("is asked again after pin_retry_wait if the PIN is wrong, and then connected by the right one", async () => {
    const { url, received } = await receive();
    const parameters = {
      ...WITH_PIN,
      incorrect_pin_play: INCORRECT,
      pin_retry_wait: 7,
      callback_url: url,
    };
    const { callUuid } = await createAndCall(emulator, parameters, {
      from: STRANGER,
      pins: ["0000", SECOND_PIN],
    });
    emulator.clock.advance(6);
    expect(steps(emulator, callUuid)).toEqual([
      "0 call",
      `0 pin-prompt caller ${PROMPT}`,
      "0 pin false",
      `0 play caller ${INCORRECT}`,
    ]);
    emulator.clock.advance(1);
    expect(steps(emulator, callUuid).slice(4)).toEqual([
      `7 pin-prompt caller ${PROMPT}`,
      "7 pin true",
      "7 ring firstParty",
    ]);
    await emulator.callbacks.settled();
    expect(pinEvents(received)).toEqual([
      `failed 1 from ${STRANGER.slice(1)}`,
      `success 1 from ${STRANGER.slice(1)}`,
    ]);
  });

  test.each([
    [0, ["1111"]],
    [1, ["1111", "2222"]],
    [3, ["1111", "2222", "3333", "4444"]],
  ])("with pin_retry %i is refused after as many more wrong PINs", async (pin_retry, wrong) => {
    const { url, received } = await receive();
    const { sessionUuid, callUuid } = await createAndCall(
      emulator,
      { ...WITH_PIN, pin_retry, callback_url: url },
      { from: STRANGER, pins: [...wrong, FIRST_PIN] },
    );
    emulator.clock.advance(60);
    expect(record(emulator, callUuid)).toMatchObject({ status: "failed", sessionUuid, to: null });
    expect(steps(emulator, callUuid).slice(-2)).toEqual([
      `${pin_retry * 5} refuse the PIN was wrong too often`,
      `${pin_retry * 5} hang-up plivo refused`,
    ]);
    await emulator.callbacks.settled();
    expect(pinEvents(received)).toEqual(wrong.map((_, at) => `failed ${at + 1} from ${STRANGER.slice(1)}`));
    const last = received.at(-1)?.parameters;
    expect(received).toHaveLength(wrong.length + 1);
    expect(last).toMatchObject({
      EventName: "SessionPartiesHangup",
      From: STRANGER.slice(1),
      BilledDuration: "0",
    });
    expect(last).not.toHaveProperty("To");
    expect(await read(emulator, sessionUuid)).toMatchObject({
      total_call_count: 1,
      interaction: [{ total_call_count: 1, duration: 5 * pin_retry, second_party_resource_url: null }],
    });
  });

  test("who enters nothing has entered a wrong PIN", async () => {
    const { callUuid } = await createAndCall(emulator, WITH_PIN, { from: STRANGER });
    emulator.clock.advance(60);
    expect(steps(emulator, callUuid).filter((step) => step.includes("pin false"))).toHaveLength(2);
    expect(record(emulator, callUuid).status).toBe("failed");
  });

  test("reaches an older session on the same number by the PIN of that session", async () => {
    const older = await create(emulator, WITH_PIN);
    const newer = await create(emulator, {
      ...WITH_PIN,
      first_party: "+12025550120",
      second_party: "+12025550121",
      first_party_pin: "5555",
      second_party_pin: "6666",
    });
    const callUuid = place(emulator, newer, { from: STRANGER, pins: ["0000", SECOND_PIN] });
    expect(record(emulator, callUuid)).toMatchObject({ sessionUuid: newer, to: null });
    emulator.clock.advance(5);
    expect(record(emulator, callUuid)).toMatchObject({ sessionUuid: older, to: FIRST.slice(1) });
  });

  test("is refused if the session expires during the wait", async () => {
    const sessionUuid = await create(emulator, { ...WITH_PIN, session_expiry: 60 });
    emulator.clock.advance(58);
    const callUuid = place(emulator, sessionUuid, { from: STRANGER, pins: ["0000", FIRST_PIN] });
    emulator.clock.advance(10);
    expect(steps(emulator, callUuid).slice(-2)).toEqual([
      "63 refuse the session has expired",
      "63 hang-up plivo refused",
    ]);
  });

  test("does not set the session in-progress while the PIN is asked for", async () => {
    const { sessionUuid } = await createAndCall(
      emulator,
      { ...WITH_PIN, pin_retry_wait: 10 },
      { talkFor: 1 },
    );
    emulator.clock.advance(2);
    place(emulator, sessionUuid, { from: STRANGER, pins: ["0000", FIRST_PIN] });
    emulator.clock.advance(4);
    expect((await read(emulator, sessionUuid))["status"]).toBe("active");
    emulator.clock.advance(6);
    expect((await read(emulator, sessionUuid))["status"]).toBe("in-progress");
  });

  test("can hang up before the connection", async () => {
    const { callUuid } = await createAndCall(emulator, WITH_PIN, { from: STRANGER });
    expect(() => emulator.calls.hangUp(callUuid, "called")).toThrow("nobody is called yet");
    expect(() => emulator.calls.hangUp(callUuid, "firstParty")).toThrow("give caller");
    expect(emulator.calls.hangUp(callUuid)).toMatchObject({ status: "canceled" });
    expect(steps(emulator, callUuid).at(-1)).toBe("0 hang-up caller canceled");
    emulator.clock.advance(60);
    expect(steps(emulator, callUuid).filter((step) => step.includes("pin-prompt"))).toHaveLength(1);
  });

  test("leaves no PIN in any step or callback", async () => {
    const { url } = await receive();
    const { callUuid } = await createAndCall(
      emulator,
      { ...WITH_PIN, callback_url: url },
      { from: STRANGER, pins: ["0000", FIRST_PIN] },
    );
    emulator.clock.advance(100);
    await emulator.callbacks.settled();
    const shown = JSON.stringify([
      record(emulator, callUuid),
      emulator.callbacks.all().map((one) => one.parameters),
    ]);
    for (const pin of [`"0000"`, `"${FIRST_PIN}"`, `"${SECOND_PIN}"`]) expect(shown).not.toContain(pin);
  });
});

describe("a party of a session with PINs", () => {
  test("is not asked for a PIN", async () => {
    const { url, received, events } = await receive();
    const { callUuid } = await createAndCall(emulator, { ...WITH_PIN, callback_url: url });
    expect(steps(emulator, callUuid)).toEqual(["0 call", "0 ring secondParty"]);
    await emulator.callbacks.settled();
    expect(events()).toEqual(["SessionPinAuthenticationStatus", "SessionSecondPartyRing"]);
    expect(pinEvents(received)).toEqual([`AuthorizedCaller 0 from ${FIRST.slice(1)}`]);
  });

  test("is asked too under force_pin_authentication, and counts as the owner of the PIN", async () => {
    const forced = { ...WITH_PIN, force_pin_authentication: true };
    const { sessionUuid, callUuid } = await createAndCall(emulator, forced, { pins: [FIRST_PIN] });
    expect(steps(emulator, callUuid)).toEqual([
      "0 call",
      `0 pin-prompt caller ${PROMPT}`,
      "0 pin true",
      "0 ring secondParty",
    ]);
    const wrong = place(emulator, sessionUuid, { pins: ["0000", "0000"] });
    emulator.clock.advance(5);
    expect(record(emulator, wrong)).toMatchObject({ status: "failed" });
  });
});
