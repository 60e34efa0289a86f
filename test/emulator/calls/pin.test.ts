import {
  createAndCall,
  firstPin,
  interactions,
  place,
  prompt,
  read,
  record,
  secondPin,
  steps,
  stranger,
  pinFields,
} from "./support.ts";
import { receive } from "../callbacks/receiver.ts";
import { advance, create, emulator, firstNumber, freshEmulator, secondNumber } from "../support.ts";

freshEmulator();

const incorrect = "https://play.test/incorrect.mp3";

/** Status and counter of the PIN events, in order of arrival. */
function pinEvents(received: readonly { parameters: Record<string, string> }[]): string[] {
  return received
    .map(({ parameters }) => parameters)
    .filter(({ EventName }) => EventName === "SessionPinAuthenticationStatus")
    .map((one) => `${one["PinAuthenticationStatus"]} ${one["PinRetryCounter"]} from ${one["From"]}`);
}

describe("an unknown caller of a session with PINs", () => {
  it("is connected to the other party than the one whose PIN the caller enters", async () => {
    const { callUuid } = await createAndCall(emulator, pinFields, { from: stranger, pins: [firstPin] });
    expect(record(emulator, callUuid)).toMatchObject({
      caller: "firstParty",
      from: stranger.slice(1),
      to: secondNumber.slice(1),
    });
    expect(steps(emulator, callUuid)).toEqual([
      "0 call",
      `0 pin-prompt caller ${prompt}`,
      "0 pin true",
      "0 ring secondParty",
    ]);
    const second = place(emulator, record(emulator, callUuid).sessionUuid ?? "", {
      from: stranger,
      pins: [secondPin],
    });
    expect(record(emulator, second)).toMatchObject({ caller: "secondParty", to: firstNumber.slice(1) });
  });

  it("is asked again after pin_retry_wait if the PIN is wrong, and then connected by the right one", async () => {
    const parameters = { ...pinFields, incorrect_pin_play: incorrect, pin_retry_wait: 7 };
    const caller = { from: stranger, pins: ["0000", secondPin] };
    const { callUuid } = await createAndCall(emulator, parameters, caller);
    emulator.clock.advance(6);
    expect(steps(emulator, callUuid)).toEqual([
      "0 call",
      `0 pin-prompt caller ${prompt}`,
      "0 pin false",
      `0 play caller ${incorrect}`,
    ]);
    emulator.clock.advance(1);
    expect(steps(emulator, callUuid).slice(4)).toEqual([
      `7 pin-prompt caller ${prompt}`,
      "7 pin true",
      "7 ring firstParty",
    ]);
  });

  it.each([
    [0, ["1111"]],
    [1, ["1111", "2222"]],
    [3, ["1111", "2222", "3333", "4444"]],
  ])("with pin_retry %i is refused after as many more wrong PINs", async (pin_retry, wrong) => {
    const { url, received } = await receive();
    const parameters = { ...pinFields, pin_retry, callback_url: url };
    const caller = { from: stranger, pins: [...wrong, firstPin] };
    const { sessionUuid, callUuid } = await createAndCall(emulator, parameters, caller);
    emulator.clock.advance(60);
    expect(record(emulator, callUuid)).toMatchObject({ status: "failed", sessionUuid, to: null });
    expect(steps(emulator, callUuid).slice(-2)).toEqual([
      `${pin_retry * 5} refuse the PIN was wrong too often`,
      `${pin_retry * 5} hang-up plivo refused`,
    ]);
    await emulator.callbacks.whenSettled();
    expect(pinEvents(received)).toEqual(wrong.map((_, at) => `failed ${at + 1} from ${stranger.slice(1)}`));
    const last = received.at(-1)?.parameters;
    expect(received).toHaveLength(wrong.length + 1);
    expect(last).toMatchObject({
      EventName: "SessionPartiesHangup",
      From: stranger.slice(1),
      BilledDuration: "0",
    });
    expect(last).not.toHaveProperty("To");
    expect(await read(emulator, sessionUuid)).toMatchObject({
      total_call_count: 1,
      interaction: [{ total_call_count: 1, duration: 5 * pin_retry, second_party_resource_url: null }],
    });
  });

  it("who enters nothing has entered a wrong PIN", async () => {
    const { callUuid } = await createAndCall(emulator, pinFields, { from: stranger });
    emulator.clock.advance(60);
    expect(steps(emulator, callUuid).filter((step) => step.includes("pin false"))).toHaveLength(2);
    expect(record(emulator, callUuid).status).toBe("failed");
  });

  it("reaches an older session on the same number by the PIN of that session", async () => {
    const older = await create(emulator, pinFields);
    const newer = await create(emulator, {
      ...pinFields,
      first_party: "+12025550120",
      second_party: "+12025550121",
      first_party_pin: "5555",
      second_party_pin: "6666",
    });
    const callUuid = place(emulator, newer, { from: stranger, pins: ["0000", secondPin] });
    expect(record(emulator, callUuid)).toMatchObject({ sessionUuid: newer, to: null });
    expect(await interactions(emulator, newer)).toHaveLength(1);
    emulator.clock.advance(5);
    expect(record(emulator, callUuid)).toMatchObject({ sessionUuid: older, to: firstNumber.slice(1) });
    expect(await interactions(emulator, newer)).toEqual([]);
    expect(await interactions(emulator, older)).toHaveLength(1);
  });

  it("is refused if the session expires during the wait", async () => {
    const sessionUuid = await create(emulator, { ...pinFields, session_expiry: 60 });
    emulator.clock.advance(58);
    const callUuid = place(emulator, sessionUuid, { from: stranger, pins: ["0000", firstPin] });
    emulator.clock.advance(10);
    expect(steps(emulator, callUuid).slice(-2)).toEqual([
      "63 refuse the session has expired",
      "63 hang-up plivo refused",
    ]);
  });

  it("does not set the session in-progress while the PIN is asked for", async () => {
    const { sessionUuid } = await createAndCall(
      emulator,
      { ...pinFields, pin_retry_wait: 10 },
      { talkFor: 1 },
    );
    emulator.clock.advance(2);
    place(emulator, sessionUuid, { from: stranger, pins: ["0000", firstPin] });
    emulator.clock.advance(4);
    expect((await read(emulator, sessionUuid))["status"]).toBe("active");
    emulator.clock.advance(6);
    expect((await read(emulator, sessionUuid))["status"]).toBe("in-progress");
  });

  it("can hang up before the connection", async () => {
    const { callUuid } = await createAndCall(emulator, pinFields, { from: stranger });
    expect(() => emulator.calls.hangUp(callUuid, "called")).toThrow("the other side is not called yet");
    expect(() => emulator.calls.hangUp(callUuid, "firstParty")).toThrow("use caller");
    expect(emulator.calls.hangUp(callUuid)).toMatchObject({ status: "canceled" });
    expect(steps(emulator, callUuid).at(-1)).toBe("0 hang-up caller canceled");
    emulator.clock.advance(60);
    expect(steps(emulator, callUuid).filter((step) => step.includes("pin-prompt"))).toHaveLength(1);
  });

  it("leaves no PIN in any step or callback", async () => {
    const { url } = await receive();
    const { callUuid } = await createAndCall(
      emulator,
      { ...pinFields, callback_url: url },
      { from: stranger, pins: ["0000", firstPin] },
    );
    await advance(emulator, 100);
    const shown = JSON.stringify([
      record(emulator, callUuid),
      emulator.callbacks.all().map((one) => one.parameters),
    ]);
    for (const pin of [`"0000"`, `"${firstPin}"`, `"${secondPin}"`]) expect(shown).not.toContain(pin);
  });
});

describe("a party of a session with PINs", () => {
  it("is not asked for a PIN", async () => {
    const { url, received, events } = await receive();
    const { callUuid } = await createAndCall(emulator, { ...pinFields, callback_url: url });
    expect(steps(emulator, callUuid)).toEqual(["0 call", "0 ring secondParty"]);
    await emulator.callbacks.whenSettled();
    expect(events()).toEqual(["SessionPinAuthenticationStatus", "SessionSecondPartyRing"]);
    expect(pinEvents(received)).toEqual([`AuthorizedCaller 0 from ${firstNumber.slice(1)}`]);
  });

  it("is asked too under force_pin_authentication, and counts as the owner of the PIN", async () => {
    const forced = { ...pinFields, force_pin_authentication: true };
    const { sessionUuid, callUuid } = await createAndCall(emulator, forced, { pins: [firstPin] });
    expect(steps(emulator, callUuid)).toEqual([
      "0 call",
      `0 pin-prompt caller ${prompt}`,
      "0 pin true",
      "0 ring secondParty",
    ]);
    const wrong = place(emulator, sessionUuid, { pins: ["0000", "0000"] });
    emulator.clock.advance(5);
    expect(record(emulator, wrong)).toMatchObject({ status: "failed" });
  });
});
