import { fieldsWith, rowOf } from "../../../emulator/domain/session-fields.ts";
import {
  type Answer,
  call,
  create,
  emulator,
  firstNumber,
  freshEmulator,
  parties,
  secondNumber,
  someText,
  text,
} from "../support.ts";

freshEmulator();

const pin = { is_pin_authentication_required: true, pin_prompt_play: "https://a.test/prompt.mp3" };
const pins = { first_party_pin: "123456", second_party_pin: "654321" };

async function refusal(body: object): Promise<Answer> {
  return call(emulator, "POST", "", body);
}

describe("a create refuses", () => {
  it.each<[string, object, string]>([
    ["no first party", { second_party: secondNumber }, "first_party"],
    ["no second party", { first_party: firstNumber }, "second_party"],
    ["no party at all", { create_session_with_single_party: true }, "first_party or second_party"],
  ])("%s", async (_case, body, missing) => {
    const error = `Mandatory parameter missing. ${missing} must be present.`;
    expect(await refusal(body)).toEqual({ status: 400, body: { api_id: someText, error } });
  });

  const range = "is outside the allowed range.";
  it.each<[string, string, unknown, string]>([
    ["no number", "first_party", "sip:a@b.test", "is not a valid phone number."],
    ["a number as a number", "second_party", 12025550111, "is not a valid phone number."],
    ["a short life", "session_expiry", 59, range],
    ["a long life", "session_expiry", 86401, range],
    ["a short call", "call_time_limit", 59, range],
    ["no integer", "ring_timeout", "4.5", "should be an integer."],
    ["a long cool-off", "virtual_number_cooloff_period", 3601, range],
    ["no boolean", "record", "true", "allowed values are true or false."],
    ["another format", "record_file_format", "ogg", "allowed values are mp3 or wav."],
    ["another method", "callback_method", "PUT", "allowed values are GET or POST."],
    ["no URL", "recording_callback_url", "example", "should be a valid URL."],
    ["another URL scheme", "callback_url", "ftp://a.test/", "should be a valid URL."],
    [
      "a long URL",
      "recording_callback_url",
      `https://a.test/${"x".repeat(985)}`,
      "should be under 1000 characters.",
    ],
    [
      "another sound",
      "unknown_caller_play",
      "https://a.test/x.ogg?y=.mp3",
      "should be the URL of an .mp3 or .wav file.",
    ],
    ["another retry", "pin_retry", 6, range],
    ["another wait", "pin_retry_wait", 4, range],
    ["a hidden name", "__proto__", { record: true }, "is not a known parameter."],
    ["an unknown name", "geo_match", true, "is not a known parameter: the API calls it geomatch."],
  ])("%s", async (_case, name, value, problem) => {
    const error = `Invalid parameter. ${name} ${problem}`;
    const refused = await refusal({ ...parties, [name]: value });
    expect(refused).toEqual({ status: 400, body: { api_id: someText, error } });
  });
});

describe("PIN authentication", () => {
  it.each<[string, object, string]>([
    ["no prompt", { ...pins, is_pin_authentication_required: true }, "pin_prompt_play must be present."],
    ["no first PIN", { ...pin, second_party_pin: "654321" }, "first_party_pin must be present."],
    ["no second PIN", { ...pin, first_party_pin: "123456" }, "second_party_pin must be present."],
    ["equal PINs", { ...pin, ...pins, second_party_pin: "123456" }, "should be different."],
    ["letters", { ...pin, ...pins, first_party_pin: "12a4" }, "first_party_pin should be 4 to 15 digits."],
    ["3 digits", { ...pin, ...pins, first_party_pin: "987" }, "first_party_pin should be 4 to 15 digits."],
    ["a number", { ...pin, ...pins, first_party_pin: 9876 }, "first_party_pin should be 4 to 15 digits."],
    ["length 3", { ...pin, generate_pin: true, generate_pin_length: 3 }, "generate_pin_length is outside"],
  ])("refuses %s and quotes no PIN", async (_case, more, error) => {
    const answer = await refusal({ ...parties, ...more });
    expect(answer.status).toBe(400);
    expect(answer.body["error"]).toContain(error);
    expect(answer.body["error"]).not.toMatch(/123456|654321|12a4|987/);
  });

  it("keeps given PINs, with the document's defaults", async () => {
    const session = emulator.sessions.get(await create(emulator, { ...pin, ...pins }));
    expect(session).toMatchObject({ ...pins, generate_pin: false, pin_retry: 1, pin_retry_wait: 5 });
  });

  it.each([undefined, 4, 15])("generates two different PINs (length %s)", async (length) => {
    const sent = { ...pin, generate_pin: true, ...(length ? { generate_pin_length: length } : {}) };
    const session = emulator.sessions.get(await create(emulator, sent));
    const digits = new RegExp(`^\\d{${length ?? 4}}$`);
    expect(session?.first_party_pin).toMatch(digits);
    expect(session?.second_party_pin).toMatch(digits);
    expect(session?.first_party_pin).not.toBe(session?.second_party_pin);
  });

  it("leaves no trace if it is not required", async () => {
    const session = emulator.sessions.get(await create(emulator, { ...pins, generate_pin: false }));
    expect(session).toMatchObject({ is_pin_authentication_required: false, first_party_pin: null });
  });

  it("needs one PIN for a single party", async () => {
    const single = { create_session_with_single_party: true, second_party: null, first_party_pin: "1234" };
    expect(await create(emulator, { ...pin, ...single })).toHaveLength(36);
  });
});

