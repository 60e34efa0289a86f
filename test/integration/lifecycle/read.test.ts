import { ForeignAccountError, SessionNotReadableError } from "../../../provider/session/errors.ts";
import type { SessionInputs } from "../../../provider/session/fields.ts";
import { get, refresh } from "../../../provider/lifecycle/read.ts";
import type { SessionState } from "../../../provider/session/state.ts";
import { json } from "../plivo/support.ts";
import { both, identity, scriptedPlivo, errorOf } from "./scripted-plivo.ts";

const plivo = scriptedPlivo({});

/** Refreshes a session with this state. */
function read(declared: SessionInputs = both, changes: Partial<SessionState> = {}) {
  const olds = { ...declared, ...identity, ...changes };
  return refresh(plivo.context(), { id: "session-1", state: olds });
}

describe("the refresh of a live session", () => {
  it("reads it as declared, with the values that Plivo decides", async () => {
    expect(await read({ ...both, record: true }, { virtualNumber: "+910000000000" })).toEqual({
      inputs: { ...both, record: true },
      state: { ...both, record: true, ...identity },
    });
  });

  it("shows which declared values others changed", async () => {
    Object.assign(plivo.newest, { record: false, callback_url: "", ring_timeout: 20 });
    const declared = { ...both, record: true, callbackUrl: "https://example.com/x" };
    const found = await read(declared);
    expect(found?.inputs).toEqual({ ...both, record: false });
    expect(found?.state).toEqual({ ...both, record: false, ...identity });
  });

  it("keeps what Plivo does not report", async () => {
    delete plivo.newest["record"];
    expect((await read({ ...both, record: true }))?.inputs).toEqual({ ...both, record: true });
  });

  it("shows no drift of values that can never change, nor of the parties", async () => {
    Object.assign(plivo.newest, { pin_retry: 3, first_party: "12025550199" });
    expect((await read({ ...both, pinRetry: 2 }))?.inputs).toEqual({ ...both, pinRetry: 2 });
  });

  it("shows other parties of a single-party session", async () => {
    plivo.newest["second_party"] = "12025550199";
    const single = { ...both, createSessionWithSingleParty: true };
    expect((await read(single))?.inputs).toEqual({ ...single, secondParty: "+12025550199" });
  });

  it("sends nothing for another account's session", async () => {
    expect(await errorOf(read(both, { authId: "MAOTHER" }))).toBeInstanceOf(ForeignAccountError);
    expect(plivo.requests).toEqual([]);
  });
});

describe("the refresh of an expired session", () => {
  const recreating = [both, { ...both, onExpiry: "recreate" } as const];
  const keeping = (["ignore", "fail"] as const).map((onExpiry) => ({ ...both, onExpiry }));
  const expire = () => void (plivo.newest["status"] = "expired");
  const forget = (afterMs: number) => () => {
    plivo.sessions.length = 0;
    plivo.clock.skip(afterMs);
  };

  describe.each([
    ["that Plivo shows", expire],
    ["that Plivo no longer knows", forget(1_800_000)],
  ])("%s", (_, change) => {
    it.each(recreating)("deletes it from the state (%#)", async (declared) => {
      change();
      expect(await read(declared)).toBeUndefined();
    });

    it.each(keeping)("keeps it as expired under $onExpiry", async (declared) => {
      change();
      const state = { ...declared, ...identity, status: "expired" };
      expect(await read(declared)).toEqual({ inputs: declared, state });
    });
  });

  it.each(keeping)("deletes it under $onExpiry if it was unknown before its expiry", async (declared) => {
    forget(1_799_999)();
    expect(await read(declared)).toBeUndefined();
  });
});

it("a response with another failure does not make a session unknown", async () => {
  plivo.next.get.push(json(403, {}));
  await expect(plivo.client().find("session-1")).rejects.toMatchObject({ code: "PLIVO_ADDRESS_NOT_FOUND" });
  expect(await plivo.client().find("session-2")).toBeUndefined();
});

describe("a session that this stack only reads", () => {
  const read = () => get(plivo.context(), "session-1");

  it("has everything that Plivo reports of it", async () => {
    const state = await read();
    expect(state).toMatchObject({ ...both, ...identity, record: true, ringTimeout: 45 });
    expect(Object.keys(state)).not.toContain("callbackUrl");
    expect(Object.values(state)).not.toContain(null);
    expect(Object.values(state)).not.toContain(undefined);
  });

  it.each([
    ["does not exist in this account", () => (plivo.sessions.length = 0)],
    ["expired 1 h 30 min ago", () => plivo.clock.skip(7_200_000)],
    ["has expired", () => (plivo.newest["status"] = "expired")],
  ])("is an error if it %s", async (what, change) => {
    change();
    const error = await errorOf(read());
    expect(error).toBeInstanceOf(SessionNotReadableError);
    expect(error).toMatchObject({ code: "PLIVO_SESSION_NOT_READABLE", sessionUuid: "session-1" });
    expect((error as Error).message).toContain(`session-1 ${what}.`);
  });
});

it.each([
  "https:/u:s3cret@example.com/in",
  "https:\\\\u:s3cret@example.com/in",
  "https://example.com/in?next=https:/u:s3cret@example.org",
  "https://example.com/in?next=https%3A%2F%2Fu%3As3cret%40example.org",
])("a refresh hides in its drift a password that someone put into a URL as %j", async (callback_url) => {
  Object.assign(plivo.newest, { callback_url });
  const found = await read({ ...both, callbackUrl: "https://example.com/in" });
  expect(found?.inputs.callbackUrl).toContain("hidden:hidden");
  expect(JSON.stringify(found)).not.toContain("s3cret");
});

it("an error quotes values of a state with visible escapes", async () => {
  const error = await errorOf(read(both, { authId: "MA\u001b]52;c;YQ==\u0007\r\n::error::\u202e" }));
  const { message } = error as ForeignAccountError;
  expect(message).toContain("account MA\\u001b]52;c;YQ==\\u0007\\u000d\\u000a::error::\\u202e, but");
  expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});
