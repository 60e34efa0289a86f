import { createAndCall, place, read, record, steps, stranger } from "./support.ts";
import { call, create, emulator, firstNumber, freshEmulator, secondNumber, start } from "../support.ts";

freshEmulator();

const plays = {
  first_party_play_url: "https://play.test/first.mp3",
  second_party_play_url: "https://play.test/second.mp3",
};

describe("a call by a party", () => {
  it("is connected to the other party, after both have heard their announcement", async () => {
    const { sessionUuid, callUuid } = await createAndCall(emulator, plays);
    emulator.clock.advance(100);
    expect(steps(emulator, callUuid)).toEqual([
      "0 call",
      "0 play firstParty https://play.test/first.mp3",
      "0 ring secondParty",
      "5 answer secondParty",
      "5 play secondParty https://play.test/second.mp3",
      "5 connect",
      "65 hang-up firstParty normal",
    ]);
    expect(record(emulator, callUuid)).toMatchObject({
      callUuid,
      sessionUuid,
      direction: "inbound",
      virtualNumber: "14155550100",
      from: firstNumber.slice(1),
      to: secondNumber.slice(1),
      caller: "firstParty",
      status: "completed",
      startTime: "2026-03-01T10:00:00.000Z",
      endTime: "2026-03-01T10:01:05.000Z",
    });
  });

  it("is connected in the other direction too", async () => {
    const { callUuid } = await createAndCall(emulator, plays, { from: secondNumber });
    expect(record(emulator, callUuid)).toMatchObject({ caller: "secondParty", to: firstNumber.slice(1) });
    expect(steps(emulator, callUuid)).toEqual([
      "0 call",
      "0 play secondParty https://play.test/second.mp3",
      "0 ring firstParty",
    ]);
  });

  it("belongs to the caller's own session among those with the same virtual number", async () => {
    const other = { first_party: "+12025550120", second_party: "+12025550121" };
    const [mine, theirs] = [await create(emulator), await create(emulator, other)];
    expect(emulator.sessions.get(theirs)?.virtual_number).toBe(emulator.sessions.get(mine)?.virtual_number);
    expect(record(emulator, place(emulator, mine, { from: other.second_party }))).toMatchObject({
      sessionUuid: theirs,
      to: other.first_party.slice(1),
    });
    expect(record(emulator, place(emulator, mine, { from: secondNumber }))).toMatchObject({
      sessionUuid: mine,
      to: firstNumber.slice(1),
    });
  });

  it("belongs to a session of the named account", async () => {
    const emulator = await start({ accounts: [{ authId: "MAOTHER", authToken: "other" }] });
    const sessionUuid = await create(emulator);
    const callUuid = place(emulator, sessionUuid, { authId: "MAOTHER" });
    expect(record(emulator, callUuid)).toMatchObject({ status: "failed", sessionUuid: null });
  });
});

describe("a call without a session to forward it", () => {
  it("fails if the session has expired", async () => {
    const sessionUuid = await create(emulator, { session_expiry: 60 });
    emulator.clock.advance(60);
    const callUuid = place(emulator, sessionUuid);
    expect(record(emulator, callUuid)).toMatchObject({ status: "failed", sessionUuid: null, to: null });
    expect(steps(emulator, callUuid)[1]).toBe("60 refuse no live session on this number knows the caller");
  });

  it("plays unknown_caller_play to an unknown caller, and ends", async () => {
    const url = "https://play.test/unknown.mp3";
    const sessionUuid = await create(emulator, { unknown_caller_play: url });
    const callUuid = place(emulator, sessionUuid, { from: stranger });
    expect(steps(emulator, callUuid)).toEqual([
      "0 call",
      `0 play caller ${url}`,
      "0 refuse the caller is unknown",
      "0 hang-up plivo refused",
    ]);
    expect(record(emulator, callUuid)).toMatchObject({ sessionUuid, status: "failed", to: null });
    expect(await read(emulator, sessionUuid)).toMatchObject({ interaction: null, total_call_count: 0 });
  });

  it("fails for an unknown caller if no unknown_caller_play is set", async () => {
    const { callUuid } = await createAndCall(emulator, {}, { from: stranger });
    expect(record(emulator, callUuid)).toMatchObject({ sessionUuid: null, status: "failed" });
    expect(steps(emulator, callUuid)).toHaveLength(3);
  });
});

