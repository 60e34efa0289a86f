import { pinFields } from "../calls/support.ts";
import {
  call,
  create,
  emulator,
  firstNumber,
  freshEmulator,
  plain,
  secondNumber,
  startTime,
  start,
} from "../support.ts";

freshEmulator();

const saved = {
  session_uuid: "5e551000-0000-4000-8000-000000000001",
  virtual_number: "+14155550142",
  first_party: firstNumber,
  second_party: secondNumber,
  record: true,
  created_time: startTime - 600_000,
  expiry_time: startTime + 3_600_000,
};

describe("a session that a control adds", () => {
  it("is known to the API under its own ID, without a request or a number of the pool", async () => {
    emulator.sessions.add(saved);
    const { status, body } = await call(emulator, "GET", `/${saved.session_uuid}`);
    expect(status).toBe(200);
    expect(body["response"]).toMatchObject({
      session_uuid: saved.session_uuid,
      virtual_number: "14155550142",
      first_party: firstNumber.slice(1),
      status: "active",
      record: true,
      callback_url: "",
      is_pin_authentication_required: false,
      created_time: "2026-03-01 09:50:00 +0000 UTC",
      expiry_time: "2026-03-01 11:00:00 +0000 UTC",
      duration: 4200,
      total_call_count: 0,
    });
    expect(emulator.requests.count()).toBe(1);
    expect(emulator.sessions.get(await create(emulator))?.virtual_number).toBe("14155550100");
  });

  it("keeps its number from its parties' next session", async () => {
    emulator.sessions.add({ ...saved, virtual_number: "+14155550100" });
    expect(emulator.sessions.get(await create(emulator))?.virtual_number).toBe("14155550101");
  });

  it.each<[string, Record<string, unknown>]>([
    ["plain", { callback_url: "https://example.com/events", subaccount: "SA1", geomatch: false }],
    ["in progress", { status: "in-progress" }],
    ["past its end", { status: "expired" }],
  ])("is the same in another emulator that gets what this one shows: %s", async (_, changes) => {
    const [emulator, other] = [await start(), await start()];
    const sessionUuid = await create(emulator, pinFields);
    emulator.sessions.change(sessionUuid, changes);
    const shown = emulator.sessions.get(sessionUuid);
    other.sessions.add({ ...shown });
    expect(other.sessions.get(sessionUuid)).toEqual(shown);
  });

  it("belongs to the named account, or else to the first", async () => {
    const emulator = await start({ accounts: [{ authId: "MAOTHER", authToken: "other-token" }] });
    emulator.sessions.add({ ...saved, auth_id: "MAOTHER" });
    expect((await call(emulator, "GET", `/${saved.session_uuid}`)).status).toBe(404);
    expect(emulator.sessions.get(saved.session_uuid)?.auth_id).toBe("MAOTHER");
  });

  it.each<[Record<string, unknown>, string]>([
    [{ session_uuid: undefined }, "session_uuid"],
    [{ virtual_number: undefined }, "virtual_number"],
    [{ expiry_time: undefined }, "expiry_time"],
    [{ auth_id: "MANOBODY" }, "auth_id"],
    [{ record: "yes" }, "record"],
    [{ colour: "red" }, "colour"],
  ])("throws with %j, and adds nothing", (wrong, named) => {
    expect(() => emulator.sessions.add({ ...saved, ...wrong })).toThrow(named);
    expect(emulator.sessions.all()).toEqual([]);
  });

  it("cannot be added twice", () => {
    emulator.sessions.add(saved);
    expect(() => emulator.sessions.add({ ...saved, record: false })).toThrow("already");
    expect(emulator.sessions.get(saved.session_uuid)?.record).toBe(true);
  });

  it("can be added over HTTP too", async () => {
    const added = await plain(emulator, "POST", "/_emulator/sessions", saved);
    expect(added).toMatchObject({ status: 201, body: { session_uuid: saved.session_uuid, record: true } });
    expect((await plain(emulator, "POST", "/_emulator/sessions", saved)).status).toBe(400);
    expect((await plain(emulator, "POST", "/_emulator/sessions", { session_uuid: "x" })).status).toBe(400);
    expect(emulator.sessions.all()).toHaveLength(1);
  });
});
