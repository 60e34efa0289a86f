import {
  createAndCall,
  firstPin,
  interactions,
  place,
  read,
  secondPin,
  stranger,
  pinFields,
} from "./support.ts";
import { call, create, emulator, freshEmulator, parties, plain, secondNumber, start } from "../support.ts";

freshEmulator();

/** The URL of a call's leg. */
const legUrl: unknown = expect.stringMatching(
  /^http:\/\/127\.0\.0\.1:\d+\/v1\/Account\/MA-LOCAL-EMULATOR-00\/Call\/[0-9a-f-]{36}$/,
);

describe("the interactions of a session", () => {
  it("contain a call that has ended, in GET and in the list", async () => {
    const emulator = await start({ shape: "document", prices: { callMinute: 0.0125 } });
    const { sessionUuid } = await createAndCall(emulator);
    expect(await read(emulator, sessionUuid)).toMatchObject({
      interaction: [
        {
          start_time: "2026-03-01 10:00:00 +0000 UTC",
          end_time: "",
          first_party_resource_url: legUrl,
          second_party_resource_url: legUrl,
          recording_resource_url: null,
          total_call_count: 2,
          duration: 0,
        },
      ],
      last_interaction_time: "",
      total_call_count: 0,
    });
    emulator.clock.advance(100);
    const usage = {
      interaction: [
        {
          start_time: "2026-03-01 10:00:00 +0000 UTC",
          end_time: "2026-03-01 10:01:05 +0000 UTC",
          first_party_resource_url: legUrl,
          second_party_resource_url: legUrl,
          recording_resource_url: null,
          type: "call",
          total_call_amount: 0.0125,
          call_billed_duration: 60,
          total_call_count: 2,
          duration: 125,
        },
      ],
      total_call_count: 2,
      total_call_billed_duration: 60,
      total_call_amount: 0.0125,
      amount: 0,
      total_session_amount: 0.0125,
      last_interaction_time: "2026-03-01 10:01:05 +0000 UTC",
    };
    expect(await read(emulator, sessionUuid)).toMatchObject(usage);
    expect((await call(emulator, "GET")).body["response"]).toMatchObject({ objects: [usage] });
  });

  it("show null for the leg of a party who is not called yet", async () => {
    const sessionUuid = await create(emulator, { ...pinFields, force_pin_authentication: true });
    place(emulator, sessionUuid, { from: secondNumber, pins: ["0000", secondPin] });
    expect(await interactions(emulator, sessionUuid)).toMatchObject([
      {
        first_party_resource_url: null,
        second_party_resource_url: legUrl,
        end_time: "",
        total_call_count: 1,
      },
    ]);
    emulator.clock.advance(5);
    expect(await interactions(emulator, sessionUuid)).toMatchObject([
      { first_party_resource_url: legUrl, second_party_resource_url: legUrl, total_call_count: 2 },
    ]);
  });

  it("name the legs by their parties, whoever called", async () => {
    const { sessionUuid, callUuid } = await createAndCall(emulator, {}, { from: secondNumber });
    emulator.clock.advance(100);
    const [interaction] = await interactions(emulator, sessionUuid);
    expect(interaction?.second_party_resource_url).toMatch(new RegExp(`/Call/${callUuid}$`));
    expect(interaction?.first_party_resource_url).not.toBe(interaction?.second_party_resource_url);
  });

  it("leave out in shape full the costs that the fixtures leave out, and show null URLs", async () => {
    const { sessionUuid } = await createAndCall(emulator, {}, { outcome: "busy" });
    emulator.clock.advance(100);
    const [interaction] = await interactions(emulator, sessionUuid);
    expect(interaction).toEqual({
      start_time: "2026-03-01 10:00:00 +0000 UTC",
      end_time: "2026-03-01 10:00:05 +0000 UTC",
      first_party_resource_url: legUrl,
      second_party_resource_url: legUrl,
      recording_resource_url: null,
      type: "call",
      total_call_count: 2,
      duration: 5,
    });
  });

  it("follow one another in time, whichever party calls", async () => {
    const sessionUuid = await create(emulator, pinFields);
    place(emulator, sessionUuid, { talkFor: 10 });
    emulator.clock.advance(100);
    place(emulator, sessionUuid, { from: stranger, pins: [firstPin], talkFor: 20 });
    emulator.clock.advance(100);
    const both = await interactions(emulator, sessionUuid);
    expect(both.map(({ start_time, duration }) => `${start_time} ${duration}`)).toEqual([
      "2026-03-01 10:00:00 +0000 UTC 25",
      "2026-03-01 10:01:40 +0000 UTC 45",
    ]);
    expect((await read(emulator, sessionUuid))["total_call_count"]).toBe(4);
  });
});

