import { create } from "../../../provider/lifecycle/create";
import { SessionExistsError, SeveralSessionsError } from "../../../provider/session/errors";
import { json } from "../plivo/support";
import { both, limited, reset, scriptedPlivo, serverError, thrownBy } from "./scripted-plivo";

const plivo = scriptedPlivo();

const minute = 60_000;
const hour = 60 * minute;

describe("where no such session is there, a create", () => {
  it.each(["create", "adopt", "fail"] as const)("under %p makes one", async (ifExists) => {
    await create(plivo.context(ifExists), both);
    expect(plivo.requests).toEqual(ifExists === "create" ? ["POST"] : ["LIST", "POST"]);
    expect(plivo.lines).toEqual([]);
  });
});

describe("where one is there, a create", () => {
  beforeEach(() => {
    plivo.add({}, minute);
  });

  it('under "create" makes another', async () => {
    expect((await create(plivo.context("create"), both)).sessionUuid).toBe("session-2");
    expect(plivo.requests).toEqual(["POST"]);
  });

  it('under "adopt" takes it over, and says so', async () => {
    const state = await create(plivo.context("adopt"), both);
    expect(state).toMatchObject({ ...both, sessionUuid: "session-1", status: "active" });
    expect(plivo.requests).toEqual(["LIST", "GET"]);
    expect(plivo.owned.wasAdopted("session-1")).toBe(true);
    expect(plivo.lines).toEqual([
      'Masking session session-1 is taken over instead of making another: ifExists is "adopt".',
    ]);
  });

  it('under "fail" fails, names it, and makes none', async () => {
    const error = await thrownBy(create(plivo.context("fail"), both));
    expect(error).toBeInstanceOf(SessionExistsError);
    expect(error).toMatchObject({ code: "PLIVO_SESSION_EXISTS", sessionUuid: "session-1" });
    expect((error as Error).message).toContain("session-1");
    expect(plivo.requests).toEqual(["LIST", "GET"]);
    expect(plivo.owned.has("session-1")).toBe(false);
  });

  it('under "adopt" is not the same twice: the second resource gets one of its own', async () => {
    const context = plivo.context("adopt");
    const states = await Promise.all([create(context, both), create(context, both)]);
    expect(states.map(({ sessionUuid }) => sessionUuid)).toEqual(["session-1", "session-2"]);
  });

  it('under "adopt" leaves what a resource has', async () => {
    plivo.owned.add("session-1");
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-2");
    expect(plivo.requests).toEqual(["LIST", "POST"]);
  });

  it('under "adopt" leaves what turns out to be another resource\'s meanwhile', async () => {
    plivo.next.get.push((response, received) => {
      plivo.owned.add("session-1");
      json(200, { response: plivo.newest })(response, received);
    });
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-2");
    expect(plivo.owned.wasAdopted("session-1")).toBe(false);
  });

  it("asks again for the moment, and makes none where it cannot know", async () => {
    plivo.next.list.push(serverError, reset, limited);
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-1");
    plivo.next.list.push(...Array.from({ length: 20 }, () => serverError));
    await expect(create(plivo.context("adopt"), both)).rejects.toThrow("Plivo failed to answer");
    expect(plivo.creates).toBe(0);
  });
});

it.each(["adopt", "fail"] as const)("where several are there, a create under %p fails", async (ifExists) => {
  plivo.add({}, hour / 2 - minute);
  plivo.add({ status: "in-progress" });
  const error = await thrownBy(create(plivo.context(ifExists), both));
  expect(error).toBeInstanceOf(SeveralSessionsError);
  expect(error).toMatchObject({ sessionUuids: ["session-2", "session-1"] });
  expect(plivo.creates).toBe(0);
});

describe("what is not taken over", () => {
  it.each([
    ["has expired", { status: "expired" }],
    ["is past its end, whatever its status", { expiry_time: "2026-03-01 09:59:00 +0000 UTC" }],
    ["has less than 30 s left", { expiry_time: "2026-03-01 10:00:29 +0000 UTC" }],
    ["differs in what can never be changed", { pin_retry: 3 }],
    ["has other parties", { first_party: "12025550199" }],
  ])("is a session that %s", async (_, changes) => {
    plivo.add(changes);
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-2");
  });

  it("is one that ends while it is read", async () => {
    plivo.add();
    plivo.next.get.push(
      json(200, { response: { ...plivo.newest, status: "expired" } }),
      json(404, { error: "not found" }),
    );
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-2");
  });

  it("is one that Plivo lists and does not know otherwise", async () => {
    plivo.add();
    plivo.next.get.push(json(404, { error: "not found" }));
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-2");
  });
});

describe("what is taken over", () => {
  it.each([
    ["has 30 s left", { expiry_time: "2026-03-01 10:00:30 +0000 UTC" }],
    ["does not tell its end", { expiry_time: undefined }],
    ["is in a call", { status: "in-progress" }],
  ])("is a session that %s", async (_, changes) => {
    plivo.add(changes);
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-1");
  });

  it.each([-2 * hour, 2 * hour])("is judged by Plivo's clock, %i ms from this machine's", async (ahead) => {
    plivo.ahead = ahead;
    plivo.add();
    plivo.add({}, hour / 2 - 20_000);
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-1");
  });

  it("is judged by this machine's clock where Plivo does not tell its time", async () => {
    plivo.dated = false;
    plivo.add({}, hour / 2 - 20_000);
    plivo.add();
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-2");
  });

  it("is looked for on all pages, 29 days back", async () => {
    plivo.add();
    for (let index = 0; index < 45; index++) plivo.add({ status: "expired" });
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-1");
    const queries = plivo.server.received.slice(0, 3).map(({ url = "" }) => url.split("?")[1]);
    const since = "created_time__gte=2026-01-31+10%3A00%3A00";
    expect(queries).toEqual(
      [0, 20, 40].map(
        (offset) => `first_party=12025550100&second_party=12025550111&${since}&offset=${offset}`,
      ),
    );
  });

  it("is one session where two pages show it", async () => {
    plivo.add();
    const page = json(200, { response: { meta: { total_count: 2 }, objects: [plivo.newest] } });
    plivo.next.list.push(page, page);
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-1");
  });
});
