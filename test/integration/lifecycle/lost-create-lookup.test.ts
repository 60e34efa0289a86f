import { create } from "../../../provider/lifecycle/create.ts";
import { json, second } from "../plivo/support.ts";
import { lostCreates, unknownOutcome } from "./lost-creates.ts";
import { both, reset, type Respond, scriptedPlivo, errorOf, type Wire } from "./scripted-plivo.ts";

const plivo = scriptedPlivo();

const hour = 3_600_000;
/** A list that does not show the session yet. */
const empty = json(200, { response: { meta: { total_count: 0 }, objects: [] } });
const newestUuid = () => plivo.newest.session_uuid;
const createLost = lostCreates(plivo);

describe("the lookup of a lost create", () => {
  it("lists by the parties only, because a session in a call is no longer active", async () => {
    const { sessionUuid } = await createLost(both, { status: "in-progress" });
    expect(sessionUuid).toBe(newestUuid());
    const query = new URL(plivo.server.received[1]?.url ?? "", plivo.server.endpoint).searchParams;
    expect(Object.fromEntries(query)).toEqual({
      first_party: "12025550100",
      second_party: "12025550111",
      offset: "0",
    });
  });

  it.each([1, 2, 3, 4])("finds the session although the list lags by %i reads", async (reads) => {
    plivo.next.list.push(...Array.from({ length: reads }, () => empty));
    expect((await createLost()).sessionUuid).toBe(newestUuid());
    expect(plivo.clock.waits).toEqual([1_000, 2_000, 4_000, 8_000].slice(0, reads));
    expect(plivo.creates).toBe(1);
  });

  it("reads the list page by page, back to when the request was sent", async () => {
    for (let index = 0; index < 70; index++) plivo.add({}, 160_000 - index * 1_000);
    plivo.next.create.push((response, received) => {
      plivo.createThen(reset)(response, received);
      // Sessions of the same parties that another process creates at the same time.
      for (let index = 0; index < 25; index++) plivo.add({ is_pin_authentication_required: true });
    });
    const newestUuid = () => plivo.sessions[25]?.session_uuid;
    expect((await create(plivo.context(), both)).sessionUuid).toBe(newestUuid());
    expect(plivo.requests.filter((request) => request === "LIST")).toHaveLength(2);
  });

  it("counts a session once if the list shows it twice", async () => {
    plivo.next.create.push(plivo.createThen(reset));
    plivo.next.list.push((response, received) => {
      const objects = [plivo.sessions[0], plivo.sessions[0]];
      json(200, { response: { meta: { total_count: 2 }, objects } })(response, received);
    });
    expect((await create(plivo.context(), both)).sessionUuid).toBe(newestUuid());
  });

  it("of a single-party session lists by that party, and ignores sessions of other parties", async () => {
    const single = { secondParty: second, createSessionWithSingleParty: true };
    plivo.next.create.push((response, received) => {
      plivo.add({ create_session_with_single_party: true });
      const body = JSON.parse(received.body) as object;
      plivo.add({ first_party: "", ...body });
      reset(response, received);
    });
    const { sessionUuid } = await create(plivo.context(), single);
    expect(sessionUuid).toBe(newestUuid());
    expect(plivo.server.received[1]?.url).toMatch(/Session\?second_party=12025550111&offset=0$/);
  });

  it("ignores other parties' sessions if the list ignores its filters", async () => {
    plivo.next.create.push(plivo.createThen(reset));
    plivo.next.list.push((response, received) => {
      const one = plivo.add({ first_party: "12025550199" });
      const other = plivo.add({ second_party: "12025550199" });
      const objects = [other, one, plivo.sessions[2]];
      json(200, { response: { meta: { total_count: 3 }, objects } })(response, received);
    });
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-1");
    expect(plivo.requests).toEqual(["POST", "LIST", "GET"]);
  });

  it("considers a session even if the list does not show its parties", async () => {
    plivo.next.create.push(plivo.createThen(reset));
    const list: Respond = (response, received) => {
      const { first_party: _, second_party: __, ...row } = plivo.newest;
      json(200, { response: { meta: { total_count: 1 }, objects: [row] } })(response, received);
    };
    plivo.next.list.push(...Array.from({ length: 5 }, () => list));
    expect((await create(plivo.context(), both)).sessionUuid).toBe(newestUuid());
    expect(plivo.creates).toBe(1);
  });
});

