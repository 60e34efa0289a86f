import { create } from "../../../provider/lifecycle/create";
import { SeveralSessionsError } from "../../../provider/session/errors";
import { json } from "../plivo/support";
import { both, reset, scriptedPlivo, serverError, thrownBy, type Respond } from "./scripted-plivo";
import { createsThatAreLost, unknownOutcome } from "./lost-creates";

const plivo = scriptedPlivo();

const made = () => plivo.newest.session_uuid;
const createLost = createsThatAreLost(plivo);

describe("several sessions", () => {
  it("that may be it are named, with how to go on, and none is taken or made", async () => {
    plivo.next.create.push((response, received) => {
      plivo.add();
      plivo.made(reset)(response, received);
    });
    const error = await thrownBy(create(plivo.context(), both));
    expect(error).toBeInstanceOf(SeveralSessionsError);
    expect(error).toMatchObject({ sessionUuids: ["session-2", "session-1"], code: "PLIVO_SEVERAL_SESSIONS" });
    expect((error as Error).message).toContain("session-2 and session-1");
    expect((error as Error).message).toContain("PLIVO_IF_EXISTS=adopt pulumi up");
    expect(plivo.creates).toBe(1);
    expect(plivo.owned.has("session-1")).toBe(false);
  });

  it("are one where a resource of this process has the other", async () => {
    plivo.next.create.push((response, received) => {
      plivo.owned.add(plivo.add().session_uuid);
      plivo.made(reset)(response, received);
    });
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-2");
  });

  it("are one where the other is not what is declared, or has expired", async () => {
    plivo.next.create.push((response, received) => {
      plivo.add({ pin_retry: 3 });
      plivo.add({ status: "expired" });
      plivo.made(reset)(response, received);
    });
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-3");
    expect(plivo.requests).toEqual(["POST", "LIST", "GET", "GET"]);
  });
});

describe("a session of the same parties that is not what is declared", () => {
  it("is named, and the outcome unknown: it may be the one, changed by others", async () => {
    const error = await unknownOutcome(createLost(both, { pin_retry: 3 }));
    expect(error).toMatchObject({ sessionUuids: [made()], reason: expect.any(String) as string });
    expect(error.message).toContain(`${made()} is live and of the same parties, and may or may not be it.`);
    expect(plivo.creates).toBe(1);
    expect(plivo.clock.waits).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  it("is not one that has expired since: the session is made anew", async () => {
    plivo.next.create.push(plivo.made(reset));
    plivo.next.get.push((response, received) => {
      const [session] = plivo.sessions;
      if (session) session["status"] = "expired";
      json(200, { response: session })(response, received);
    });
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-2");
  });

  it("may be one that Plivo lists and does not know otherwise", async () => {
    plivo.next.get.push(...Array.from({ length: 5 }, () => json(404, { error: "not found" })));
    expect((await unknownOutcome(createLost())).sessionUuids).toEqual([made()]);
    expect(plivo.creates).toBe(1);
  });

  it("or that it does not know yet", async () => {
    plivo.next.get.push(json(404, { error: "not found" }), json(404, { error: "not found" }));
    expect((await createLost()).sessionUuid).toBe(made());
  });
});

describe("a look-up that fails", () => {
  it("for the moment goes on until it can be asked", async () => {
    plivo.next.list.push(...Array.from({ length: 10 }, () => serverError));
    expect((await createLost()).sessionUuid).toBe(made());
    expect(plivo.creates).toBe(1);
  });

  it("until after the grace concludes only from a read that begins after it", async () => {
    plivo.next.create.push(reset);
    plivo.next.list.push(...Array.from({ length: 6 }, () => serverError));
    await create(plivo.context(), both);
    expect(plivo.creates).toBe(2);
    // Six attempts of the first read take 15.5 s; what it tells at last counts, if at all, from its beginning.
    expect(plivo.requests.slice(0, -1)).toEqual(["POST", ...Array.from({ length: 7 }, () => "LIST")]);
  });

  it.each([
    ["fails", serverError],
    ["breaks off", reset],
  ] as [string, Respond][])("for ever, where every answer %s, ends, and is unknown", async (_, answer) => {
    plivo.next.list.push(...Array.from({ length: 200 }, () => answer));
    const began = plivo.clock.elapsed();
    await unknownOutcome(createLost());
    expect(plivo.creates).toBe(1);
    expect(plivo.clock.elapsed() - began).toBeLessThan(400_000);
    expect(plivo.clock.elapsed() - began).toBeGreaterThan(120_000);
  });

  it.each([401, 403, 400])("with %i, which cannot pass, ends at once, and is unknown", async (status) => {
    plivo.next.list.push(json(status, {}));
    const error = await unknownOutcome(createLost());
    expect(error.sessionUuids).toEqual([]);
    expect(error.message).not.toContain("Of its parties");
    expect(plivo.requests).toEqual(["POST", "LIST"]);
  });

  it("with an error of ours is not taken for an outcome", async () => {
    plivo.next.create.push(plivo.made(reset));
    const context = plivo.context();
    const mistake = new TypeError("a mistake");
    Object.assign(context.ledger.owned, { has: () => failing(mistake) });
    expect(await thrownBy(create(context, both))).toBe(mistake);
  });
});

function failing(error: Error): never {
  throw error;
}

describe("an owner that shows up meanwhile", () => {
  it("keeps its session; the look-up goes on without it", async () => {
    plivo.next.create.push(reset);
    plivo.next.list.push((response, received) => {
      const row = plivo.add();
      json(200, { response: { meta: { total_count: 1 }, objects: [row] } })(response, received);
    });
    plivo.next.get.push((response, received) => {
      // Another resource's diff, while the answer is under way.
      const session = plivo.sessions[0];
      plivo.owned.add(session?.session_uuid ?? "");
      json(200, { response: session })(response, received);
    });
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-2");
    expect(plivo.owned.wasAdopted("session-1")).toBe(false);
  });
});
