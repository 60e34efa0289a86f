import { update } from "../../../provider/lifecycle/update.ts";
import {
  AlreadyExpiredError,
  InvalidRequestError,
  NotFoundError,
  UnreadableAnswerError,
} from "../../../provider/plivo/index.ts";
import { ForeignAccountError, SessionEndedError } from "../../../provider/session/errors.ts";
import type { SessionInputs } from "../../../provider/session/fields.ts";
import type { SessionState } from "../../../provider/session/state.ts";
import { json } from "../plivo/support.ts";
import {
  both,
  expired,
  reset,
  scriptedPlivo,
  serverError,
  stored,
  errorOf,
  unreadable,
} from "./scripted-plivo.ts";

const plivo = scriptedPlivo({ record: false });

const withRecording = { ...both, record: true };

const change = (news: SessionInputs = withRecording, olds: SessionState = stored) =>
  update(plivo.context(), { id: "session-1", state: olds }, news);

async function endedErrorOf(work: Promise<unknown>): Promise<SessionEndedError> {
  const error = await errorOf(work);
  if (error instanceof SessionEndedError) return error;
  throw new Error(`expected a SessionEndedError, got ${String(error)}`);
}

describe("an update", () => {
  it("sends one request", async () => {
    expect(await change()).toEqual({ ...stored, record: true });
    expect(plivo.requests).toEqual(["PATCH"]);
  });

  it("sends nothing for arguments that Plivo does not know", async () => {
    expect(await change({ ...both, onExpiry: "fail" })).toEqual({ ...stored, onExpiry: "fail" });
    expect(plivo.requests).toEqual([]);
  });

  it("sends nothing for another account's session", async () => {
    expect(await errorOf(change(withRecording, { ...stored, authId: "MAOTHER" }))).toBeInstanceOf(
      ForeignAccountError,
    );
    expect(plivo.requests).toEqual([]);
  });

  it.each([reset, serverError, json(429, {})])(
    "is sent again after a temporary failure (%#)",
    async (answer) => {
      plivo.next.update.push(answer);
      expect((await change()).record).toBe(true);
      expect(plivo.requests).toEqual(["PATCH", "PATCH"]);
      expect(plivo.lines).toEqual([]);
    },
  );

  it("fails if Plivo rejects it, and keeps the state", async () => {
    plivo.next.update.push(json(400, { error: "record is no boolean" }));
    expect(await errorOf(change())).toBeInstanceOf(InvalidRequestError);
    expect(plivo.requests).toEqual(["PATCH"]);
  });

  it("sends the second party that a single-party session gets", async () => {
    const { firstParty } = both;
    const single = { ...stored, firstParty, secondParty: undefined, createSessionWithSingleParty: true };
    await change({ ...both, createSessionWithSingleParty: true }, single as unknown as SessionState);
    expect(plivo.server.received.map(({ body }) => body)).toEqual([`{"second_party":"${both.secondParty}"}`]);
  });

  it("reads a session with only its UUID known, even if it sends nothing", async () => {
    const { virtualNumber: _, status: __, createdTime: ___, expiryTime: ____, ...little } = stored;
    expect(await change(both, little)).toEqual(stored);
    expect(plivo.requests).toEqual(["GET"]);
  });
});

describe("an update that removes an argument", () => {
  const url = "https://example.com/x";

  it.each([
    [{ record: true }, { record: false }],
    [{ callbackUrl: url }, { callback_url: "" }],
    [
      { recordFileFormat: "wav", firstPartyPlayUrl: url },
      { record_file_format: "mp3", first_party_play_url: "" },
    ],
  ] as const)("%j sends its certain default", async (removed, body) => {
    expect(await change(both, { ...stored, ...removed })).toEqual(stored);
    expect(JSON.parse(plivo.server.received[0]?.body ?? "")).toEqual(body);
  });

  it.each([{ record: false }, { recordFileFormat: "mp3" }, { callbackMethod: "POST" }] as const)(
    "sends nothing if the argument had its default: %j",
    async (removed) => {
      expect(await change(both, { ...stored, ...removed })).toEqual(stored);
      expect(plivo.requests).toEqual([]);
    },
  );

  it("sends nothing for an argument without a certain default", async () => {
    const state = await change(withRecording, { ...stored, ringTimeout: 20, onExpiry: "fail" });
    expect(state).toEqual({ ...stored, record: true });
    expect(plivo.server.received.map(({ body }) => body)).toEqual(['{"record":true}']);
  });
});