describe("the lookup of a lost create with an older session of the same parties", () => {
  it.each([6_000, 60_000, hour])("ignores one that is %i ms older", async (ago) => {
    plivo.add({}, ago);
    const { sessionUuid } = await createLost();
    expect(sessionUuid).toBe("session-2");
  });

  it("ignores it if Plivo did not carry out the create", async () => {
    plivo.add({}, 70_000);
    plivo.next.create.push(reset);
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-2");
    expect(plivo.creates).toBe(2);
  });

  it("ignores it if only a GET shows when it was created", async () => {
    plivo.add({}, hour);
    plivo.next.create.push(reset);
    plivo.next.list.push((response, received) => {
      const { created_time: _, ...row } = plivo.newest;
      json(200, { response: { meta: { total_count: 1 }, objects: [row] } })(response, received);
    });
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-2");
    expect(plivo.creates).toBe(2);
  });

  it("accepts one that is at most 2 s older, because Plivo reports whole seconds", async () => {
    plivo.next.create.push((response, received) => {
      plivo.add(JSON.parse(received.body) as Record<string, unknown>, 2_000);
      reset(response, received);
    });
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-1");
    expect(plivo.creates).toBe(1);
  });

  it("names a session without a created_time, and reports an unknown outcome", async () => {
    plivo.next.create.push(plivo.createThen(reset, { created_time: undefined }));
    const error = await unknownOutcome(create(plivo.context(), both));
    expect(error.sessionUuids).toEqual([newestUuid()]);
    expect(plivo.creates).toBe(1);
  });
});

describe("the time that the lookup of a lost create uses", () => {
  it.each([-9_600 * hour, -hour, hour, 9_600 * hour])(
    "is Plivo's, even if this machine's clock differs by %i ms",
    async (ahead) => {
      plivo.aheadMs = ahead;
      plivo.add({}, 70_000);
      expect((await createLost()).sessionUuid).toBe("session-2");
      plivo.next.create.push(reset);
      expect((await create(plivo.context(), both)).sessionUuid).toBe("session-3");
      expect(plivo.creates).toBe(3);
    },
  );

  it("is unknown without a Date header, so a missing session proves nothing", async () => {
    plivo.hasDates = false;
    plivo.next.create.push(reset);
    expect((await unknownOutcome(create(plivo.context(), both))).sessionUuids).toEqual([]);
    expect(plivo.creates).toBe(1);
  });

  it("is this machine's without a Date header, which still finds a session", async () => {
    plivo.hasDates = false;
    plivo.add({}, 6_000);
    expect((await createLost()).sessionUuid).toBe("session-2");
  });

  it("counts the time for which the machine slept", async () => {
    plivo.next.create.push((response, received) => {
      plivo.createThen((given) => {
        plivo.clock.skip(hour);
        plivo.clock.asleepMs += hour;
        given.socket?.resetAndDestroy();
      })(response, received);
    });
    expect((await create(plivo.context(), both)).sessionUuid).toBe(newestUuid());
    expect(plivo.creates).toBe(1);
  });
});

/** Creates the session with a `created_time` that is behind the Date header. */
const createBehind =
  (behind: number): Respond =>
  (response, received) => {
    plivo.add(JSON.parse(received.body) as Wire, behind);
    reset(response, received);
  };

describe("a lost create with a session dated by another clock than the Date header", () => {
  it.each([3_000, 10_000, 30_000, 59_000])(
    "is named and not sent again if the Date header is %i ms ahead",
    async (behind) => {
      plivo.next.create.push(createBehind(behind));
      const error = await errorOf(create(plivo.context(), both));
      expect(error).toMatchObject({ code: "PLIVO_CREATE_UNKNOWN", sessionUuids: ["session-1"] });
      expect(plivo.sessions).toHaveLength(1);
      expect(plivo.creates).toBe(1);
    },
  );

  it.each([-60_000, -10_000, 0, 1_000])("is found if the Date header is %i ms ahead", async (behind) => {
    plivo.next.create.push(createBehind(behind));
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-1");
    expect(plivo.creates).toBe(1);
  });
});

describe("a session that is a little older than a lost create", () => {
  it.each([
    ["that a resource of this run has", {}, true],
    ["that has ended", { status: "expired" }, false],
    ["that is not what is declared", { pin_retry: 3 }, false],
    ["of other parties", { first_party: "12025550199" }, false],
  ])("%s does not keep the provider from sending the create again", async (_, changes, isOwned) => {
    const before = plivo.add(changes, 10_000);
    if (isOwned) plivo.owned.add(before.session_uuid);
    plivo.next.create.push(reset);
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-2");
    expect(plivo.creates).toBe(2);
  });

  it("is found on the second page of the list, too", async () => {
    plivo.add({}, 20_000);
    const pageOf = (session: Wire | undefined) => ({ meta: { total_count: 2 }, objects: [session] });
    plivo.next.create.push(plivo.createThen(reset, { first_party: "12025550199", pin_retry: 3 }));
    const pages: Respond[] = [0, 1].map((page) => (response, received) => {
      json(200, { response: pageOf(plivo.sessions[page]) })(response, received);
    });
    plivo.next.list.push(...Array.from({ length: 5 }, () => pages).flat());
    const error = await errorOf(create(plivo.context(), both));
    expect(error).toMatchObject({ code: "PLIVO_CREATE_UNKNOWN", sessionUuids: ["session-1"] });
  });
});
