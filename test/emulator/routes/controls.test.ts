import { call, create, emulator, firstNumber, freshEmulator, plain, startTime, start } from "../support.ts";

freshEmulator();

describe("the emulator's clock", () => {
  it("advances and is set through the library", () => {
    emulator.clock.advance(90.5);
    expect(emulator.clock.now()).toBe(startTime + 90_500);
    expect(emulator.clock.offset).toBe(90_500);
    emulator.clock.set("2026-02-01T00:00:00Z");
    expect(new Date(emulator.clock.now()).toISOString()).toBe("2026-02-01T00:00:00.000Z");
    emulator.clock.set(startTime);
    expect(emulator.clock.offset).toBe(0);
    expect(() => emulator.clock.advance(-1)).toThrow("0 or more");
    expect(() => emulator.clock.set("soon")).toThrow("valid date");
  });

  it("advances and is set under /_emulator/clock", async () => {
    const advanced = await plain(emulator, "POST", "/_emulator/clock", { advance: 3600 });
    expect(advanced.body).toEqual({ now: "2026-03-01T11:00:00.000Z", offset: 3600 });
    await plain(emulator, "POST", "/_emulator/clock", { set: "2026-03-02T00:00:00Z" });
    expect((await plain(emulator, "GET", "/_emulator/clock")).body["now"]).toBe("2026-03-02T00:00:00.000Z");
  });

  it.each([
    {},
    { advance: "1" },
    { advance: -1 },
    { set: "soon" },
    { advance: 1, set: 1 },
    { forward: 1 },
    [],
  ])("refuses %j", async (body) => {
    expect((await plain(emulator, "POST", "/_emulator/clock", body)).status).toBe(400);
    expect(emulator.clock.offset).toBe(0);
  });
});

describe("a control that changes sessions", () => {
  it.each<[Record<string, unknown>, Record<string, unknown>]>([
    [{ virtual_number: "+14155550199" }, { virtual_number: "14155550199" }],
    [
      { expiry_time: "2026-03-01T12:00:00Z" },
      { expiry_time: "2026-03-01 12:00:00 +0000 UTC", duration: 7200 },
    ],
    [{ expiry_time: "2026-03-01 09:59:00 +0000 UTC" }, { status: "expired" }],
    [{ status: "expired" }, { status: "expired", expiry_time: "2026-03-01 10:00:00 +0000 UTC" }],
    [{ status: "in-progress" }, { status: "in-progress" }],
    [{ last_interaction_time: startTime }, { last_interaction_time: "2026-03-01 10:00:00 +0000 UTC" }],
    [
      { total_call_count: 2, total_call_amount: 0.025 },
      { total_call_count: 2, total_call_amount: 0.025 },
    ],
    [{ callback_url: null }, { callback_url: "" }],
  ])("shows %j in the next response", async (changes, shown) => {
    const sessionUuid = await create(emulator);
    emulator.sessions.change(sessionUuid, changes);
    expect((await call(emulator, "GET", `/${sessionUuid}`)).body["response"]).toMatchObject(shown);
  });

  it("keeps a session in progress until it expires, and revives it with a later expiry_time", async () => {
    const sessionUuid = await create(emulator, { session_expiry: 60 });
    const status = () => emulator.sessions.get(sessionUuid)?.status;
    emulator.sessions.change(sessionUuid, { status: "in-progress" });
    emulator.clock.advance(59);
    expect(status()).toBe("in-progress");
    emulator.clock.advance(1);
    expect(status()).toBe("expired");
    expect(() => emulator.sessions.change(sessionUuid, { status: "active" })).toThrow("expiry_time");
    emulator.sessions.change(sessionUuid, { status: "active", expiry_time: startTime + 3_600_000 });
    expect(status()).toBe("active");
  });

  it.each<Record<string, unknown>>([
    { colour: "red" },
    { session_uuid: "x" },
    { record: "yes" },
    { record: null },
    { duration: "1" },
    { expiry_time: "soon" },
    { virtual_number: "abc" },
    { interaction: "none" },
    { status: 1 },
  ])("throws for %j, and changes nothing", async (changes) => {
    const sessionUuid = await create(emulator);
    const before = emulator.sessions.get(sessionUuid);
    expect(() => emulator.sessions.change(sessionUuid, { ring_timeout: 5, ...changes })).toThrow();
    expect(emulator.sessions.get(sessionUuid)).toEqual(before);
  });

  it("throws for an unknown session", () => {
    expect(() => emulator.sessions.change("none", { record: true })).toThrow("no session");
    expect(() => emulator.sessions.remove("none")).toThrow("no session");
    expect(emulator.sessions.get("none")).toBeUndefined();
  });

  it("removes a session from the API, and frees its number", async () => {
    const sessionUuid = await create(emulator);
    emulator.sessions.remove(sessionUuid);
    expect((await call(emulator, "GET", `/${sessionUuid}`)).status).toBe(404);
    expect(emulator.sessions.get(await create(emulator))?.virtual_number).toBe("14155550100");
  });

  it("lists as live the sessions that have not expired", async () => {
    const short = await create(emulator, { session_expiry: 60 });
    const long = await create(emulator);
    emulator.clock.advance(60);
    expect(emulator.sessions.all().map(({ session_uuid }) => session_uuid)).toEqual([short, long]);
    expect(emulator.sessions.live().map(({ session_uuid }) => session_uuid)).toEqual([long]);
  });
});

