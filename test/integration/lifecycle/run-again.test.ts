import { create } from "../../../provider/lifecycle/create.ts";
import type { CreateContext } from "../../../provider/lifecycle/call.ts";
import { CreateUnknownError, SessionIncompleteError } from "../../../provider/session/errors.ts";
import type { SessionInputs } from "../../../provider/session/fields.ts";
import { json } from "../plivo/support.ts";
import { both, reset, scriptedPlivo, errorOf, type Respond } from "./scripted-plivo.ts";

const plivo = scriptedPlivo();

const refused = json(403, { error: "not allowed" });
const idOf = async (work: ReturnType<typeof create>) => (await work).sessionUuid;

describe("a create with an unknown outcome that is run again in the same process", () => {
  let context: CreateContext;

  /** The response is lost, and the lookup fails. */
  async function fail(loss: Respond, inputs: SessionInputs = both) {
    context = plivo.context();
    plivo.next.create.push(loss);
    plivo.next.list.push(refused);
    expect(await errorOf(create(context, inputs))).toBeInstanceOf(CreateUnknownError);
  }

  it("is looked up before anything is sent, and found", async () => {
    await fail(plivo.createThen(reset));
    expect(await idOf(create(context, both))).toBe("session-1");
    expect(plivo.requests).toEqual(["POST", "LIST", "LIST", "GET"]);
    expect(plivo.owned.has("session-1")).toBe(true);
  });

  it("is found however late that is", async () => {
    await fail(plivo.createThen(reset));
    plivo.clock.skip(3_600_000);
    plivo.newest["expiry_time"] = "2026-03-01 20:00:00 +0000 UTC";
    expect(await idOf(create(context, both))).toBe("session-1");
    expect(plivo.creates).toBe(1);
  });

  it("is sent once more if Plivo did not create the session", async () => {
    await fail(reset);
    expect(await idOf(create(context, both))).toBe("session-1");
    expect(plivo.creates).toBe(2);
    expect(plivo.sessions).toHaveLength(1);
  });

  it("stays unknown and is not sent as long as Plivo does not respond", async () => {
    await fail(plivo.createThen(reset));
    plivo.next.list.push(refused, refused);
    for (let run = 0; run < 2; run++) {
      expect(await errorOf(create(context, both))).toBeInstanceOf(CreateUnknownError);
    }
    expect(plivo.creates).toBe(1);
    expect(await idOf(create(context, both))).toBe("session-1");
  });

  it("rings no phone a second time", async () => {
    const inputs = { ...both, initiateCallToFirstParty: true, onExpiry: "ignore" } as const;
    await fail(reset, inputs);
    expect(await errorOf(create(context, inputs))).toBeInstanceOf(CreateUnknownError);
    expect(plivo.creates).toBe(1);
  });

  it("is also looked up if the program now has other arguments for the same parties", async () => {
    await fail(plivo.createThen(reset, { pin_retry: 1 }));
    const error = await errorOf(create(context, { ...both, pinRetry: 2 }));
    expect(error).toMatchObject({ code: "PLIVO_CREATE_UNKNOWN", sessionUuids: ["session-1"] });
    expect(plivo.creates).toBe(1);
  });

  it("does not delay creates of other parties", async () => {
    await fail(plivo.createThen(reset));
    await create(context, { ...both, secondParty: "+12025550122" });
    expect(plivo.requests).toEqual(["POST", "LIST", "POST"]);
  });

  it("is settled once it is found: the next create of these parties is sent at once", async () => {
    await fail(plivo.createThen(reset));
    await create(context, both);
    expect(await idOf(create(context, both))).toBe("session-2");
    expect(plivo.requests).toEqual(["POST", "LIST", "LIST", "GET", "POST"]);
  });
});

/** A success with only the UUID of a session that cannot be read. */
function respondWithUuidOnly() {
  plivo.next.create.push(
    plivo.createThen((response, received) => {
      json(201, { session_uuid: plivo.newest.session_uuid })(response, received);
    }),
  );
  plivo.next.get.push(refused);
}

describe("a create with a partial failure that is run again in the same process", () => {
  it("completes the session that it created", async () => {
    const context = plivo.context();
    respondWithUuidOnly();
    expect(await errorOf(create(context, both))).toBeInstanceOf(SessionIncompleteError);
    expect(await create(context, both)).toMatchObject({ sessionUuid: "session-1", status: "active" });
    expect(plivo.creates).toBe(1);
  });

  it("completes the session that it adopted", async () => {
    plivo.add({ ring_timeout: 60 });
    const context = plivo.context("adopt");
    plivo.next.update.push(refused);
    const inputs = { ...both, ringTimeout: 20 };
    expect(await errorOf(create(context, inputs))).toBeInstanceOf(SessionIncompleteError);
    expect(await create(context, inputs)).toMatchObject({ sessionUuid: "session-1", ringTimeout: 20 });
    expect(plivo.newest["ring_timeout"]).toBe(20);
    expect(plivo.creates).toBe(0);
  });

  it("completes the session that it found after a lost response, which is then settled", async () => {
    const context = plivo.context();
    const inputs = { ...both, ringTimeout: 20 };
    plivo.next.create.push(plivo.createThen(reset, { ring_timeout: 60 }));
    plivo.next.update.push(refused);
    expect(await errorOf(create(context, inputs))).toBeInstanceOf(SessionIncompleteError);
    expect(await create(context, inputs)).toMatchObject({ sessionUuid: "session-1", ringTimeout: 20 });
    const before = plivo.requests.length;
    expect(await idOf(create(context, inputs))).toBe("session-2");
    expect(plivo.requests.slice(before)).toEqual(["POST"]);
  });

  it("completes the session even after another failure", async () => {
    plivo.add({ ring_timeout: 60 });
    const context = plivo.context("adopt");
    plivo.next.update.push(refused, refused);
    const inputs = { ...both, ringTimeout: 20 };
    for (let run = 0; run < 2; run++) {
      expect(await errorOf(create(context, inputs))).toBeInstanceOf(SessionIncompleteError);
    }
    expect(await idOf(create(context, inputs))).toBe("session-1");
    expect(plivo.sessions).toHaveLength(1);
  });

  it("creates another session if that one has expired", async () => {
    const context = plivo.context();
    respondWithUuidOnly();
    await errorOf(create(context, both));
    plivo.newest["status"] = "expired";
    expect(await idOf(create(context, both))).toBe("session-2");
  });

  it("leaves the session to its resource: one with other arguments gets its own", async () => {
    const context = plivo.context();
    respondWithUuidOnly();
    await errorOf(create(context, both));
    expect(await idOf(create(context, { ...both, record: true }))).toBe("session-2");
    expect(await idOf(create(context, both))).toBe("session-1");
  });

  it("leaves the session to its resource: an equal one that was queued gets its own", async () => {
    const context = plivo.context();
    respondWithUuidOnly();
    const [first, queued] = await Promise.allSettled([create(context, both), create(context, both)]);
    expect(first).toMatchObject({ status: "rejected", reason: { sessionUuid: "session-1" } });
    expect(queued).toMatchObject({ status: "fulfilled", value: { sessionUuid: "session-2" } });
    expect(await idOf(create(context, both))).toBe("session-1");
  });
});
