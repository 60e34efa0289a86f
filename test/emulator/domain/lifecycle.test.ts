import { pinFields } from "../calls/support.ts";
import { shapes } from "../../../emulator/index.ts";
import { fieldsWith, rowOf } from "../../../emulator/domain/session-fields.ts";
import {
  call,
  create,
  emulator,
  firstNumber,
  freshEmulator,
  parties,
  someText,
  start,
  text,
} from "../support.ts";

freshEmulator();

const documentKeys =
  `first_party second_party virtual_number status initiate_call_to_first_party session_uuid callback_url
  callback_method created_time modified_time expiry_time duration amount call_time_limit ring_timeout record
  record_file_format recording_callback_url recording_callback_method interaction total_call_amount total_call_count
  total_call_billed_duration total_session_amount last_interaction_time`.split(/\s+/);

const allKeys = fieldsWith("response").sort(
  (one, other) => (rowOf(one).response ?? 0) - (rowOf(other).response ?? 0),
);

describe("a create", () => {
  it("responds with 201, and the vendor's envelope and defaults", async () => {
    const { status, body } = await call(emulator, "POST", "", parties);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      api_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      session_uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      virtual_number: "+14155550100",
      message: "Session created",
      session: {
        first_party: "12025550100",
        second_party: "12025550111",
        virtual_number: "14155550100",
        status: "active",
        created_time: "2026-03-01 10:00:00 +0000 UTC",
        modified_time: "2026-03-01 10:00:00 +0000 UTC",
        expiry_time: "2026-03-01 10:30:00 +0000 UTC",
        duration: 1800,
        call_time_limit: 14400,
        ring_timeout: 45,
        callback_url: "",
        callback_method: "POST",
        record: false,
        record_file_format: "mp3",
        interaction: null,
        last_interaction_time: "",
      },
    });
    expect(body["session"]?.["session_uuid"]).toBe(body["session_uuid"]);
  });

  it("reads 0 as unset in the fields in which SDKs send it", async () => {
    const zeros = { session_expiry: 0, call_time_limit: 0, ring_timeout: 0 };
    const sessionUuid = await create(emulator, { ...zeros, virtual_number_cooloff_period: 0 });
    const defaults = { duration: 1800, call_time_limit: 14400, ring_timeout: 45 };
    expect(emulator.sessions.get(sessionUuid)).toMatchObject(defaults);
  });

  it("takes numbers with and without a plus, and null and empty texts as unset", async () => {
    const sessionUuid = await create(emulator, {
      first_party: firstNumber.slice(1),
      callback_url: "",
      record: null,
      subaccount: "",
    });
    expect(emulator.sessions.get(sessionUuid)).toMatchObject({
      first_party: "12025550100",
      subaccount: null,
    });
  });
});

