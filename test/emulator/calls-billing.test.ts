import { createAndCall, FIRST_PIN, interactions, place, read, STRANGER, WITH_PIN } from "./call-support";
import { call, create, plain, SECOND, start, stopAll } from "./support";

afterEach(stopAll);

/** A leg of a call, as its URL says. */
const LEG_URL: unknown = expect.stringMatching(
  /^http:\/\/127\.0\.0\.1:\d+\/v1\/Account\/MA-LOCAL-EMULATOR-00\/Call\/[0-9a-f-]{36}$/,
);

describe("the interactions of a session", () => {
  test("show a call that has ended, in GET and in the list", async () => {
    const emulator = await start({ shape: "document", prices: { callMinute: 0.0125 } });
    const { sessionUuid } = await createAndCall(emulator);
    expect(await read(emulator, sessionUuid)).toMatchObject({ interaction: null, last_interaction_time: "" });
    emulator.clock.advance(100);
    const usage = {
      interaction: [
        {
          start_time: "2026-03-01 10:00:00 +0000 UTC",
          end_time: "2026-03-01 10:01:05 +0000 UTC",
          first_party_resource_url: LEG_URL,
          second_party_resource_url: LEG_URL,
          recording_resource_url: null,
          type: "call",
          total_call_amount: 0.0375,
          call_billed_duration: 180,
          total_call_count: 2,
          duration: 125,
        },
      ],
      total_call_count: 2,
      total_call_billed_duration: 180,
      total_call_amount: 0.0375,
      amount: 0,
      total_session_amount: 0.0375,
      last_interaction_time: "2026-03-01 10:01:05 +0000 UTC",
    };
    expect(await read(emulator, sessionUuid)).toMatchObject(usage);
    expect((await call(emulator, "GET")).body["response"]).toMatchObject({ objects: [usage] });
  });

  test("name the legs by their parties, whoever called", async () => {
    const emulator = await start();
    const { sessionUuid, callUuid } = await createAndCall(emulator, {}, { from: SECOND });
    emulator.clock.advance(100);
    const [interaction] = await interactions(emulator, sessionUuid);
    expect(interaction?.second_party_resource_url).toMatch(new RegExp(`/Call/${callUuid}$`));
    expect(interaction?.first_party_resource_url).not.toBe(interaction?.second_party_resource_url);
  });

  test("leave out in shape full what the fixtures leave out", async () => {
    const emulator = await start();
    const { sessionUuid } = await createAndCall(emulator, {}, { outcome: "busy" });
    emulator.clock.advance(100);
    const [interaction] = await interactions(emulator, sessionUuid);
    expect(interaction).toEqual({
      start_time: "2026-03-01 10:00:00 +0000 UTC",
      end_time: "2026-03-01 10:00:05 +0000 UTC",
      first_party_resource_url: LEG_URL,
      second_party_resource_url: LEG_URL,
      type: "call",
      call_billed_duration: 60,
      total_call_count: 2,
      duration: 5,
    });
  });

  test("follow one another, whoever they are with", async () => {
    const emulator = await start();
    const sessionUuid = await create(emulator, WITH_PIN);
    place(emulator, sessionUuid, { talkFor: 10 });
    emulator.clock.advance(100);
    place(emulator, sessionUuid, { from: STRANGER, pins: [FIRST_PIN], talkFor: 20 });
    emulator.clock.advance(100);
    const both = await interactions(emulator, sessionUuid);
    expect(both.map(({ start_time, duration }) => `${start_time} ${duration}`)).toEqual([
      "2026-03-01 10:00:00 +0000 UTC 25",
      "2026-03-01 10:01:40 +0000 UTC 45",
    ]);
    expect((await read(emulator, sessionUuid))["total_call_count"]).toBe(4);
  });
});

describe("prices", () => {
  test("are 0 unless set: so everything costs nothing", async () => {
    const emulator = await start();
    const { sessionUuid } = await createAndCall(emulator);
    emulator.clock.advance(100);
    expect(emulator.prices.all()).toEqual({ session: 0, callMinute: 0 });
    expect(await read(emulator, sessionUuid)).toMatchObject({
      amount: 0,
      total_call_amount: 0,
      total_session_amount: 0,
      total_call_billed_duration: 180,
    });
  });

  test("of a session count from its creation", async () => {
    const emulator = await start({ prices: { session: 0.025 } });
    const answer = await call(emulator, "POST", "", { first_party: "+12025550100", second_party: SECOND });
    expect(answer.body["session"]).toMatchObject({ amount: 0.025, total_session_amount: 0.025 });
  });

  test("are summed exactly", async () => {
    const emulator = await start({ prices: { session: 0.2, callMinute: 0.05 } });
    const sessionUuid = await create(emulator);
    for (let calls = 0; calls < 7; calls += 1) {
      place(emulator, sessionUuid, { talkFor: 30 });
      emulator.clock.advance(60);
    }
    expect(await read(emulator, sessionUuid)).toMatchObject({
      amount: 0.2,
      total_call_amount: 0.7,
      total_session_amount: 0.9,
      total_call_billed_duration: 840,
      total_call_count: 14,
    });
  });

  test.each([
    [54.999, 60],
    [55, 60],
    [55.001, 120],
    [115, 120],
    [115.001, 180],
  ])("a caller's leg of 5 s and %d s is billed with %i s, in begun minutes", async (talkFor, billed) => {
    const emulator = await start({ prices: { callMinute: 1 } });
    const { sessionUuid } = await createAndCall(emulator, {}, { talkFor });
    emulator.clock.advance(300);
    const called = Math.ceil(talkFor / 60) * 60;
    expect(await interactions(emulator, sessionUuid)).toMatchObject([
      { call_billed_duration: billed + called, total_call_amount: (billed + called) / 60 },
    ]);
  });

  test("are read and replaced under /_emulator/prices, and reset goes back to the first ones", async () => {
    const emulator = await start({ prices: { session: 0.01 } });
    const replaced = await plain(emulator, "PUT", "/_emulator/prices", { callMinute: 0.0055 });
    expect(replaced).toEqual({ status: 200, body: { session: 0, callMinute: 0.0055 } });
    expect((await plain(emulator, "GET", "/_emulator/prices")).body).toEqual({
      session: 0,
      callMinute: 0.0055,
    });
    emulator.reset();
    expect(emulator.prices.all()).toEqual({ session: 0.01, callMinute: 0 });
  });

  test.each([{ session: -1 }, { callMinute: 0.000001 }, { session: "1" }, { minute: 1 }, { session: 2e6 }])(
    "%j is refused, and changes nothing",
    async (prices) => {
      const emulator = await start({ prices: { session: 0.01 } });
      expect((await plain(emulator, "PUT", "/_emulator/prices", prices)).status).toBe(400);
      expect(emulator.prices.all()).toEqual({ session: 0.01, callMinute: 0 });
      await expect(start({ prices: prices as object })).rejects.toThrow();
    },
  );
});
