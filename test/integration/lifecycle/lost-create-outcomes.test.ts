import { create } from "../../../provider/lifecycle/create.ts";
import { SeveralSessionsError } from "../../../provider/session/errors.ts";
import { json } from "../plivo/support.ts";
import { lostCreates, unknownOutcome } from "./lost-creates.ts";
import { both, reset, type Respond, scriptedPlivo, serverError, errorOf } from "./scripted-plivo.ts";

const plivo = scriptedPlivo();

const newestUuid = () => plivo.newest.session_uuid;
const createLost = lostCreates(plivo);

describe("the lookup of a lost create that finds several sessions", () => {
  it("names them and what to do, and adopts and creates none", async () => {
    plivo.next.create.push((response, received) => {
      plivo.add();
      plivo.createThen(reset)(response, received);
    });
    const error = await errorOf(create(plivo.context(), both));
    expect(error).toBeInstanceOf(SeveralSessionsError);
    expect(error).toMatchObject({ sessionUuids: ["session-2", "session-1"], code: "PLIVO_SEVERAL_SESSIONS" });
    expect((error as Error).message).toContain("session-2 and session-1");
    expect((error as Error).message).toContain("PLIVO_IF_EXISTS=adopt pulumi up");
    expect(plivo.creates).toBe(1);
    expect(plivo.owned.has("session-1")).toBe(false);
  });

  it("adopts the one that no resource of this process has", async () => {
    plivo.next.create.push((response, received) => {
      plivo.owned.add(plivo.add().session_uuid);
      plivo.createThen(reset)(response, received);
    });
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-2");
  });

  it("adopts the one that is live and matches the program", async () => {
    plivo.next.create.push((response, received) => {
      plivo.add({ pin_retry: 3 });
      plivo.add({ status: "expired" });
      plivo.createThen(reset)(response, received);
    });
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-3");
    expect(plivo.requests).toEqual(["POST", "LIST", "GET", "GET"]);
  });
});

describe("the lookup of a lost create that finds a session that differs from the program", () => {
  it("names it and reports an unknown outcome, since others may have changed it", async () => {
    const error = await unknownOutcome(createLost(both, { pin_retry: 3 }));
    expect(error).toMatchObject({ sessionUuids: [newestUuid()], reason: expect.any(String) as string });
    expect(error.message).toContain(
      `${newestUuid()} is live and has the same parties, and may or may not be it.`,
    );
    expect(plivo.creates).toBe(1);
    expect(plivo.clock.waits).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  it("creates the session again if the one found has expired", async () => {
    plivo.next.create.push(plivo.createThen(reset));
    plivo.next.get.push((response, received) => {
      const [session] = plivo.sessions;
      if (session) session["status"] = "expired";
      json(200, { response: session })(response, received);
    });
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-2");
  });

  it("reports an unknown outcome if Plivo lists it but answers 404 to each GET", async () => {
    plivo.next.get.push(...Array.from({ length: 5 }, () => json(404, { error: "not found" })));
    expect((await unknownOutcome(createLost())).sessionUuids).toEqual([newestUuid()]);
    expect(plivo.creates).toBe(1);
  });

  it("adopts it if Plivo answers 404 only to the first GETs", async () => {
    plivo.next.get.push(json(404, { error: "not found" }), json(404, { error: "not found" }));
    expect((await createLost()).sessionUuid).toBe(newestUuid());
  });
});

describe("the lookup of a lost create that fails", () => {
  it("continues until Plivo responds", async () => {
    plivo.next.list.push(...Array.from({ length: 10 }, () => serverError));
    expect((await createLost()).sessionUuid).toBe(newestUuid());
    expect(plivo.creates).toBe(1);
  });

  it("concludes only from a read that begins after the late-commit wait", async () => {
    plivo.next.create.push(reset);
    plivo.next.list.push(...Array.from({ length: 6 }, () => serverError));
    await create(plivo.context(), both);
    expect(plivo.creates).toBe(2);
    // Six attempts of the first read take 15.5 s. Its result counts from the start of the read.
    expect(plivo.requests.slice(0, -1)).toEqual(["POST", ...Array.from({ length: 7 }, () => "LIST")]);
  });

  it.each([
    ["fails", serverError],
    ["breaks off", reset],
  ] as [string, Respond][])("reports an unknown outcome if every response %s", async (_, answer) => {
    plivo.next.list.push(...Array.from({ length: 200 }, () => answer));
    const began = plivo.clock.elapsed();
    await unknownOutcome(createLost());
    expect(plivo.creates).toBe(1);
    expect(plivo.clock.elapsed() - began).toBeLessThan(400_000);
    expect(plivo.clock.elapsed() - began).toBeGreaterThan(120_000);
  });

  it.each([401, 403, 400])(
    "reports an unknown outcome at once after %i, which is permanent",
    async (status) => {
      plivo.next.list.push(json(status, {}));
      const error = await unknownOutcome(createLost());
      expect(error.sessionUuids).toEqual([]);
      expect(error.message).not.toContain("Of its parties");
      expect(plivo.requests).toEqual(["POST", "LIST"]);
    },
  );

  it("passes on a programming error", async () => {
    plivo.next.create.push(plivo.createThen(reset));
    const context = plivo.context();
    const mistake = new TypeError("a mistake");
    Object.assign(context.ledger.owned, { has: () => fail(mistake) });
    expect(await errorOf(create(context, both))).toBe(mistake);
  });
});

function fail(error: Error): never {
  throw error;
}

describe("a resource that adopts a session during the lookup of a lost create", () => {
  it("keeps the session, and the lookup continues without it", async () => {
    plivo.next.create.push(reset);
    plivo.next.list.push((response, received) => {
      const row = plivo.add();
      json(200, { response: { meta: { total_count: 1 }, objects: [row] } })(response, received);
    });
    plivo.next.get.push((response, received) => {
      // Another resource's diff while the response is in transit.
      const session = plivo.sessions[0];
      plivo.owned.add(session?.session_uuid ?? "");
      json(200, { response: session })(response, received);
    });
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-2");
    expect(plivo.owned.wasAdopted("session-1")).toBe(false);
  });
});

describe("the advice of an unknown outcome", () => {
  const messageOf = async (work: Promise<unknown>) => (await unknownOutcome(work)).message;

  it("is not to adopt a session that differs from the program", async () => {
    plivo.next.create.push(plivo.createThen(reset, { pin_retry: 3 }));
    const message = await messageOf(create(plivo.context(), both));
    expect(message).not.toContain("PLIVO_IF_EXISTS");
    expect(message).toMatch(/session-1 is live .* Expire what you do not need .* then run `pulumi up`\.$/);
  });

  it("names each of several sessions", async () => {
    plivo.add({ pin_retry: 3 });
    plivo.next.create.push(plivo.createThen(reset, { pin_retry: 3 }));
    expect(await messageOf(create(plivo.context(), both))).toContain("session-2 and session-1 are live");
  });

  it("is to adopt if no session is known, and says why the lookup was inconclusive", async () => {
    plivo.next.create.push(plivo.createThen(reset));
    plivo.next.list.push(json(403, { error: "not allowed" }));
    const message = await messageOf(create(plivo.context(), both));
    expect(message).toContain("`PLIVO_IF_EXISTS=adopt pulumi up`");
    expect(message).toContain("the lookup was inconclusive: Access to this address or account is forbidden.");
  });
});
