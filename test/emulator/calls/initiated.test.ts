import type { CallRecord, Emulator } from "../../../emulator/index.ts";
import { interactions, read, steps } from "./support.ts";
import { receive } from "../callbacks/receiver.ts";
import { call, create, emulator, firstNumber, freshEmulator, secondNumber, start } from "../support.ts";

freshEmulator();

function theCall(emulator: Emulator, sessionUuid: string): CallRecord {
  const [found, ...more] = emulator.calls.all({ sessionUuid });
  if (!found || more.length > 0) throw new Error("there should be exactly one call");
  return found;
}

describe("a session with initiate_call_to_first_party", () => {
  it("rings the first party at once, and the second after the first has answered", async () => {
    const { url, received, events } = await receive();
    const sessionUuid = await create(emulator, { initiate_call_to_first_party: true, callback_url: url });
    const { callUuid } = theCall(emulator, sessionUuid);
    expect((await read(emulator, sessionUuid))["status"]).toBe("active");
    emulator.clock.advance(5);
    expect((await read(emulator, sessionUuid))["status"]).toBe("in-progress");
    emulator.clock.advance(100);
    expect(steps(emulator, callUuid)).toEqual([
      "0 ring firstParty",
      "5 answer firstParty",
      "5 ring secondParty",
      "10 answer secondParty",
      "10 connect",
      "70 hang-up firstParty normal",
    ]);
    expect(theCall(emulator, sessionUuid)).toMatchObject({
      direction: "initiated",
      from: firstNumber.slice(1),
      to: secondNumber.slice(1),
      status: "completed",
    });
    await emulator.callbacks.whenSettled();
    expect(events()).toEqual([
      "SessionFirstPartyAnswer",
      "SessionSecondPartyRing",
      "SessionSecondPartyAnswer",
      "SessionFirstPartyHangup",
      "SessionPartiesHangup",
    ]);
    expect(received[0]?.parameters).toMatchObject({ From: firstNumber.slice(1), To: secondNumber.slice(1) });
  });

  it("follows the plan of initiated calls", async () => {
    const emulator = await start({ shape: "document" });
    emulator.calls.setPlan({ firstPartyOutcome: "busy", firstPartyAnswerAfter: 2 });
    const sessionUuid = await create(emulator, { initiate_call_to_first_party: true });
    emulator.clock.advance(2);
    const { callUuid, status } = theCall(emulator, sessionUuid);
    expect(status).toBe("busy");
    expect(await interactions(emulator, sessionUuid)).toMatchObject([
      {
        end_time: "2026-03-01 10:00:02 +0000 UTC",
        first_party_resource_url: `${emulator.endpoint}/v1/Account/${emulator.authId}/Call/${callUuid}`,
        second_party_resource_url: null,
        call_billed_duration: 0,
        total_call_count: 1,
        duration: 0,
      },
    ]);
  });

  it.each([
    [{ firstPartyAnswerAfter: null }, "45 hang-up plivo no answer"],
    [{ firstPartyAnswerAfter: 4, outcome: "refused", answerAfter: 6 }, "10 hang-up plivo refused"],
    [{ hangUpBy: "called", talkFor: 20 }, "30 hang-up secondParty normal"],
    [{ hangUpBy: "firstParty", talkFor: 20 }, "30 hang-up firstParty normal"],
  ] as const)("%j ends with %s", async (plan, last) => {
    emulator.calls.setPlan(plan);
    const sessionUuid = await create(emulator, { initiate_call_to_first_party: true });
    emulator.clock.advance(100);
    expect(steps(emulator, theCall(emulator, sessionUuid).callUuid).at(-1)).toBe(last);
  });

  it("rings its only party, and has no one to connect it to", async () => {
    const parameters = {
      first_party: firstNumber,
      create_session_with_single_party: true,
      initiate_call_to_first_party: true,
    };
    await call(emulator, "POST", "", parameters);
    emulator.clock.advance(5);
    expect(emulator.calls.all()).toMatchObject([{ status: "failed", to: null }]);
    await call(emulator, "POST", "", { ...parameters, first_party: "", second_party: secondNumber });
    expect(emulator.calls.all()).toHaveLength(1);
  });

  it("places no call again if a control adds it with its state", async () => {
    const sessionUuid = await create(emulator, { initiate_call_to_first_party: true });
    const saved = emulator.sessions.get(sessionUuid);
    emulator.reset();
    expect(emulator.calls.all()).toEqual([]);
    emulator.sessions.add({ ...saved });
    emulator.clock.advance(100);
    expect(emulator.calls.all()).toEqual([]);
  });
});
