import { expire, expireUnlessExtended } from "../../../provider/lifecycle/delete";
import { AddressNotFoundError } from "../../../provider/plivo";
import { ForeignAccountError } from "../../../provider/session/errors";
import type { SessionState } from "../../../provider/session/state";
import { AUTH_ID, json } from "../plivo/support";
import { both, expired, reset, scriptedPlivo, serverError, thrownBy } from "./scripted-plivo";

const plivo = scriptedPlivo({});

const stored: SessionState = {
  ...both,
  authId: AUTH_ID,
  sessionUuid: "session-1",
  status: "active",
  expiryTime: "2026-03-01T10:30:00Z",
};

const end = (olds = stored) => expire(plivo.context(), { id: "session-1", state: olds });
const endUnlessExtended = (olds = stored) =>
  expireUnlessExtended(plivo.context(), { id: "session-1", state: olds });

describe("a delete", () => {
  it("ends the session", async () => {
    await end();
    expect(plivo.newest["status"]).toBe("expired");
    expect(plivo.requests).toEqual(["DELETE"]);
  });

  it.each([
    ["has expired", expired],
    ["has expired, as a success says", json(200, { error: "Session already expired." })],
    ["is not known", json(404, { error: "not found" })],
    ["is gone", json(410, { error: "gone" })],
  ])("of a session that %s succeeds", async (_, answer) => {
    plivo.next.delete.push(answer);
    await expect(end()).resolves.toBeUndefined();
    expect(plivo.requests).toEqual(["DELETE"]);
  });

  it("whose answer is lost is sent again, and finds the session ended", async () => {
    plivo.next.delete.push((response, received) => {
      plivo.newest["status"] = "expired";
      reset(response, received);
    }, serverError);
    await expect(end()).resolves.toBeUndefined();
    expect(plivo.requests).toEqual(["DELETE", "DELETE", "DELETE"]);
  });

  it("that Plivo refuses fails", async () => {
    plivo.next.delete.push(json(403, {}));
    expect(await thrownBy(end())).toBeInstanceOf(AddressNotFoundError);
  });

  it("of another account's session sends nothing", async () => {
    const foreign = { ...stored, authId: "MAOTHER" };
    expect(await thrownBy(end(foreign))).toBeInstanceOf(ForeignAccountError);
    expect(await thrownBy(endUnlessExtended(foreign))).toBeInstanceOf(ForeignAccountError);
    expect(plivo.requests).toEqual([]);
  });
});

describe("a delete of a session that only the clock condemned", () => {
  it("leaves it alone where somebody has extended it", async () => {
    plivo.newest["expiry_time"] = "2026-03-01 10:31:00 +0000 UTC";
    expect(await endUnlessExtended()).toBe(true);
    expect(plivo.requests).toEqual(["GET"]);
  });

  it.each([
    "2026-03-01 10:30:00 +0000 UTC",
    "2026-03-01 10:30:00.9 +0000 UTC",
    "2026-03-01 10:29:00 +0000 UTC",
    undefined,
  ])(
    "ends it where it lives on with the end %p, as where this machine's clock is wrong",
    async (expiryTime) => {
      plivo.newest["expiry_time"] = expiryTime;
      plivo.clock.skip(24 * 3_600_000);
      expect(await endUnlessExtended()).toBe(false);
      expect(plivo.requests).toEqual(["GET", "DELETE"]);
      expect(plivo.newest["status"]).toBe("expired");
    },
  );

  it("sends nothing more where it has expired, whatever its end", async () => {
    Object.assign(plivo.newest, { status: "expired", expiry_time: "2026-03-01 12:00:00 +0000 UTC" });
    expect(await endUnlessExtended()).toBe(false);
    expect(plivo.requests).toEqual(["GET"]);
  });

  it("sends nothing more where Plivo does not know it", async () => {
    plivo.sessions.length = 0;
    expect(await endUnlessExtended()).toBe(false);
    expect(plivo.requests).toEqual(["GET"]);
  });

  it("takes any end for later where the state knows none", async () => {
    const { expiryTime: _, ...rest } = stored;
    expect(await endUnlessExtended(rest)).toBe(true);
  });
});

describe("a delete of a session whose end the create told in whole seconds", () => {
  it.each(["10:30:00.000001", "10:30:00.999", "10:30:30"])(
    "expires it if Plivo now tells %s, which is no extension",
    async (time) => {
      plivo.newest["expiry_time"] = `2026-03-01 ${time} +0000 UTC`;
      expect(await endUnlessExtended()).toBe(false);
      expect(plivo.newest["status"]).toBe("expired");
    },
  );

  it.each(["10:30:30.001", "10:31:00", "12:00:00"])(
    "leaves it if Plivo now tells %s, which is an extension",
    async (time) => {
      plivo.newest["expiry_time"] = `2026-03-01 ${time} +0000 UTC`;
      expect(await endUnlessExtended()).toBe(true);
      expect(plivo.newest["status"]).toBe("active");
    },
  );
});
