import type { SessionState } from "../../../provider/session/state.ts";
import { SessionEndedError, SessionIncompleteError } from "../../../provider/session/errors.ts";
import type { SessionInputs } from "../../../provider/session/fields.ts";
import { update } from "../../../provider/lifecycle/update.ts";
import { parties } from "../../support/field-changes.ts";
import { inProcess } from "../../support/in-process.ts";
import { json } from "../plivo/support.ts";
import { both, expired, reset, scriptedPlivo, stored, errorOf } from "./scripted-plivo.ts";

const plivo = scriptedPlivo({});

const inputsWithRenewal = { ...both, sessionExpiry: 3600, renewBefore: 600 };
const olds = { ...stored, ...inputsWithRenewal };

/** Updates with this many seconds left of the session's half hour. */
function updateWith(left: number, news: SessionInputs = inputsWithRenewal) {
  plivo.clock.skip(Date.parse("2026-03-01T10:30:00Z") - left * 1000 - plivo.clock.now());
  return update(plivo.context(), { id: "session-1", state: olds }, news);
}

const requestBodies = () => plivo.server.received.map(({ body }) => JSON.parse(body || "null") as unknown);

describe("a session whose renewal is due", () => {
  it("gets sessionExpiry only, and its new expiry time in the state", async () => {
    const extended = { ...plivo.newest, expiry_time: "2026-03-01 11:20:01 +0000 UTC" };
    plivo.next.update.push(json(200, { session: extended }));
    const state = await updateWith(599);
    expect(requestBodies()).toEqual([{ session_expiry: 3600 }]);
    expect(state.expiryTime).toBe("2026-03-01T11:20:01Z");
    expect(state.renewBefore).toBe(600);
  });

  it("gets other changes in the same request", async () => {
    await updateWith(599, { ...inputsWithRenewal, record: true });
    expect(requestBodies()).toEqual([{ record: true, session_expiry: 3600 }]);
  });

  it("is extended by the duration that the program declares now", async () => {
    await updateWith(599, { ...inputsWithRenewal, sessionExpiry: 7200 });
    expect(requestBodies()).toEqual([{ session_expiry: 7200 }]);
  });

  it("and that has expired is kept as expired, so the next up follows onExpiry", async () => {
    plivo.next.update.push(expired);
    plivo.newest["status"] = "expired";
    const error = await errorOf(updateWith(1));
    if (!(error instanceof SessionEndedError)) throw error;
    expect(error.state.status).toBe("expired");
  });

  it("with lost responses keeps the latest possible expiry time", async () => {
    plivo.next.update.push(...Array.from({ length: 6 }, () => reset));
    const error = await errorOf(updateWith(599));
    if (!(error instanceof SessionIncompleteError)) throw error;
    expect(Date.parse(error.state.expiryTime ?? "")).toBeGreaterThan(Date.parse("2026-03-01T11:20:00Z"));
  });
});

describe("an extension that a diff has asked for", () => {
  const stage = inProcess();

  it("does not succeed silently if its turn comes after the session's expiry", async () => {
    const inputs = { ...parties(0), sessionExpiry: 3600, renewBefore: 600, onExpiry: "ignore" } as const;
    const { id, outs } = await stage.create(inputs);
    stage.emulator.clock.advance(3600 - 5);
    stage.restart();
    await stage.provider.diff(id, outs, inputs);
    expect(stage.lines.join()).toContain("so it will be extended");
    stage.emulator.clock.advance(10);
    await expect(stage.provider.update(id, outs, inputs)).rejects.toMatchObject({
      code: "PLIVO_SESSION_ENDED",
    });
  });

  it("is sent once: another update in the same run extends nothing", async () => {
    const inputs = { ...parties(0), sessionExpiry: 3600, renewBefore: 600 };
    const { id, outs } = await stage.create(inputs);
    stage.emulator.clock.advance(3600 - 60);
    stage.restart();
    await stage.provider.diff(id, outs, inputs);
    const extended = await stage.provider.update(id, outs, inputs);
    const { expiryTime } = extended.outs as SessionState;
    stage.emulator.clock.advance(60);
    const updated = await stage.provider.update(id, extended.outs, { ...inputs, record: true });
    expect(updated.outs).toMatchObject({ record: true, expiryTime });
  });
});

it("a session whose renewal is not due is not extended by an update of something else", async () => {
  await updateWith(600, { ...inputsWithRenewal, record: true });
  expect(requestBodies()).toEqual([{ record: true }]);
});
