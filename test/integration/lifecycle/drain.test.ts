import { expire, expireUnlessExtended } from "../../../provider/lifecycle/delete";
import { scriptedPlivo, stored } from "./scripted-plivo";

const plivo = scriptedPlivo({ status: "in-progress" });

const end = (drainTimeout?: number) => {
  const olds = drainTimeout === undefined ? stored : { ...stored, drainTimeout };
  return expire(plivo.context(), { id: "session-1", state: olds });
};

/** Ends the call after so many looks at it. */
function callEndsAfter(looks: number): void {
  for (let look = 1; look <= looks; look += 1) {
    plivo.next.get.push((response) => {
      if (look === looks) plivo.newest["status"] = "active";
      const body = JSON.stringify({ response: { ...plivo.newest, status: "in-progress" } });
      response.setHeader("content-type", "application/json").end(body);
    });
  }
}

describe("the end of a session over which a call goes", () => {
  it.each([undefined, 0])("is not put off with a drainTimeout of %p", async (drainTimeout) => {
    await end(drainTimeout);
    expect(plivo.requests).toEqual(["DELETE"]);
    expect(plivo.lines).toEqual([]);
  });

  it("waits for the call, with a look every 10 s and one line", async () => {
    callEndsAfter(3);
    await end(300);
    expect(plivo.requests).toEqual(["GET", "GET", "GET", "GET", "DELETE"]);
    expect(plivo.clock.waits).toEqual([10_000, 10_000, 10_000]);
    expect(plivo.lines).toEqual([
      "Masking session session-1 is in a call: it is ended after the call, or in 5 min (drainTimeout).",
    ]);
  });

  it("comes when the time is over, call or no call", async () => {
    await end(25);
    expect(plivo.clock.waits).toEqual([10_000, 10_000, 5_000]);
    expect(plivo.requests).toEqual(["GET", "GET", "GET", "DELETE"]);
    expect(plivo.newest["status"]).toBe("expired");
  });

  it("comes at once without a call", async () => {
    plivo.newest["status"] = "active";
    await end(300);
    expect(plivo.requests).toEqual(["GET", "DELETE"]);
    expect(plivo.lines).toEqual([]);
  });

  it("is a success where the session vanishes meanwhile", async () => {
    callEndsAfter(1);
    plivo.next.get.push((response) => {
      plivo.sessions = [];
      response.writeHead(404, { "content-type": "application/json" }).end('{"error":"not found"}');
    });
    await expect(end(300)).resolves.toBeUndefined();
    expect(plivo.requests).toEqual(["GET", "GET", "DELETE"]);
  });

  it("waits too where the clock alone has condemned the session", async () => {
    await expireUnlessExtended(plivo.context(), { id: "session-1", state: { ...stored, drainTimeout: 15 } });
    expect(plivo.requests).toEqual(["GET", "GET", "GET", "DELETE"]);
    expect(plivo.clock.waits).toEqual([10_000, 5_000]);
  });
});