describe("a call that is not answered", () => {
  it("rings for ring_timeout", async () => {
    const { callUuid } = await createAndCall(emulator, { ring_timeout: 30 }, { answerAfter: null });
    emulator.clock.advance(29);
    expect(record(emulator, callUuid).status).toBe("ringing");
    emulator.clock.advance(1);
    expect(record(emulator, callUuid).status).toBe("no-answer");
    expect(steps(emulator, callUuid).at(-1)).toBe("30 hang-up plivo no answer");
  });

  it("is not answered if the callee needs as long as ring_timeout", async () => {
    const { callUuid } = await createAndCall(emulator, { ring_timeout: 30 }, { answerAfter: 30 });
    emulator.clock.advance(60);
    expect(record(emulator, callUuid)).toMatchObject({
      status: "no-answer",
      endTime: "2026-03-01T10:00:30.000Z",
    });
  });
});

describe("the end of a call", () => {
  it.each([
    ["caller", secondNumber, "secondParty"],
    ["called", secondNumber, "firstParty"],
    ["secondParty", firstNumber, "secondParty"],
    ["firstParty", secondNumber, "firstParty"],
  ] as const)("%s hangs up a call from %s", async (hangUpBy, from, party) => {
    const { callUuid } = await createAndCall(emulator, {}, { from, hangUpBy, talkFor: 10 });
    emulator.clock.advance(15);
    expect(steps(emulator, callUuid).at(-1)).toBe(`15 hang-up ${party} normal`);
  });

  it("comes when the caller's own leg has lasted call_time_limit, even while the other side rings", async () => {
    const talking = await createAndCall(emulator, { call_time_limit: 90 }, { talkFor: null });
    const ringing = await createAndCall(
      emulator,
      { call_time_limit: 90, ring_timeout: 200 },
      { answerAfter: null },
    );
    emulator.clock.advance(89);
    expect(record(emulator, talking.callUuid)).toMatchObject({ status: "in-progress", endTime: null });
    emulator.clock.advance(1);
    expect(steps(emulator, talking.callUuid).at(-1)).toBe("90 hang-up plivo time limit");
    expect(record(emulator, talking.callUuid).status).toBe("completed");
    expect(record(emulator, ringing.callUuid)).toMatchObject({ status: "no-answer" });
  });

  it("does not come with the session's expiry", async () => {
    const { sessionUuid, callUuid } = await createAndCall(emulator, { session_expiry: 60 }, { talkFor: 120 });
    emulator.clock.advance(70);
    expect(record(emulator, callUuid).status).toBe("in-progress");
    expect((await read(emulator, sessionUuid))["status"]).toBe("expired");
    emulator.clock.advance(55);
    expect(record(emulator, callUuid).status).toBe("completed");
    expect(await read(emulator, sessionUuid)).toMatchObject({ status: "expired", total_call_count: 2 });
  });

  it("comes with the session's deletion", async () => {
    const { sessionUuid, callUuid } = await createAndCall(emulator);
    emulator.clock.advance(10);
    expect((await call(emulator, "DELETE", `/${sessionUuid}`)).status).toBe(200);
    expect(steps(emulator, callUuid).at(-1)).toBe("10 hang-up plivo session ended");
    expect(record(emulator, callUuid).status).toBe("completed");
    emulator.clock.advance(100);
    expect(steps(emulator, callUuid).filter((step) => step.includes("hang-up"))).toHaveLength(1);
    expect(await read(emulator, sessionUuid)).toMatchObject({ status: "expired", total_call_count: 2 });
  });

  it("comes if a control removes its session", async () => {
    const { sessionUuid, callUuid } = await createAndCall(emulator);
    emulator.clock.advance(2);
    emulator.sessions.remove(sessionUuid);
    expect(record(emulator, callUuid)).toMatchObject({ status: "failed", sessionUuid });
    expect(emulator.sessions.all()).toEqual([]);
  });
});

describe("the status of a session", () => {
  it("is in-progress while a party rings or talks, and then active again", async () => {
    const sessionUuid = await create(emulator);
    const status = async () => (await read(emulator, sessionUuid))["status"];
    expect(await status()).toBe("active");
    place(emulator, sessionUuid);
    expect(await status()).toBe("in-progress");
    emulator.clock.advance(64);
    expect(await status()).toBe("in-progress");
    emulator.clock.advance(1);
    expect(await status()).toBe("active");
  });

  it("stays in-progress until the last of several calls has ended", async () => {
    const sessionUuid = await create(emulator);
    const [short, long] = [
      place(emulator, sessionUuid, { talkFor: 10 }),
      place(emulator, sessionUuid, { from: secondNumber, talkFor: 30 }),
    ];
    emulator.clock.advance(20);
    expect([record(emulator, short).status, record(emulator, long).status]).toEqual([
      "completed",
      "in-progress",
    ]);
    expect((await read(emulator, sessionUuid))["status"]).toBe("in-progress");
    emulator.clock.advance(20);
    expect((await read(emulator, sessionUuid))["status"]).toBe("active");
  });
});
