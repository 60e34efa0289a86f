import {
  AdoptDiffersError,
  AdoptExpiredError,
  AdoptNotFoundError,
  AdoptOwnedError,
} from "../../../provider/session/adopt-errors";
import { create } from "../../../provider/lifecycle/create";
import { SessionIncompleteError } from "../../../provider/session/errors";
import type { SessionInputs } from "../../../provider/session/fields";
import { json } from "../plivo/support";
import { both, scriptedPlivo, stored, thrownBy } from "./scripted-plivo";

const id = "9a1c1f6e-0c0f-4a4e-8f4b-0d6c6a3b2c1d";
const plivo = scriptedPlivo({ session_uuid: id });

const named = { ...both, adoptSessionUuid: id };
const take = (inputs: SessionInputs = named) => create(plivo.context(), inputs);

describe("adoptSessionUuid", () => {
  it("takes the session over with one GET, as it is", async () => {
    expect(await take()).toEqual({
      ...stored,
      ...named,
      sessionUuid: id,
    });
    expect(plivo.requests).toEqual(["GET"]);
    expect(plivo.lines).toEqual([`Masking session ${id} is taken over, as adoptSessionUuid says.`]);
    expect(plivo.owned.wasAdopted(id)).toBe(true);
  });

  it("updates what differs and can be updated, but not its end", async () => {
    expect(await take({ ...named, ringTimeout: 20, sessionExpiry: 7200 })).toMatchObject({ ringTimeout: 20 });
    expect(plivo.requests).toEqual(["GET", "PATCH"]);
    expect(JSON.parse(plivo.server.received[1]?.body ?? "")).toEqual({ ring_timeout: 20 });
  });

  it("keeps the session where that update is refused", async () => {
    plivo.next.update.push(json(400, { error: "no" }));
    expect(await thrownBy(take({ ...named, ringTimeout: 20 }))).toBeInstanceOf(SessionIncompleteError);
  });

  it("names what differs and cannot be updated, and changes nothing", async () => {
    plivo.newest["unknown_caller_play"] = "https://example.com/b.mp3";
    const inputs = { ...named, secondParty: "+12025550177", unknownCallerPlay: "https://example.com/a.mp3" };
    const error = await thrownBy(take({ ...inputs, ringTimeout: 20 }));
    if (!(error instanceof AdoptDiffersError)) throw error;
    expect(error.names).toEqual(["secondParty", "unknownCallerPlay"]);
    expect(error.message).toContain("differs from the program in secondParty and unknownCallerPlay");
    expect(error.message).not.toMatch(/550177|example/);
    expect(plivo.requests).toEqual(["GET"]);
  });

  it("of a session that the account does not have is refused: another account's is answered so", async () => {
    plivo.sessions = [];
    expect(await thrownBy(take())).toBeInstanceOf(AdoptNotFoundError);
    expect(plivo.creates).toBe(0);
  });

  it.each([{ status: "expired" }, { expiry_time: "2026-03-01 09:59:00 +0000 UTC" }])(
    "of a session that has expired makes a new one under recreate, and says so: %p",
    async (changes) => {
      Object.assign(plivo.newest, changes);
      expect(await take()).toMatchObject({ ...named, sessionUuid: "session-2" });
      expect(plivo.requests).toEqual(["GET", "POST"]);
      expect(plivo.lines[0]).toMatch(/which adoptSessionUuid names, .*expired.*: a new one is made\.$/);
    },
  );

  it.each(["ignore", "fail"] as const)(
    "of a session that has expired is refused under %s",
    async (onExpiry) => {
      plivo.newest["status"] = "expired";
      const error = await thrownBy(take({ ...named, onExpiry }));
      if (!(error instanceof AdoptExpiredError)) throw error;
      expect(error.message).toContain(`onExpiry is "${onExpiry}"`);
      expect(plivo.creates).toBe(0);
    },
  );

  it("of a session that another resource has is refused", async () => {
    plivo.owned.add(id);
    expect(await thrownBy(take())).toBeInstanceOf(AdoptOwnedError);
    expect(plivo.requests).toEqual(["GET"]);
  });

  it("wins over ifExists: what is named is taken, not looked for", async () => {
    plivo.add({ session_uuid: "session-9" });
    const state = await create(plivo.context("fail"), named);
    expect(state.sessionUuid).toBe(id);
    expect(plivo.requests).toEqual(["GET"]);
  });
});