describe("an update with an unreadable success", () => {
  const unreadables = Array.from({ length: 6 }, () => unreadable);

  it("succeeds if a GET shows the change", async () => {
    plivo.newest["record"] = true;
    plivo.newest["callback_url"] = "";
    plivo.next.update.push(...unreadables);
    const olds = { ...stored, callbackUrl: "https://example.com/x" };
    expect(await change(withRecording, olds)).toEqual({ ...stored, record: true });
    expect(plivo.requests.at(-1)).toBe("GET");
  });

  it("succeeds if a GET does not show the changed field at all", async () => {
    delete plivo.newest["record"];
    plivo.next.update.push(...unreadables);
    expect(await change()).toEqual({ ...stored, record: true });
  });

  it("fails if a GET shows a part of the change", async () => {
    plivo.newest["record"] = true;
    plivo.next.update.push(...unreadables);
    expect(await errorOf(change({ ...withRecording, ringTimeout: 20 }))).toBeInstanceOf(
      UnreadableAnswerError,
    );
  });

  it("fails if a GET does not show the change, so the state does not claim it", async () => {
    plivo.next.update.push(...unreadables);
    expect(await errorOf(change())).toBeInstanceOf(UnreadableAnswerError);
    expect(plivo.requests.at(-1)).toBe("GET");
  });

  it("fails if the GET fails", async () => {
    plivo.next.update.push(...unreadables);
    plivo.next.get.push(json(403, {}));
    expect(await errorOf(change())).toMatchObject({ code: "PLIVO_ADDRESS_NOT_FOUND" });
  });

  it("says that the session has expired if a GET shows that", async () => {
    plivo.next.update.push(...unreadables);
    plivo.sessions.length = 0;
    expect(await endedErrorOf(change())).toMatchObject({
      code: "PLIVO_SESSION_ENDED",
      sessionUuid: "session-1",
    });
  });
});

describe("an update of a session that has expired", () => {
  it("keeps it as expired, with Plivo's expiry time", async () => {
    Object.assign(plivo.newest, { status: "expired", expiry_time: "2026-03-01 09:30:00 +0000 UTC" });
    const error = await endedErrorOf(change());
    expect(error).toMatchObject({ code: "PLIVO_SESSION_ENDED", sessionUuid: "session-1" });
    expect(error.message).toContain("session-1 has expired");
    expect(error.state).toEqual({ ...stored, status: "expired", expiryTime: "2026-03-01T09:30:00Z" });
    expect(plivo.requests).toEqual(["PATCH", "GET"]);
  });

  it("keeps it as expired if someone expired it early", async () => {
    plivo.newest["status"] = "expired";
    plivo.clock.skip(500);
    expect((await endedErrorOf(change())).state).toEqual({
      ...stored,
      status: "expired",
      expiryTime: "2026-03-01T10:00:00.500Z",
    });
  });

  it("keeps it as expired if Plivo no longer knows it", async () => {
    plivo.sessions.length = 0;
    plivo.clock.skip(3_600_000);
    const error = await endedErrorOf(change());
    expect(error.message).toContain("session-1 no longer exists");
    expect(error.state).toEqual({ ...stored, status: "expired" });
    expect(plivo.requests).toEqual(["PATCH", "GET"]);
  });

  it("keeps what the state had, not what the program declares, so that the next diff sees the change", async () => {
    plivo.newest["status"] = "expired";
    const olds = { ...stored, ringTimeout: 20 };
    expect((await endedErrorOf(change({ ...withRecording, ringTimeout: 30 }, olds))).state).toMatchObject({
      ringTimeout: 20,
    });
  });

  it("passes on Plivo's error if a GET shows the session alive", async () => {
    plivo.next.update.push(expired);
    expect(await errorOf(change())).toBeInstanceOf(AlreadyExpiredError);
    plivo.next.update.push(json(404, { error: "not found" }));
    expect(await errorOf(change())).toBeInstanceOf(NotFoundError);
    expect(plivo.requests).toEqual(["PATCH", "GET", "PATCH", "GET"]);
  });

  it("does not report it as expired if the GET fails", async () => {
    plivo.next.update.push(expired);
    plivo.next.get.push(json(401, {}));
    expect(await errorOf(change())).toMatchObject({ code: "PLIVO_AUTHENTICATION" });
  });
});
