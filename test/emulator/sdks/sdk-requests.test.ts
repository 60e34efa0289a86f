import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Emulator } from "../../../emulator/index.ts";
import {
  basic,
  create,
  firstNumber,
  secondNumber,
  start,
  text,
  type Answer,
  type Body,
  call,
} from "../support.ts";

interface SdkRequest {
  /** The SDK's call. */
  example: string;
  method: string;
  /** With the placeholders `{auth_id}` and `{session_uuid}`. */
  path: string;
  headers: Record<string, string>;
  body: string;
}

interface Recording {
  sdk: string;
  version: string;
  requests: SdkRequest[];
}

const folder = path.join(__dirname, "sdk-requests");
const recordings = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(path.join(folder, file), "utf8")) as Recording,
);

const calls = ["create", "get", "list", "update", "delete"];

/**
 * Names that the SDK misspells, which lenient mode corrects and strict mode rejects, with the correct names.
 */
const misspeltName: Record<string, string[]> = {
  "node create with misspelt names": ["sub_account", "subaccount"],
  "node list with misspelt filters": ["created_times", "created_time"],
  "java list with filters": ["created_time_gte", "created_time__gte"],
};

/** Sends a recorded request unchanged, to this session. */
async function replay(emulator: Emulator, recorded: SdkRequest, sessionUuid: string): Promise<Answer> {
  const fill = (template: string) =>
    template.replaceAll("{auth_id}", emulator.authId).replaceAll("{session_uuid}", sessionUuid);
  const init: RequestInit = {
    method: recorded.method,
    headers: { ...recorded.headers, authorization: basic(emulator.authId, emulator.authToken) },
  };
  if (recorded.body !== "") init.body = fill(recorded.body);
  const response = await fetch(emulator.endpoint + fill(recorded.path), init);
  return { status: response.status, body: (await response.json()) as Body };
}

const cases = recordings.flatMap((recording) =>
  [true, false].map((strict) => ({ ...recording, strict, mode: strict ? "strict" : "lenient" })),
);

describe.each(cases)(
  "the requests of the SDK for $sdk $version in $mode mode",
  ({ sdk, strict, requests }) => {
    const requestOf = (example: string): SdkRequest => {
      const found = requests.find((request) => request.example === example);
      if (!found) throw new Error(`there is no request ${example} of ${sdk}`);
      return found;
    };

    it("create, read, list, update and expire a session", async () => {
      const emulator = await start({ strict });
      const created = await replay(emulator, requestOf("create"), "");
      expect(created).toMatchObject({ status: 201, body: { message: "Session created" } });
      const sessionUuid = text(created.body, "session_uuid");
      const session = {
        first_party: firstNumber.slice(1),
        second_party: secondNumber.slice(1),
        session_uuid: sessionUuid,
      };
      expect(created.body["session"]).toMatchObject({ ...session, duration: 1800, ring_timeout: 45 });

      const read = await replay(emulator, requestOf("get"), sessionUuid);
      expect(read).toMatchObject({ status: 200, body: { response: session } });
      const list = await replay(emulator, requestOf("list"), sessionUuid);
      expect(list).toMatchObject({ status: 200, body: { response: { objects: [session] } } });

      emulator.clock.advance(10);
      const update = requestOf("update");
      const updated = await replay(emulator, update, sessionUuid);
      expect(updated).toMatchObject({ status: 200, body: { message: "Session updated" } });
      const sent = JSON.parse(update.body) as { session_expiry?: unknown; call_time_limit?: unknown };
      const { session_expiry: expiry, call_time_limit: limit } = sent;
      // Some SDKs send 0, and Ruby's sends digits.
      expect(emulator.sessions.get(sessionUuid)).toMatchObject({
        duration: expiry ? Number(expiry) + 10 : 1800,
        ...(limit ? { call_time_limit: Number(limit) } : {}),
        create_session_with_single_party: false,
      });

      const expired = await replay(emulator, requestOf("delete"), sessionUuid);
      expect(expired).toMatchObject({ status: 200, body: { message: "Session expired" } });
      expect(emulator.sessions.live()).toEqual([]);
    });

    const further = requests.filter(({ example }) => !calls.includes(example)).map(({ example }) => example);
    it.each(further)("%s", async (example) => {
      const emulator = await start({ strict });
      await replay(emulator, requestOf("create"), "");
      const reply = await replay(emulator, requestOf(example), "");
      const [misspelt, right] = strict ? (misspeltName[`${sdk} ${example}`] ?? []) : [];
      if (misspelt !== undefined) {
        const error = `Invalid parameter. ${misspelt} is not a known parameter: the API calls it ${right}.`;
        expect(reply).toMatchObject({ status: 400, body: { error } });
        return;
      }
      expect(reply.status).toBe(example.startsWith("create") ? 201 : 200);
      const [, last] = emulator.sessions.all();
      if (example === "create with a single party") {
        expect(last).toMatchObject({ create_session_with_single_party: true, second_party: "" });
      }
      if (example === "create with PINs") {
        expect(last).toMatchObject({ generate_pin_length: 5, pin_retry: 2, pin_retry_wait: 6 });
        expect(last?.first_party_pin).toMatch(/^\d{5}$/);
      }
      if (example === "create with misspelt names") {
        expect(last).toMatchObject({ subaccount: "SA1", geomatch: false });
      }
      if (example.startsWith("list"))
        expect(reply.body["response"]).toMatchObject({ meta: { total_count: 1 } });
    });
  },
);

describe("a misspelt filter in lenient mode", () => {
  it.each([
    ["durations=1800", 1],
    ["durations=1801", 0],
    ["duration_gte=1801", 0],
    ["created_time_gt=2026-03-01 10:00:00", 0],
    ["created_time_lte=2026-03-01 10:00:00", 1],
    ["created_times=2026-03-01 10:00:01", 0],
    ["expiry_time_lt=2026-03-01 10:30:00", 0],
    ["durations=1801&duration=1800", 1],
  ])("%s finds %i", async (query, count) => {
    const emulator = await start({ strict: false });
    await create(emulator);
    const { body } = await call(emulator, "GET", `/?${query}`);
    expect(body["response"]).toMatchObject({ meta: { total_count: count } });
  });
});