describe("an update", () => {
  it("refuses a create-only parameter whose value is not the session's", async () => {
    const path = `/${await create(emulator, { geomatch: false })}`;
    for (const name of ["geomatch", "generate_pin"]) {
      const answer = await call(emulator, "POST", path, { [name]: true });
      expect(answer.body["error"]).toBe(`Invalid parameter. ${name} cannot be updated.`);
    }
  });

  it("ignores unset and equal create-only parameters, which SDKs send with every update", async () => {
    const more = { ...pin, ...pins, pin_retry: 2, unknown_caller_play: "https://a.test/u.mp3" };
    const sessionUuid = await create(emulator, more);
    const before = emulator.sessions.get(sessionUuid);
    const retries = { pin_retry: "2", pin_retry_wait: 5 };
    const numbers = { first_party: firstNumber, second_party: secondNumber.slice(1) };
    const equal = { ...pin, ...pins, ...retries, ...numbers, geomatch: true };
    expect((await call(emulator, "POST", `/${sessionUuid}`, equal)).status).toBe(200);
    for (const name of fieldsWith("update").filter((name) => rowOf(name).update !== "always")) {
      for (const unset of [null, false, 0, ""]) {
        expect((await call(emulator, "POST", `/${sessionUuid}`, { [name]: unset })).status).toBe(200);
      }
    }
    expect(emulator.sessions.get(sessionUuid)).toEqual(before);
  });

  it("is refused as a whole if one parameter is wrong", async () => {
    const sessionUuid = await create(emulator);
    const answer = await call(emulator, "POST", `/${sessionUuid}`, { record: true, call_time_limit: 1 });
    expect(answer.status).toBe(400);
    expect(emulator.sessions.get(sessionUuid)?.record).toBe(false);
  });
});

it.each([
  ["first_party", "second_party"],
  ["second_party", "first_party"],
])("a session with only %s gets %s by an update", async (given, missing) => {
  const body = { [given]: firstNumber, create_session_with_single_party: true };
  const created = await call(emulator, "POST", "", body);
  expect(created.body["session"]).toMatchObject({ [given]: firstNumber.slice(1), [missing]: "" });
  const path = `/${text(created.body, "session_uuid")}`;
  const updated = await call(emulator, "POST", path, { [missing]: secondNumber });
  expect(updated.body["session"]).toMatchObject({
    [given]: firstNumber.slice(1),
    [missing]: secondNumber.slice(1),
  });
});

it("unknown parameters and filters are refused by default", async () => {
  const path = `/${await create(emulator)}`;
  for (const [method, at, body] of [
    ["POST", path, { mode: "sms" }],
    ["GET", "?mode=voice", undefined],
    ["GET", `${path}?mode=voice`, undefined],
    ["DELETE", path, { mode: "voice" }],
  ] as const) {
    const answer = await call(emulator, method, at, body);
    expect(answer.body["error"]).toBe("Invalid parameter. mode is not a known parameter.");
  }
});