describe("the controls over HTTP", () => {
  it("read, change and remove sessions", async () => {
    const sessionUuid = await create(emulator);
    const path = `/_emulator/sessions/${sessionUuid}`;
    const [listed, live, single] = await Promise.all(
      ["/_emulator/sessions", "/_emulator/sessions/live", path].map((at) => plain(emulator, "GET", at)),
    );
    expect(listed?.body["sessions"]).toEqual([single?.body]);
    expect(live?.body["sessions"]).toEqual([single?.body]);
    expect(single?.body).toMatchObject({
      first_party: firstNumber.slice(1),
      auth_id: emulator.authId,
      geomatch: true,
    });
    const changed = await plain(emulator, "PATCH", path, { record: true });
    expect(changed).toMatchObject({ status: 200, body: { record: true } });
    expect((await plain(emulator, "PATCH", path, { colour: "red" })).status).toBe(400);
    expect((await plain(emulator, "DELETE", path)).body).toEqual({ removed: sessionUuid });
    expect((await plain(emulator, "GET", path)).status).toBe(404);
  });

  it("read, count and clear requests, and do not count themselves", async () => {
    await create(emulator);
    const read = await plain(emulator, "GET", "/_emulator/requests");
    expect(read.body).toEqual({ count: 1, requests: emulator.requests.all() });
    expect((await plain(emulator, "GET", "/_emulator/requests/count")).body).toEqual({ count: 1 });
    expect((await plain(emulator, "DELETE", "/_emulator/requests")).body).toEqual({ count: 0 });
    expect(emulator.requests.count()).toBe(0);
  });

  it("read and replace the pool", async () => {
    const numbers = [{ number: "+14155550177" }];
    expect((await plain(emulator, "PUT", "/_emulator/pool", { numbers })).body).toEqual({ numbers });
    expect((await plain(emulator, "GET", "/_emulator/pool")).body).toEqual({ numbers });
    expect(emulator.sessions.get(await create(emulator))?.virtual_number).toBe("14155550177");
    for (const wrong of [{ numbers: [{ number: 1 }] }, { numbers: [{ number: "1" }] }, {}]) {
      expect((await plain(emulator, "PUT", "/_emulator/pool", wrong)).status).toBe(400);
    }
  });

  it("reset the emulator to its start", async () => {
    const emulator = await start({ pool: [{ number: "+14155550177" }] });
    await create(emulator);
    emulator.clock.advance(60);
    await plain(emulator, "PUT", "/_emulator/pool", { numbers: [] });
    expect((await plain(emulator, "POST", "/_emulator/reset")).body).toEqual({ reset: true });
    expect(emulator.sessions.all()).toEqual([]);
    expect(emulator.requests.count()).toBe(0);
    expect(emulator.clock.offset).toBe(0);
    expect(emulator.sessions.get(await create(emulator))?.virtual_number).toBe("14155550177");
  });

  it("respond with 404 if a control is unknown", async () => {
    expect((await plain(emulator, "GET", "/_emulator/colours")).status).toBe(404);
    expect(emulator.requests.count()).toBe(0);
  });

  it("can be turned off", async () => {
    const emulator = await start({ controls: false });
    for (const path of ["/_emulator/sessions", "/_emulator/events", "/", "/console/console.js"]) {
      expect((await plain(emulator, "GET", path)).status).toBe(404);
    }
    emulator.clock.advance(1);
    expect(emulator.clock.offset).toBe(1000);
  });
});
