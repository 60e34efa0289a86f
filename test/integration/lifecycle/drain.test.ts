import { expire, expireUnlessExtended } from "../../../provider/lifecycle/delete.ts";
import { scriptedPlivo, stored } from "./scripted-plivo.ts";

const plivo = scriptedPlivo({ status: "in-progress" });

const end = (drainTimeout?: number) => {
  const olds = drainTimeout === undefined ? stored : { ...stored, drainTimeout };
  return expire(plivo.context(), { id: "session-1", state: olds });
};

/** Ends the call after this many reads. */
function callEndsAfter(looks: number): void {
  for (let look = 1; look <= looks; look += 1) {
    plivo.next.get.push((response) => {
      if (look === looks) plivo.newest["status"] = "active";
      const body = JSON.stringify({ response: { ...plivo.newest, status: "in-progress" } });
      response.setHeader("content-type", "application/json").end(body);
    });
  }
}

describe("the delete of a session with a call in progress", () => {
  it.each([undefined, 0])("does not wait with a drainTimeout of %p", async (drainTimeout) => {
    await end(drainTimeout);
    expect(plivo.requests).toEqual(["DELETE"]);
    expect(plivo.lines).toEqual([]);
  });

  it("waits for the call, reads it every 10 s and prints one line", async () => {
    callEndsAfter(3);
    await end(300);
    expect(plivo.requests).toEqual(["GET", "GET", "GET", "GET", "DELETE"]);
    expect(plivo.clock.waits).toEqual([10_000, 10_000, 10_000]);
    expect(plivo.lines).toEqual([
      "Masking session session-1 is in a call: it will be expired after the call, or in 5 min (drainTimeout).",
    ]);
  });

  it("expires the session at the end of drainTimeout, even during the call", async () => {
    await end(25);
    expect(plivo.clock.waits).toEqual([10_000, 10_000, 5_000]);
    expect(plivo.requests).toEqual(["GET", "GET", "GET", "DELETE"]);
    expect(plivo.newest["status"]).toBe("expired");
  });

  it("expires the session at once without a call", async () => {
    plivo.newest["status"] = "active";
    await end(300);
    expect(plivo.requests).toEqual(["GET", "DELETE"]);
    expect(plivo.lines).toEqual([]);
  });

  it("succeeds if the session disappears while it waits", async () => {
    callEndsAfter(1);
    plivo.next.get.push((response) => {
      plivo.sessions = [];
      response.writeHead(404, { "content-type": "application/json" }).end('{"error":"not found"}');
    });
    await expect(end(300)).resolves.toBeUndefined();
    expect(plivo.requests).toEqual(["GET", "GET", "DELETE"]);
  });

  it("waits for a session that is replaced by expiry as well", async () => {
    await expireUnlessExtended(plivo.context(), { id: "session-1", state: { ...stored, drainTimeout: 15 } });
    expect(plivo.requests).toEqual(["GET", "GET", "GET", "DELETE"]);
    expect(plivo.clock.waits).toEqual([10_000, 5_000]);
  });
});
