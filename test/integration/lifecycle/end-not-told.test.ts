import { expireUnlessExtended } from "../../../provider/lifecycle/delete";
import { diff } from "../../../provider/session/diff";
import { update } from "../../../provider/lifecycle/update";
import { engineDiff } from "../../support/engine-diff";
import { json } from "../plivo/support";
import { both, reset, scriptedPlivo, stored } from "./scripted-plivo";

const plivo = scriptedPlivo({});

const longer = { ...both, sessionExpiry: 7200 };

describe("an update of sessionExpiry whose answer does not tell the new end", () => {
  it.each([
    ["has none", undefined],
    ["has nothing there", ""],
    ["has a form that nobody knows", "1st of March, noon"],
  ])("since it %s keeps no earlier end than the real one", async (_, expiryTime) => {
    plivo.next.update.push(reset, json(200, { session: { ...plivo.newest, expiry_time: expiryTime } }));
    const state = await update(plivo.context(), { id: "session-1", state: stored }, longer);
    // From when the answer came, since the request that was carried out may have left at any time before.
    const end = plivo.clock.now() + 7_200_000;
    expect(plivo.clock.now()).toBeGreaterThan(Date.UTC(2026, 2, 1, 10));
    expect(state.expiryTime).toBe(new Date(end).toISOString());
    const before = { now: end - 31_000, clockRules: true };
    expect(engineDiff(diff("session-1", state, longer, before))).toMatchObject({
      changes: false,
      replaces: [],
    });
  });

  it("but of another argument keeps the end that is known", async () => {
    plivo.next.update.push(json(200, { session: { ...plivo.newest, expiry_time: undefined } }));
    const state = await update(
      plivo.context(),
      { id: "session-1", state: stored },
      { ...both, record: true },
    );
    expect(state.expiryTime).toBe(stored.expiryTime);
  });
});

describe("an end that the create told in whole seconds", () => {
  const ended = () => expireUnlessExtended(plivo.context(), { id: "session-1", state: stored });

  it.each(["10:30:00.000001", "10:30:00.999", "10:30:30"])(
    "and a later answer as %s is no extension: the session that was replaced is ended",
    async (time) => {
      plivo.newest["expiry_time"] = `2026-03-01 ${time} +0000 UTC`;
      expect(await ended()).toBe(false);
      expect(plivo.newest["status"]).toBe("expired");
    },
  );

  it.each(["10:30:30.001", "10:31:00", "12:00:00"])("and a later answer as %s is one", async (time) => {
    plivo.newest["expiry_time"] = `2026-03-01 ${time} +0000 UTC`;
    expect(await ended()).toBe(true);
    expect(plivo.newest["status"]).toBe("active");
  });
});
