import { reconcile } from "../../../provider/lifecycle/adopt.ts";
import { SessionIncompleteError } from "../../../provider/session/errors.ts";
import type { SessionInputs } from "../../../provider/session/fields.ts";
import { update } from "../../../provider/lifecycle/update.ts";
import { json } from "../plivo/support.ts";
import { both, expired, identity, scriptedPlivo, stored, errorOf, unreadable } from "./scripted-plivo.ts";

const plivo = scriptedPlivo({});

async function take(inputs: SessionInputs) {
  const client = plivo.directory();
  return reconcile(client, inputs, await client.get("session-1"));
}

const requestBodies = () =>
  plivo.server.received.slice(1).map(({ body }) => JSON.parse(body || "null") as unknown);

describe("a session that is adopted", () => {
  it("gets no request if nothing differs", async () => {
    expect(await take({ ...both, record: true, callTimeLimit: 14400 })).toEqual({
      ...stored,
      record: true,
      callTimeLimit: 14400,
    });
    expect(requestBodies()).toEqual([]);
  });

  it("gets one update with only what differs", async () => {
    const inputs = { ...both, record: false, callbackUrl: "https://example.com/x", ringTimeout: 45 } as const;
    expect(await take(inputs)).toMatchObject({ ...inputs, sessionUuid: "session-1", status: "active" });
    expect(requestBodies()).toEqual([{ record: false, callback_url: "https://example.com/x" }]);
  });

  it("keeps what is not declared, and its expiry: sessionExpiry is not sent", async () => {
    await take({ ...both, sessionExpiry: 7200 });
    await take(both);
    expect(requestBodies()).toEqual([null]);
    expect(plivo.requests).toEqual(["GET", "GET"]);
  });

  it("gets an update with what Plivo does not show", async () => {
    delete plivo.newest["ring_timeout"];
    await take({ ...both, ringTimeout: 45 });
    expect(requestBodies()).toEqual([{ ring_timeout: 45 }]);
  });
});

describe("an update after an adoption that fails", () => {
  const inputs = { ...both, record: false, callbackUrl: "https://example.com/x", ringTimeout: 45 } as const;

  it.each([
    ["is refused", json(400, { error: "callback_url is no URL" }), 'callback_url is no URL"'],
    ["meets its end", expired, "already expired"],
  ])("because it %s stores the session with its own values", async (_, answer, text) => {
    plivo.next.update.push(answer);
    const error = await errorOf(take(inputs));
    if (!(error instanceof SessionIncompleteError)) throw error;
    expect(error).toMatchObject({ code: "PLIVO_SESSION_INCOMPLETE", sessionUuid: "session-1" });
    expect(error.message).toContain(text);
    expect(error.state).toEqual({
      ...both,
      record: true,
      ringTimeout: 45,
      ...identity,
    });
    // Pulumi's host could not send a key without a value.
    expect(Object.values(error.state)).not.toContain(undefined);
  });

  it("is completed by the next update", async () => {
    plivo.next.update.push(json(400, {}));
    const error = await errorOf(take(inputs));
    if (!(error instanceof SessionIncompleteError)) throw error;
    await update(plivo.context(), { id: "session-1", state: error.state }, inputs);
    expect(requestBodies().at(-1)).toEqual({ record: false, callback_url: "https://example.com/x" });
    expect(plivo.newest).toMatchObject({ record: false, callback_url: "https://example.com/x" });
  });

  it("temporarily is sent again", async () => {
    plivo.next.update.push(unreadable, json(503, {}));
    expect(await take(inputs)).toMatchObject({ record: false });
  });
});