describe("the shape of a response", () => {
  it.each(shapes)("is the same in create, get, update and list: %s", async (shape) => {
    const emulator = await start({ shape });
    const created = await call(emulator, "POST", "", parties);
    const session = created.body["session"];
    const path = `/${text(created.body, "session_uuid")}`;
    expect(Object.keys(session ?? {})).toEqual(shape === "document" ? documentKeys : allKeys);
    expect((await call(emulator, "GET", path)).body["response"]).toEqual(session);
    expect((await call(emulator, "POST", path, {})).body["session"]).toEqual(session);
    const row = (await call(emulator, "GET")).body["response"]?.["objects"]?.[0];
    const resource_uri = `/v1/Account/${emulator.authId}/Masking/Session${path}/`;
    expect(row).toEqual({ ...session, resource_uri });
    expect(Object.keys(row ?? {})).toEqual(Object.keys(row ?? {}).sort());
  });

  it("`document` has PIN keys only with PINs", async () => {
    const emulator = await start({ shape: "document" });
    const { body } = await call(emulator, "POST", "", { ...parties, ...pinFields });
    expect(body["session"]).toMatchObject({ generate_pin: false, first_party_pin: someText });
    expect(body["session"]).not.toHaveProperty("pin_retry");
  });

  it("`full` has empty texts, and null PIN settings without PINs", async () => {
    const emulator = await start({ shape: "full" });
    const { body } = await call(emulator, "GET", `/${await create(emulator)}`);
    expect(body["response"]).toMatchObject({
      first_party_play_url: "",
      unknown_caller_play: "",
      is_pin_authentication_required: false,
      generate_pin: null,
      first_party_pin: null,
      pin_retry: null,
      create_session_with_single_party: false,
    });
  });

  it("`nulls` has null for everything unset", async () => {
    const emulator = await start({ shape: "nulls" });
    const { body } = await call(emulator, "GET", `/${await create(emulator)}`);
    const unset =
      `callback_url recording_callback_url last_interaction_time first_party_play_url second_party_play_url
      unknown_caller_play create_session_with_single_party virtual_number_cooloff_period
      force_pin_authentication`.split(/\s+/);
    expect(body["response"]).toMatchObject(Object.fromEntries(unset.map((name) => [name, null])));
  });

  it.each(shapes)("never has session_expiry, geomatch or subaccount: %s", async (shape) => {
    const emulator = await start({ shape });
    const sent = { session_expiry: 600, geomatch: false, subaccount: "SAEMULATOR" };
    const { body } = await call(emulator, "GET", `/${await create(emulator, sent)}`);
    for (const name of Object.keys(sent)) expect(body["response"]).not.toHaveProperty(name);
    expect(emulator.sessions.all()[0]).toMatchObject(sent);
  });
});

describe("an update", () => {
  it("changes the sent fields, and keeps the expiry without session_expiry", async () => {
    const sessionUuid = await create(emulator);
    emulator.clock.advance(60);
    const { status, body } = await call(emulator, "POST", `/${sessionUuid}`, {
      record: true,
      callback_url: "https://a.test/events",
      session_uuid: sessionUuid,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      message: "Session updated",
      session: {
        record: true,
        callback_url: "https://a.test/events",
        modified_time: "2026-03-01 10:01:00 +0000 UTC",
        expiry_time: "2026-03-01 10:30:00 +0000 UTC",
        duration: 1800,
      },
    });
  });

  it("restarts the expiry from now with session_expiry", async () => {
    const sessionUuid = await create(emulator);
    emulator.clock.advance(12);
    const { body } = await call(emulator, "POST", `/${sessionUuid}`, { session_expiry: 600 });
    expect(body["session"]).toMatchObject({ expiry_time: "2026-03-01 10:10:12 +0000 UTC", duration: 612 });
  });
});

describe("the end of a session", () => {
  it("comes when its time has passed, and changes nothing else", async () => {
    const path = `/${await create(emulator, { session_expiry: 60 })}`;
    emulator.clock.advance(59);
    expect((await call(emulator, "GET", path)).body["response"]).toMatchObject({ status: "active" });
    emulator.clock.advance(1);
    expect((await call(emulator, "GET", path)).body["response"]).toMatchObject({
      status: "expired",
      modified_time: "2026-03-01 10:00:00 +0000 UTC",
    });
  });

  it("comes by a delete, which keeps it readable", async () => {
    const path = `/${await create(emulator)}`;
    emulator.clock.advance(90);
    expect(await call(emulator, "DELETE", path)).toEqual({
      status: 200,
      body: { api_id: someText, message: "Session expired" },
    });
    expect((await call(emulator, "GET", path)).body["response"]).toMatchObject({
      status: "expired",
      modified_time: "2026-03-01 10:01:30 +0000 UTC",
      expiry_time: "2026-03-01 10:01:30 +0000 UTC",
      duration: 90,
    });
  });

  it("is final: delete and update respond with 400", async () => {
    const path = `/${await create(emulator, { session_expiry: 60 })}`;
    emulator.clock.advance(60);
    const refused = { status: 400, body: { api_id: someText, error: "Session already expired" } };
    expect(await call(emulator, "DELETE", path)).toEqual(refused);
    expect(await call(emulator, "POST", path, { session_expiry: 600 })).toEqual(refused);
  });
});
