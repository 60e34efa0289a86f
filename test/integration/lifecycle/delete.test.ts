import { expire, expireUnlessExtended } from "../../../provider/lifecycle/delete.ts";
import { AddressNotFoundError } from "../../../provider/plivo/index.ts";
import { ForeignAccountError } from "../../../provider/session/errors.ts";
import type { SessionState } from "../../../provider/session/state.ts";
import { authId, json } from "../plivo/support.ts";
import { both, expired, reset, scriptedPlivo, serverError, errorOf } from "./scripted-plivo.ts";

const plivo = scriptedPlivo({});

const stored: SessionState = {
  ...both,
  authId,
  sessionUuid: "session-1",
  status: "active",
  expiryTime: "2026-03-01T10:30:00Z",
};

const end = (olds = stored) => expire(plivo.context(), { id: "session-1", state: olds });
const expireStored = (olds = stored) =>
  expireUnlessExtended(plivo.context(), { id: "session-1", state: olds });

describe("a delete", () => {
  it("expires the session", async () => {
    await end();
    expect(plivo.newest["status"]).toBe("expired");
    expect(plivo.requests).toEqual(["DELETE"]);
  });

  it.each([
    ["has expired", expired],
    ["has expired, as a success says", json(200, { error: "Session already expired." })],
    ["is not known", json(404, { error: "not found" })],
    ["is gone", json(410, { error: "gone" })],
  ])("succeeds for a session that %s", async (_, answer) => {
    plivo.next.delete.push(answer);
    await expect(end()).resolves.toBeUndefined();
    expect(plivo.requests).toEqual(["DELETE"]);
  });

  it("with a lost response is sent again, and finds the session expired", async () => {
    plivo.next.delete.push((response, received) => {
      plivo.newest["status"] = "expired";
      reset(response, received);
    }, serverError);
    await expect(end()).resolves.toBeUndefined();
    expect(plivo.requests).toEqual(["DELETE", "DELETE", "DELETE"]);
  });

  it("fails if Plivo rejects it", async () => {
    plivo.next.delete.push(json(403, {}));
    expect(await errorOf(end())).toBeInstanceOf(AddressNotFoundError);
  });

  it("sends nothing for another account's session", async () => {
    const foreign = { ...stored, authId: "MAOTHER" };
    expect(await errorOf(end(foreign))).toBeInstanceOf(ForeignAccountError);
    expect(await errorOf(expireStored(foreign))).toBeInstanceOf(ForeignAccountError);
    expect(plivo.requests).toEqual([]);
  });
});

describe("a delete of a session that is replaced by expiry", () => {
  it("leaves the session if someone extended it", async () => {
    plivo.newest["expiry_time"] = "2026-03-01 10:31:00 +0000 UTC";
    expect(await expireStored()).toBe(true);
    expect(plivo.requests).toEqual(["GET"]);
  });

  it.each([
    "2026-03-01 10:30:00 +0000 UTC",
    "2026-03-01 10:30:00.9 +0000 UTC",
    "2026-03-01 10:29:00 +0000 UTC",
    undefined,
  ])(
    "expires the session if it lives on until %p, as with a wrong clock of this machine",
    async (expiryTime) => {
      plivo.newest["expiry_time"] = expiryTime;
      plivo.clock.skip(24 * 3_600_000);
      expect(await expireStored()).toBe(false);
      expect(plivo.requests).toEqual(["GET", "DELETE"]);
      expect(plivo.newest["status"]).toBe("expired");
    },
  );

  it("sends nothing more if the session is expired, whatever its expiry time", async () => {
    Object.assign(plivo.newest, { status: "expired", expiry_time: "2026-03-01 12:00:00 +0000 UTC" });
    expect(await expireStored()).toBe(false);
    expect(plivo.requests).toEqual(["GET"]);
  });

  it("sends nothing more if Plivo does not know the session", async () => {
    plivo.sessions.length = 0;
    expect(await expireStored()).toBe(false);
    expect(plivo.requests).toEqual(["GET"]);
  });

  it("counts any expiry time as an extension if the state has none", async () => {
    const { expiryTime: _, ...rest } = stored;
    expect(await expireStored(rest)).toBe(true);
  });
});

describe("a delete of a session with an expiry time in whole seconds", () => {
  it.each(["10:30:00.000001", "10:30:00.999", "10:30:30"])(
    "expires it if Plivo now reports %s, which is no extension",
    async (time) => {
      plivo.newest["expiry_time"] = `2026-03-01 ${time} +0000 UTC`;
      expect(await expireStored()).toBe(false);
      expect(plivo.newest["status"]).toBe("expired");
    },
  );

  it.each(["10:30:30.001", "10:31:00", "12:00:00"])(
    "leaves it if Plivo now reports %s, which is an extension",
    async (time) => {
      plivo.newest["expiry_time"] = `2026-03-01 ${time} +0000 UTC`;
      expect(await expireStored()).toBe(true);
      expect(plivo.newest["status"]).toBe("active");
    },
  );
});
