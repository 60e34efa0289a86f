import { maxCalls } from "../../../emulator/calls/registry.ts";
import { createAndCall, place, record, steps } from "./support.ts";
import { create, emulator, firstNumber, freshEmulator, plain, secondNumber, text } from "../support.ts";

freshEmulator();

describe("the controls of calls", () => {
  it("place, read and hang up a call", async () => {
    const sessionUuid = await create(emulator);
    const virtualNumber = `+${emulator.sessions.get(sessionUuid)?.virtual_number}`;
    const placed = await plain(emulator, "POST", "/_emulator/calls", { virtualNumber, from: firstNumber });
    expect(placed).toMatchObject({
      status: 201,
      body: { sessionUuid, status: "ringing", to: secondNumber.slice(1) },
    });
    const callUuid = text(placed.body, "callUuid");
    emulator.clock.advance(8);
    const path = `/_emulator/calls/${callUuid}`;
    const single = await plain(emulator, "GET", path);
    expect(single.body).toEqual(JSON.parse(JSON.stringify(emulator.calls.get(callUuid))));
    const hungUp = await plain(emulator, "POST", `${path}/hangup`, { by: "called" });
    expect(hungUp).toMatchObject({ status: 200, body: { status: "completed" } });
    expect(steps(emulator, callUuid).at(-1)).toBe("8 hang-up secondParty normal");
    expect(await plain(emulator, "POST", `${path}/hangup`)).toMatchObject({ status: 400 });
    expect((await plain(emulator, "GET", "/_emulator/calls/none")).status).toBe(404);
    expect((await plain(emulator, "POST", "/_emulator/calls/none/hangup")).status).toBe(404);
    expect(emulator.requests.count()).toBe(1);
  });

  it("list all calls, or those of a session", async () => {
    const one = await createAndCall(emulator);
    const other = await createAndCall(emulator, { first_party: "+12025550120" }, { from: "+12025550120" });
    const list = async (query: string) =>
      (await plain(emulator, "GET", `/_emulator/calls${query}`)).body["calls"] as unknown as object[];
    expect(await list("")).toMatchObject([{ callUuid: one.callUuid }, { callUuid: other.callUuid }]);
    expect(await list(`?sessionUuid=${other.sessionUuid}`)).toMatchObject([{ callUuid: other.callUuid }]);
    expect(await list("?sessionUuid=none")).toEqual([]);
    expect((await plain(emulator, "GET", "/_emulator/calls?colour=red")).status).toBe(400);
  });

  it("read and replace the plan of initiated calls", async () => {
    const preset = {
      firstPartyAnswerAfter: 5,
      firstPartyOutcome: "answered",
      answerAfter: 5,
      outcome: "answered",
      talkFor: 60,
      hangUpBy: "caller",
      recordingFails: false,
    };
    expect((await plain(emulator, "GET", "/_emulator/call-plan")).body).toEqual(preset);
    const plan = { firstPartyAnswerAfter: null, talkFor: 1.5 };
    expect((await plain(emulator, "PUT", "/_emulator/call-plan", plan)).body).toEqual({ ...preset, ...plan });
    for (const wrong of [{ pins: [] }, { talkFor: -1 }, { firstPartyOutcome: "asleep" }, []]) {
      expect((await plain(emulator, "PUT", "/_emulator/call-plan", wrong)).status).toBe(400);
    }
    expect(emulator.calls.plan()).toEqual({ ...preset, ...plan });
    emulator.reset();
    expect(emulator.calls.plan()).toEqual(preset);
  });

  it.each<[Record<string, unknown> | unknown[], string]>([
    [{ virtualNumber: undefined }, "virtualNumber should be a phone number"],
    [{ virtualNumber: "123" }, "virtualNumber should be a phone number"],
    [{ from: 12025550100 }, "from should be a phone number"],
    [{ colour: "red" }, "colour is not a member of a call"],
    [{ pins: "1234" }, "pins should be a list"],
    [{ pins: ["one"] }, "each of pins should be a text of digits"],
    [{ pins: Array.from({ length: 101 }, () => "1234") }, "pins should be a list of at most 100"],
    [{ answerAfter: "5" }, "answerAfter should be 0 to 86400 seconds"],
    [{ answerAfter: -1 }, "answerAfter should be 0 to 86400 seconds"],
    [{ talkFor: 100_000 }, "talkFor should be 0 to 86400 seconds"],
    [{ outcome: "asleep" }, "outcome should be one of answered, busy, refused"],
    [{ hangUpBy: "plivo" }, "hangUpBy should be one of caller, called, firstParty, secondParty"],
    [{ recordingFails: "yes" }, "recordingFails should be true or false"],
    [{ authId: 1 }, "authId should be a text"],
    [{ authId: "MANONE" }, "authId should be an account"],
    [[], "the body should be a JSON object"],
  ])("refuse %j, and place no call", async (wrong, reason) => {
    const good = { virtualNumber: "+14155550100", from: firstNumber };
    const body = Array.isArray(wrong) ? wrong : { ...good, ...wrong };
    const answer = await plain(emulator, "POST", "/_emulator/calls", body);
    expect(answer.status).toBe(400);
    expect(text(answer.body, "error")).toContain(reason);
    expect(emulator.calls.all()).toEqual([]);
  });

  it("refuse a hang-up by an unknown party", async () => {
    const { callUuid } = await createAndCall(emulator);
    for (const body of [{ by: "plivo" }, { who: "caller" }, []]) {
      const answer = await plain(emulator, "POST", `/_emulator/calls/${callUuid}/hangup`, body);
      expect(answer.status).toBe(400);
    }
    expect(record(emulator, callUuid).status).toBe("ringing");
  });
});

