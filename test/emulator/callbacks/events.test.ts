import { createAndCall, firstPin, place, stranger, pinFields } from "../calls/support.ts";
import { receive, type Received } from "./receiver.ts";
import {
  advance,
  call,
  create,
  emulator,
  firstNumber,
  freshEmulator,
  secondNumber,
  start,
} from "../support.ts";

freshEmulator();

function parametersOf(received: readonly Received[]): Record<string, string>[] {
  return received.map(({ parameters }) => parameters);
}

function at(seconds: number): string {
  return `2026-03-01 ${new Date(36_000_000 + seconds * 1000).toISOString().slice(11, 19)} +0000 UTC`;
}

describe("the callbacks of a session", () => {
  it("report a call by the first party that the second ends", async () => {
    const emulator = await start({ prices: { callMinute: 0.0085 } });
    const { url, received } = await receive();
    const { sessionUuid } = await createAndCall(emulator, { callback_url: url }, { hangUpBy: "called" });
    await advance(emulator, 100);
    const common = {
      SessionUUID: sessionUuid,
      VirtualNumber: "14155550100",
      From: firstNumber.slice(1),
      To: secondNumber.slice(1),
    };
    const cause = { PlivoHangupCause: "Normal Hangup", PlivoHangupCauseCode: "4000" };
    expect(parametersOf(received)).toEqual([
      { ...common, EventName: "SessionSecondPartyRing", EventTimestamp: at(0), SequenceNumber: "1" },
      { ...common, EventName: "SessionSecondPartyAnswer", EventTimestamp: at(5), SequenceNumber: "2" },
      {
        ...common,
        ...cause,
        EventName: "SessionSecondPartyHangup",
        EventTimestamp: at(65),
        Amount: "0.00850",
        BilledDuration: "60",
        Duration: "60",
        SequenceNumber: "3",
      },
      {
        ...common,
        ...cause,
        EventName: "SessionPartiesHangup",
        EventTimestamp: at(65),
        Amount: "0.00850",
        BilledDuration: "60",
        Duration: "125",
        SequenceNumber: "4",
      },
    ]);
  });

  it("report a call by the second party that the first ends, without the first's ringing", async () => {
    const { url, received, events } = await receive();
    await createAndCall(emulator, { callback_url: url }, { from: secondNumber, hangUpBy: "firstParty" });
    await advance(emulator, 100);
    expect(events()).toEqual(["SessionFirstPartyAnswer", "SessionFirstPartyHangup", "SessionPartiesHangup"]);
    expect(received[1]?.parameters).toMatchObject({
      From: secondNumber.slice(1),
      To: firstNumber.slice(1),
      Duration: "60",
    });
  });

  it("report a wrong and then a right PIN, numbered in sequence, with the secondary number as From", async () => {
    const { url, received } = await receive();
    await createAndCall(
      emulator,
      { ...pinFields, callback_url: url, record: true, recording_callback_url: `${url}/recording` },
      { from: stranger, pins: ["0000", firstPin] },
    );
    await advance(emulator, 200);
    expect(
      parametersOf(received).map((one) =>
        [one["SequenceNumber"], one["EventName"], one["PinAuthenticationStatus"], one["PinRetryCounter"]]
          .filter((part) => part !== undefined)
          .join(" "),
      ),
    ).toEqual([
      "1 SessionPinAuthenticationStatus failed 1",
      "2 SessionPinAuthenticationStatus success 1",
      "3 SessionSecondPartyRing",
      "4 SessionSecondPartyAnswer",
      "5 SessionRecordingInitiated",
      "6 SessionFirstPartyHangup",
      "7 SessionRecordingCompleted",
      "8 SessionPartiesHangup",
    ]);
    expect(received[0]?.parameters).not.toHaveProperty("To");
    for (const { parameters } of received) expect(parameters["From"]).toBe(stranger.slice(1));
    expect(received.map(({ path }) => path)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((nth) => (nth === 5 || nth === 7 ? "/events/recording" : "/events")),
    );
  });

  it.each([
    [{ ring_timeout: 10 }, { answerAfter: null }, "Ring Timeout Reached", "6000", 10],
    [{}, { outcome: "busy" }, "Busy Line", "3010", 5],
    [{}, { outcome: "refused" }, "Rejected", "3020", 5],
    [{ call_time_limit: 60 }, { talkFor: null }, "Scheduled Hangup", "6020", 60],
  ] as const)(
    "%j %j: the call's end alone is reported, with the cause %s",
    async (set, how, cause, code, end) => {
      const { url, received, events } = await receive();
      await createAndCall(emulator, { ...set, callback_url: url }, how);
      await advance(emulator, 100);
      expect(events().filter((event) => event?.includes("Hangup"))).toEqual(["SessionPartiesHangup"]);
      expect(received.at(-1)?.parameters).toMatchObject({
        EventTimestamp: at(end),
        PlivoHangupCause: cause,
        PlivoHangupCauseCode: code,
      });
    },
  );

  it("report a caller who hangs up while it rings", async () => {
    const { url, received, events } = await receive();
    const { callUuid } = await createAndCall(emulator, { callback_url: url });
    emulator.clock.advance(3);
    emulator.calls.hangUp(callUuid);
    await emulator.callbacks.whenSettled();
    expect(events()).toEqual(["SessionSecondPartyRing", "SessionFirstPartyHangup", "SessionPartiesHangup"]);
    expect(received[1]?.parameters).toMatchObject({
      PlivoHangupCause: "Canceled",
      PlivoHangupCauseCode: "1000",
      Duration: "3",
    });
  });

  it.each([
    [2, "Canceled", "1000"],
    [10, "Normal Hangup", "4000"],
  ])("report a session that is deleted %i s after its call began", async (seconds, cause, code) => {
    const { url, received } = await receive();
    const { sessionUuid } = await createAndCall(emulator, { callback_url: url });
    emulator.clock.advance(seconds);
    await call(emulator, "DELETE", `/${sessionUuid}`);
    await emulator.callbacks.whenSettled();
    expect(received.at(-1)?.parameters).toMatchObject({
      EventName: "SessionPartiesHangup",
      EventTimestamp: at(seconds),
      PlivoHangupCause: cause,
      PlivoHangupCauseCode: code,
    });
  });

  it("go to the URL that is set when the event happens, or nowhere if none is set", async () => {
    const { url, received } = await receive();
    const { sessionUuid } = await createAndCall(emulator);
    await call(emulator, "POST", `/${sessionUuid}`, { callback_url: url });
    await advance(emulator, 100);
    expect(received.map(({ parameters }) => parameters["SequenceNumber"])).toEqual(["1", "2", "3"]);
    expect(received[0]?.parameters["EventName"]).toBe("SessionSecondPartyAnswer");
    expect(emulator.callbacks.all()).toHaveLength(3);
  });

  it("stop if a control removes the session", async () => {
    const { url, events } = await receive();
    const { sessionUuid } = await createAndCall(emulator, { callback_url: url });
    emulator.sessions.remove(sessionUuid);
    await advance(emulator, 3600);
    expect(events()).toEqual(["SessionSecondPartyRing"]);
  });
});