describe("the prices", () => {
  it("are 0 by default", () => {
    expect(emulator.prices.all()).toEqual({ session: 0, callMinute: 0 });
  });

  it("of a session are charged from its creation", async () => {
    const emulator = await start({ prices: { session: 0.025 } });
    const answer = await call(emulator, "POST", "", parties);
    expect(answer.body["session"]).toMatchObject({ amount: 0.025, total_session_amount: 0.025 });
  });

  it("are summed exactly", async () => {
    const emulator = await start({ prices: { session: 0.2, callMinute: 0.05 } });
    const sessionUuid = await create(emulator);
    for (let calls = 0; calls < 7; calls += 1) {
      place(emulator, sessionUuid, { talkFor: 30 });
      emulator.clock.advance(60);
    }
    expect(await read(emulator, sessionUuid)).toMatchObject({
      amount: 0.2,
      total_call_amount: 0.175,
      total_session_amount: 0.375,
      total_call_billed_duration: 210,
      total_call_count: 14,
    });
  });

  it.each([
    [0.5, 30],
    [30, 30],
    [30.001, 60],
    [60, 60],
    [60.001, 90],
  ])(
    "of %d s between both parties bill %i s: the called leg, in begun half minutes",
    async (talkFor, billed) => {
      const emulator = await start({ prices: { callMinute: 0.05 } });
      const { sessionUuid } = await createAndCall(emulator, {}, { talkFor });
      emulator.clock.advance(300);
      expect(await interactions(emulator, sessionUuid)).toMatchObject([
        { call_billed_duration: billed, total_call_amount: (billed * 25) / 30_000 },
      ]);
    },
  );

  it("give the amounts of the only priced fixture: 30 s in all, and 0.025, for a call of 31 s with two legs", async () => {
    const emulator = await start({ prices: { callMinute: 0.05 } });
    const { sessionUuid } = await createAndCall(emulator, {}, { answerAfter: 14, talkFor: 17 });
    emulator.clock.advance(300);
    expect(await interactions(emulator, sessionUuid)).toMatchObject([
      { call_billed_duration: 30, total_call_amount: 0.025, total_call_count: 2, duration: 48 },
    ]);
  });

  it.each([
    [54.999, 60],
    [55, 60],
    [55.001, 120],
    [115.001, 180],
  ])(
    "of both legs count begun minutes, if switched so: a caller's leg of 5 s and %d s, %i s",
    async (talkFor, billed) => {
      const emulator = await start({ prices: { callMinute: 1 }, switches: { billing: "both-minutes" } });
      const { sessionUuid } = await createAndCall(emulator, {}, { talkFor });
      emulator.clock.advance(300);
      const called = Math.ceil(talkFor / 60) * 60;
      expect(await interactions(emulator, sessionUuid)).toMatchObject([
        { call_billed_duration: billed + called, total_call_amount: (billed + called) / 60 },
      ]);
    },
  );

  it("are read and replaced under /_emulator/prices, and a reset restores the first ones", async () => {
    const emulator = await start({ prices: { session: 0.01 } });
    const replaced = await plain(emulator, "PUT", "/_emulator/prices", { callMinute: 0.0055 });
    expect(replaced).toEqual({ status: 200, body: { session: 0, callMinute: 0.0055 } });
    expect((await plain(emulator, "GET", "/_emulator/prices")).body).toEqual(replaced.body);
    emulator.reset();
    expect(emulator.prices.all()).toEqual({ session: 0.01, callMinute: 0 });
  });

  it.each([{ session: -1 }, { callMinute: 0.000001 }, { session: "1" }, { minute: 1 }, { session: 2e6 }])(
    "%j is refused, and changes nothing",
    async (prices) => {
      const emulator = await start({ prices: { session: 0.01 } });
      expect((await plain(emulator, "PUT", "/_emulator/prices", prices)).status).toBe(400);
      expect(emulator.prices.all()).toEqual({ session: 0.01, callMinute: 0 });
      await expect(start({ prices: prices as object })).rejects.toThrow();
    },
  );
});