describe("a hang-up while a call rings", () => {
  it("cancels the call if the caller does it, and refuses it if the called side does", async () => {
    const { sessionUuid, callUuid } = await createAndCall(emulator);
    expect(emulator.calls.hangUp(callUuid)).toMatchObject({ status: "canceled" });
    expect(emulator.calls.hangUp(place(emulator, sessionUuid), "called")).toMatchObject({
      status: "refused",
    });
    expect(() => emulator.calls.hangUp(callUuid)).toThrow("ended already");
    expect(() => emulator.calls.hangUp("none")).toThrow("no call with this callUuid");
  });
});

describe("the calls that the emulator keeps", () => {
  it("are those in progress and the latest 1,000 others", async () => {
    const sessionUuid = await create(emulator);
    const going = place(emulator, sessionUuid, { talkFor: null });
    const ended = Array.from({ length: maxCalls + 2 }, () =>
      place(emulator, sessionUuid, { from: "+12025550150" }),
    );
    const kept = emulator.calls.all().map(({ callUuid }) => callUuid);
    expect(kept).toEqual([going, ...ended.slice(2)]);
  });

  it("include at most 1,000 in progress", async () => {
    const sessionUuid = await create(emulator);
    for (let count = 0; count < maxCalls; count += 1) place(emulator, sessionUuid);
    expect(() => place(emulator, sessionUuid)).toThrow("1000 calls are in progress already");
    await create(emulator, { first_party: "+12025550130", initiate_call_to_first_party: true });
    expect(emulator.calls.all()).toHaveLength(maxCalls);
  });

  it("are gone after a reset, and cause no more events", async () => {
    const { callUuid } = await createAndCall(emulator);
    expect((await plain(emulator, "POST", "/_emulator/reset")).status).toBe(200);
    emulator.clock.advance(3600);
    expect(emulator.calls.all()).toEqual([]);
    expect(emulator.calls.get(callUuid)).toBeUndefined();
  });

  it("are copies", async () => {
    const { callUuid } = await createAndCall(emulator);
    const before = record(emulator, callUuid);
    emulator.clock.advance(100);
    expect(before).toMatchObject({ status: "ringing", endTime: null });
    expect(before.steps).toHaveLength(2);
  });
});
