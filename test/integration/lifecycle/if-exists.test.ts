import { create } from "../../../provider/lifecycle/create.ts";
import { SessionExistsError, SeveralSessionsError } from "../../../provider/session/errors.ts";
import { json } from "../plivo/support.ts";
import { both, limited, reset, scriptedPlivo, serverError, errorOf } from "./scripted-plivo.ts";

const plivo = scriptedPlivo();

const minute = 60_000;
const hour = 60 * minute;

describe("a create with ifExists without a matching session", () => {
  it.each(["create", "adopt", "fail"] as const)("creates one under %p", async (ifExists) => {
    await create(plivo.context(ifExists), both);
    expect(plivo.requests).toEqual(ifExists === "create" ? ["POST"] : ["LIST", "POST"]);
    expect(plivo.lines).toEqual([]);
  });
});

describe("a create with ifExists with a matching session", () => {
  beforeEach(() => void plivo.add({}, minute));

  it('adopts it under "adopt", and says so', async () => {
    const state = await create(plivo.context("adopt"), both);
    expect(state).toMatchObject({ ...both, sessionUuid: "session-1", status: "active" });
    expect(plivo.requests).toEqual(["LIST", "GET"]);
    expect(plivo.owned.wasAdopted("session-1")).toBe(true);
    expect(plivo.lines).toEqual([
      'Masking session session-1 is adopted instead of creating a new one: ifExists is "adopt".',
    ]);
  });

  it('fails under "fail", names it, and creates none', async () => {
    const error = await errorOf(create(plivo.context("fail"), both));
    expect(error).toBeInstanceOf(SessionExistsError);
    expect(error).toMatchObject({ code: "PLIVO_SESSION_EXISTS", sessionUuid: "session-1" });
    expect((error as Error).message).toContain("session-1");
    expect(plivo.requests).toEqual(["LIST", "GET"]);
    expect(plivo.owned.has("session-1")).toBe(false);
  });

  it('adopts it once under "adopt": a second resource gets a session of its own', async () => {
    const context = plivo.context("adopt");
    const states = await Promise.all([create(context, both), create(context, both)]);
    expect(states.map(({ sessionUuid }) => sessionUuid)).toEqual(["session-1", "session-2"]);
  });

  it('does not adopt under "adopt" a session of another resource of the run', async () => {
    plivo.owned.add("session-1");
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-2");
    expect(plivo.requests).toEqual(["LIST", "POST"]);
  });

  it('does not adopt under "adopt" a session that another resource adopts during the GET', async () => {
    plivo.next.get.push((response, received) => {
      plivo.owned.add("session-1");
      json(200, { response: plivo.newest })(response, received);
    });
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-2");
    expect(plivo.owned.wasAdopted("session-1")).toBe(false);
  });

  it("lists again after a temporary failure, and creates none if the list keeps failing", async () => {
    plivo.next.list.push(serverError, reset, limited);
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-1");
    plivo.next.list.push(...Array.from({ length: 20 }, () => serverError));
    await expect(create(plivo.context("adopt"), both)).rejects.toThrow("Plivo failed to answer");
    expect(plivo.creates).toBe(0);
  });
});

it.each(["adopt", "fail"] as const)(
  "a create with ifExists fails under %p if several sessions match",
  async (ifExists) => {
    plivo.add({}, hour / 2 - minute);
    plivo.add({ status: "in-progress" });
    const error = await errorOf(create(plivo.context(ifExists), both));
    expect(error).toBeInstanceOf(SeveralSessionsError);
    expect(error).toMatchObject({ sessionUuids: ["session-2", "session-1"] });
    expect(plivo.creates).toBe(0);
  },
);

describe("a session that ifExists does not adopt", () => {
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

  it("is one that expires during the GET", async () => {
    plivo.add();
    plivo.next.get.push(
      json(200, { response: { ...plivo.newest, status: "expired" } }),
      json(404, { error: "not found" }),
    );
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-2");
  });

  it("is one that Plivo lists but answers with 404 to a GET", async () => {
    plivo.add();
    plivo.next.get.push(json(404, { error: "not found" }));
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-2");
  });
});

describe("a session that ifExists adopts", () => {
  it.each([
    ["has 30 s left", { expiry_time: "2026-03-01 10:00:30 +0000 UTC" }],
    ["does not tell its end", { expiry_time: undefined }],
    ["is in a call", { status: "in-progress" }],
  ])("is a session that %s", async (_, changes) => {
    plivo.add(changes);
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-1");
  });

  it.each([-9_600 * hour, -2 * hour, 2 * hour, 720 * hour, 9_600 * hour])(
    "is chosen by Plivo's clock if this machine's differs by %i ms",
    async (ahead) => {
      plivo.aheadMs = ahead;
      plivo.add();
      plivo.add({}, hour / 2 - 20_000);
      expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-1");
    },
  );

  it("is chosen by this machine's clock without a Date header", async () => {
    plivo.hasDates = false;
    plivo.add({}, hour / 2 - 20_000);
    plivo.add();
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-2");
  });

  it("is found on any page, up to 29 days back", async () => {
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

  it("counts once if two pages list it", async () => {
    plivo.add();
    const page = json(200, { response: { meta: { total_count: 2 }, objects: [plivo.newest] } });
    plivo.next.list.push(page, page);
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-1");
  });
});

const pinned = {
  ...both,
  isPinAuthenticationRequired: true,
  firstPartyPin: "48217",
  secondPartyPin: "90356",
} as const;

describe("a create with ifExists that finds a session that differs from the program", () => {
  it.each(["adopt", "fail"] as const)(
    "names it and what differs under %s, and creates another",
    async (way) => {
      plivo.add({ pin_retry: 3, unknown_caller_play: "https://example.com/a.mp3" });
      expect((await create(plivo.context(way), { ...both, pinRetry: 2 })).sessionUuid).toBe("session-2");
      expect(plivo.lines).toEqual([
        expect.stringMatching(
          /^Masking session session-1 is live and has the same parties, but cannot be adopted: it differs in .*\bpinRetry\b/,
        ),
      ]);
      expect(plivo.owned.has("session-1")).toBe(false);
    },
  );

  it("shows none of its values", async () => {
    plivo.add({ is_pin_authentication_required: true, first_party_pin: "48218", second_party_pin: "90357" });
    await create(plivo.context("adopt"), pinned);
    expect(plivo.lines.join("\n")).toMatch(/differs in firstPartyPin, secondPartyPin\.$/);
    expect(plivo.lines.join("\n")).not.toMatch(/\d{5}/);
  });

  it('does not name one that has expired or has an owner, and names none under "create"', async () => {
    plivo.add({ pin_retry: 3, status: "expired" });
    plivo.owned.add(plivo.add({ pin_retry: 3 }).session_uuid);
    await create(plivo.context("adopt"), both);
    plivo.add({ pin_retry: 3 });
    await create(plivo.context("create"), both);
    expect(plivo.lines).toEqual([]);
  });

  it("adopts another session that matches", async () => {
    plivo.add();
    plivo.add({ pin_retry: 3 });
    expect((await create(plivo.context("adopt"), both)).sessionUuid).toBe("session-1");
    expect(plivo.lines).toHaveLength(2);
  });
});