describe("the event SessionTimeout", () => {
  it("is sent when the session expires by its time, once", async () => {
    const { url, received } = await receive();
    const sessionUuid = await create(emulator, { session_expiry: 60, callback_url: url });
    await advance(emulator, 59);
    expect(received).toEqual([]);
    await advance(emulator, 3600);
    expect(parametersOf(received)).toEqual([
      {
        EventName: "SessionTimeout",
        EventTimestamp: at(60),
        SessionUUID: sessionUuid,
        VirtualNumber: "14155550100",
        SequenceNumber: "1",
      },
    ]);
  });

  it("waits for the new time after an extension, by the API or behind its back", async () => {
    const { url, received } = await receive();
    const sessionUuid = await create(emulator, { session_expiry: 60, callback_url: url });
    emulator.clock.advance(30);
    await call(emulator, "POST", `/${sessionUuid}`, { session_expiry: 120 });
    emulator.clock.advance(100);
    emulator.sessions.change(sessionUuid, { expiry_time: "2026-03-01T10:10:00Z" });
    await advance(emulator, 469);
    expect(received).toEqual([]);
    await advance(emulator, 1);
    expect(parametersOf(received)).toMatchObject([{ EventTimestamp: at(600) }]);
  });

  it("is not sent for a session that was deleted, expired behind its back, or has lost its URL", async () => {
    const { url } = await receive();
    const parties = ["+12025550131", "+12025550132", "+12025550133"];
    const [deleted = "", ended = "", silent = ""] = await Promise.all(
      parties.map((first_party) => create(emulator, { first_party, callback_url: url })),
    );
    await call(emulator, "DELETE", `/${deleted}`);
    emulator.sessions.change(ended, { status: "expired" });
    await call(emulator, "POST", `/${silent}`, { callback_url: "" });
    await advance(emulator, 100_000);
    expect(emulator.callbacks.all()).toEqual([]);
  });

  it("comes in its place among the events of a call in progress", async () => {
    const { url, events } = await receive();
    await createAndCall(emulator, { session_expiry: 60, callback_url: url });
    await advance(emulator, 100);
    expect(events()).toEqual([
      "SessionSecondPartyRing",
      "SessionSecondPartyAnswer",
      "SessionTimeout",
      "SessionFirstPartyHangup",
      "SessionPartiesHangup",
    ]);
  });

  it("is sent for a session that a control added, and continues its numbers", async () => {
    const { url, received, events } = await receive();
    const { sessionUuid } = await createAndCall(emulator, { callback_url: url }, { outcome: "busy" });
    await advance(emulator, 100);
    const saved = emulator.sessions.get(sessionUuid);
    expect(saved).toMatchObject({ callback_sequence: 2, last_caller: null });
    emulator.reset();
    emulator.sessions.add({ ...saved, status: undefined });
    await advance(emulator, 3600);
    expect(events()).toEqual(["SessionSecondPartyRing", "SessionPartiesHangup", "SessionTimeout"]);
    expect(received.map(({ parameters }) => parameters["SequenceNumber"])).toEqual(["1", "2", "3"]);
  });
});

it("events of the emulator's clock also happen as real time passes", async () => {
  const emulator = await start({ now: Date.now });
  const { url, events } = await receive();
  const sessionUuid = await create(emulator, { callback_url: url });
  place(emulator, sessionUuid, { answerAfter: 0.02, talkFor: 0.02 });
  await new Promise<void>((resolve) => {
    const look = setInterval(() => {
      if (events().length < 4) return;
      clearInterval(look);
      resolve();
    }, 5);
  });
  expect(events().at(-1)).toBe("SessionPartiesHangup");
});
