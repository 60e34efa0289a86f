import { create } from "../../../provider/lifecycle/create";
import { json, SECOND } from "../plivo/support";
import { both, reset, scriptedPlivo, type Respond } from "./scripted-plivo";
import { createsThatAreLost, unknownOutcome } from "./lost-creates";

const plivo = scriptedPlivo();

const hour = 3_600_000;
/** A list that shows nothing yet. */
const empty = json(200, { response: { meta: { total_count: 0 }, objects: [] } });
const made = () => plivo.newest.session_uuid;
const createLost = createsThatAreLost(plivo);

describe("the list", () => {
  it("is asked for the parties, whatever a session's status, since a live call is no longer active", async () => {
    const { sessionUuid } = await createLost(both, { status: "in-progress" });
    expect(sessionUuid).toBe(made());
    const query = new URL(plivo.server.received[1]?.url ?? "", plivo.server.endpoint).searchParams;
    expect(Object.fromEntries(query)).toEqual({
      first_party: "12025550100",
      second_party: "12025550111",
      offset: "0",
    });
  });

  it.each([1, 2, 3, 4])(
    "may lag behind by %i reads: the session is found within the grace",
    async (reads) => {
      plivo.next.list.push(...Array.from({ length: reads }, () => empty));
      expect((await createLost()).sessionUuid).toBe(made());
      expect(plivo.clock.waits).toEqual([1_000, 2_000, 4_000, 8_000].slice(0, reads));
      expect(plivo.creates).toBe(1);
    },
  );

  it("is read page by page, back to when the request was sent", async () => {
    for (let index = 0; index < 70; index++) plivo.add({}, 160_000 - index * 1_000);
    plivo.next.create.push((response, received) => {
      plivo.made(reset)(response, received);
      // Others of the same parties that some other process makes meanwhile.
      for (let index = 0; index < 25; index++) plivo.add({ is_pin_authentication_required: true });
    });
    const made = () => plivo.sessions[25]?.session_uuid;
    expect((await create(plivo.context(), both)).sessionUuid).toBe(made());
    expect(plivo.requests.filter((request) => request === "LIST")).toHaveLength(2);
  });

  it("that shows the same session twice shows one", async () => {
    plivo.next.create.push(plivo.made(reset));
    plivo.next.list.push((response, received) => {
      const objects = [plivo.sessions[0], plivo.sessions[0]];
      json(200, { response: { meta: { total_count: 2 }, objects } })(response, received);
    });
    expect((await create(plivo.context(), both)).sessionUuid).toBe(made());
  });

  it("of a single-party session is asked for that party, and another party's session is none", async () => {
    const single = { secondParty: SECOND, createSessionWithSingleParty: true };
    plivo.next.create.push((response, received) => {
      plivo.add({ create_session_with_single_party: true });
      const body = JSON.parse(received.body) as object;
      plivo.add({ first_party: "", ...body });
      reset(response, received);
    });
    const { sessionUuid } = await create(plivo.context(), single);
    expect(sessionUuid).toBe(made());
    expect(plivo.server.received[1]?.url).toMatch(/Session\?second_party=12025550111&offset=0$/);
  });

  it("is not trusted to heed its filters: other parties' sessions are none", async () => {
    plivo.next.create.push(plivo.made(reset));
    plivo.next.list.push((response, received) => {
      const one = plivo.add({ first_party: "12025550199" });
      const other = plivo.add({ second_party: "12025550199" });
      const objects = [other, one, plivo.sessions[2]];
      json(200, { response: { meta: { total_count: 3 }, objects } })(response, received);
    });
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-1");
    expect(plivo.requests).toEqual(["POST", "LIST", "GET"]);
  });

  it("that does not show parties rules nobody out", async () => {
    plivo.next.create.push(plivo.made(reset));
    const list: Respond = (response, received) => {
      const { first_party: _, second_party: __, ...row } = plivo.newest;
      json(200, { response: { meta: { total_count: 1 }, objects: [row] } })(response, received);
    };
    plivo.next.list.push(...Array.from({ length: 5 }, () => list));
    expect((await create(plivo.context(), both)).sessionUuid).toBe(made());
    expect(plivo.creates).toBe(1);
  });
});

describe("what was there before", () => {
  it.each([6_000, 60_000, hour])("by %i ms is not taken", async (ago) => {
    plivo.add({}, ago);
    const { sessionUuid } = await createLost();
    expect(sessionUuid).toBe("session-2");
  });

  it("is not taken where the create was not carried out", async () => {
    plivo.add({}, 70_000);
    plivo.next.create.push(reset);
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-2");
    expect(plivo.creates).toBe(2);
  });

  it("is not taken either where only the session itself tells when it was made", async () => {
    plivo.add({}, hour);
    plivo.next.create.push(reset);
    plivo.next.list.push((response, received) => {
      const { created_time: _, ...row } = plivo.newest;
      json(200, { response: { meta: { total_count: 1 }, objects: [row] } })(response, received);
    });
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-2");
    expect(plivo.creates).toBe(2);
  });

  it("by the 2 s that Plivo's whole seconds can hide may be it", async () => {
    plivo.next.create.push((response, received) => {
      plivo.add(JSON.parse(received.body) as Record<string, unknown>, 2_000);
      reset(response, received);
    });
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-1");
    expect(plivo.creates).toBe(1);
  });

  it("or since, nobody can tell of a session without a time: it is named, and the outcome unknown", async () => {
    plivo.next.create.push(plivo.made(reset, { created_time: undefined }));
    const error = await unknownOutcome(create(plivo.context(), both));
    expect(error.sessionUuids).toEqual([made()]);
    expect(plivo.creates).toBe(1);
  });
});

describe("time", () => {
  it.each([-7 * hour, -hour, hour, 7 * hour])(
    "is Plivo's own, also where this machine's differs by %i ms",
    async (ahead) => {
      plivo.ahead = ahead;
      plivo.add({}, 70_000);
      expect((await createLost()).sessionUuid).toBe("session-2");
      plivo.next.create.push(reset);
      expect((await create(plivo.context(), both)).sessionUuid).toBe("session-3");
      expect(plivo.creates).toBe(3);
    },
  );

  it("that Plivo does not tell lets nobody conclude that there is no session", async () => {
    plivo.dated = false;
    plivo.next.create.push(reset);
    expect((await unknownOutcome(create(plivo.context(), both))).sessionUuids).toEqual([]);
    expect(plivo.creates).toBe(1);
  });

  it("that Plivo does not tell is this machine's, and a session is found by it", async () => {
    plivo.dated = false;
    plivo.add({}, 6_000);
    expect((await createLost()).sessionUuid).toBe("session-2");
  });

  it("for which the machine slept counts, though its elapsed time does not", async () => {
    plivo.next.create.push((response, received) => {
      plivo.made((given) => {
        plivo.clock.skip(hour);
        plivo.clock.asleepMs += hour;
        given.socket?.resetAndDestroy();
      })(response, received);
    });
    expect((await create(plivo.context(), both)).sessionUuid).toBe(made());
    expect(plivo.creates).toBe(1);
  });
});
