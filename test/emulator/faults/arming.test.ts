import { FaultError, type ArmedFault, type Emulator } from "../../../emulator/index.ts";
import { keepAlive } from "../exchange.ts";
import { performCreate, everyOperation, perform } from "./support.ts";
import { call, create, emulator, firstNumber, freshEmulator, plain, startTime, start } from "../support.ts";

freshEmulator();

const status = { kind: "status", operation: "create", when: "before", status: 429 } as const;

/** The statuses of `count` creates, one after the other. */
async function statuses(emulator: Emulator, count: number): Promise<number[]> {
  const agent = keepAlive();
  const answers: number[] = [];
  for (let index = 0; index < count; index += 1) answers.push((await performCreate(emulator, agent)).status);
  return answers;
}

describe("a fault hits", () => {
  it.each<[string, object, number[]]>([
    ["the first request by default", {}, [429, 201, 201, 201]],
    ["the nth request", { nth: 3 }, [201, 201, 429, 201]],
    ["a number of requests from the nth on", { nth: 2, times: 2 }, [201, 429, 429, 201]],
    [
      "each third from the second on",
      { nth: 2, every: 3, times: null },
      [201, 429, 201, 201, 429, 201, 201, 429],
    ],
    ["each second, twice", { every: 2, times: 2 }, [429, 201, 429, 201, 201]],
    ["all requests until it is cleared", { times: null }, [429, 429, 429, 429]],
  ])("%s", async (_case, schedule, expected) => {
    emulator.faults.arm({ ...status, ...schedule });
    expect(await statuses(emulator, expected.length)).toEqual(expected);
  });

  it("requests counted from its arming, among those of its operation", async () => {
    const sessionUuid = await create(emulator);
    emulator.faults.arm({ ...status, operation: "get", nth: 2 });
    for (const operation of everyOperation.filter((one) => one !== "get")) {
      expect((await perform(emulator, operation, sessionUuid)).status).toBeLessThan(300);
    }
    expect((await call(emulator, "GET", `/${sessionUuid}`)).status).toBe(200);
    expect((await perform(emulator, "get", sessionUuid)).status).toBe(429);
  });

  it('each of the five operations if it is armed for "any"', async () => {
    const sessionUuid = await create(emulator);
    const { id } = emulator.faults.arm({ ...status, operation: "any", times: null });
    for (const operation of everyOperation) {
      expect((await perform(emulator, operation, sessionUuid)).status).toBe(429);
    }
    expect((await call(emulator, "PUT", `/${sessionUuid}`, {})).status).toBe(405);
    expect(emulator.faults.all()).toMatchObject([{ id, matching: 5, fired: 5 }]);
  });

  it("a request only once: of several faults the first armed fires, and the others stay", async () => {
    emulator.faults.arm({ ...status, when: "after", status: 503 });
    emulator.faults.arm({ ...status, status: 500 });
    emulator.faults.arm({ ...status, status: 502 });
    expect(await statuses(emulator, 4)).toEqual([500, 502, 503, 201]);
    expect(emulator.sessions.live()).toHaveLength(2);
  });

  it("concurrent requests in the order of their arrival", async () => {
    const held = emulator.faults.arm({ kind: "delay", operation: "create", when: "after", seconds: 5 });
    const reset = emulator.faults.arm({ kind: "reset", operation: "create", when: "after" });
    const first = performCreate(emulator);
    await emulator.faults.whenFired(held.id);
    expect((await performCreate(emulator)).status).toBe(201);
    emulator.clock.advance(5);
    expect((await first).error).toBe("ECONNRESET");
    expect(emulator.faults.all()).toMatchObject([{ fired: 1 }, { id: reset.id, matching: 2, fired: 1 }]);
  });

  it("a request before credentials and rate limit, or after any decision", async () => {
    const emulator = await start({ rateLimit: true });
    emulator.faults.arm({ ...status, operation: "list", status: 502, times: 300 });
    for (let index = 0; index < 300; index += 1) {
      expect((await call(emulator, "GET").catch(() => ({ status: 0 }))).status).toBe(502);
    }
    expect((await call(emulator, "GET")).status).toBe(200);
    emulator.faults.arm({ ...status, operation: "list", status: 500, when: "after" });
    const path = `/v1/Account/${emulator.authId}/Masking/Session`;
    expect((await plain(emulator, "GET", path)).status).toBe(500);
    expect(emulator.requests.all().at(-1)).toMatchObject({ status: 401, sent: 500 });
  });
});

describe("the list of faults", () => {
  const time = new Date(startTime).toISOString();

  it("shows every default, and each hit's number and time", async () => {
    await create(emulator);
    const { id } = emulator.faults.arm({ ...status, nth: 2, times: null });
    await statuses(emulator, 2);
    emulator.clock.advance(60);
    await statuses(emulator, 1);
    expect(emulator.faults.all()).toEqual([
      {
        id,
        fault: { ...status, nth: 2, every: 1, times: null, body: "json" },
        matching: 3,
        fired: 2,
        hits: [
          { matching: 2, request: 3, time },
          { matching: 3, request: 4, time: "2026-03-01T10:01:00.000Z" },
        ],
        holding: 0,
      },
    ]);
    expect(emulator.requests.all()[2]).toMatchObject({ fault: id, body: { first_party: firstNumber } });
  });

  it("is a copy", async () => {
    const armed = emulator.faults.arm(status);
    await statuses(emulator, 1);
    expect(armed).toMatchObject({ fired: 0, hits: [] });
    expect(emulator.faults.all()).toMatchObject([{ id: armed.id, fired: 1 }]);
  });

  it("has the latest 1,000 hits, and counts all", async () => {
    emulator.faults.arm({ ...status, times: null });
    await statuses(emulator, 1002);
    const [armed] = emulator.faults.all();
    expect(armed?.fired).toBe(1002);
    expect(armed?.hits.map(({ matching }) => matching)).toEqual(
      Array.from({ length: 1000 }, (_, index) => index + 3),
    );
  });

  it("can be changed and read over HTTP, which counts as no request to the API", async () => {
    const armed = await plain(emulator, "POST", "/_emulator/faults", { ...status, retryAfter: 2 });
    expect(armed).toEqual({ status: 201, body: emulator.faults.all()[0] });
    expect((await performCreate(emulator)).headers["retry-after"]).toBe("2");
    const shown = await plain(emulator, "GET", "/_emulator/faults");
    expect(shown.body).toEqual({ faults: emulator.faults.all() });
    expect(emulator.faults.all()).toMatchObject([{ fired: 1 }]);
    expect((await plain(emulator, "DELETE", "/_emulator/faults")).body).toEqual({ faults: [] });
    expect(emulator.faults.all()).toEqual([]);
    expect(emulator.requests.count()).toBe(1);
  });
});

describe("clearing faults", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["clear()", () => emulator.faults.clear()],
    ["the control", () => plain(emulator, "DELETE", "/_emulator/faults")],
    ["a reset", () => plain(emulator, "POST", "/_emulator/reset")],
  ])("by %s disarms them", async (_way, clear) => {
    const { id } = emulator.faults.arm({ ...status, times: null });
    await clear();
    expect(await statuses(emulator, 2)).toEqual([201, 201]);
    expect(emulator.requests.all().at(-1)).not.toHaveProperty("fault");
    expect(emulator.faults.arm(status).id).not.toBe(id);
  });

  it("also spares a request that they would have hit", async () => {
    const { id } = emulator.faults.arm({ kind: "delay", operation: "create", when: "before", seconds: 5 });
    emulator.faults.arm({ kind: "delay", operation: "create", when: "before", seconds: 5 });
    emulator.faults.arm({ kind: "reset", operation: "create", when: "after" });
    const outcome = performCreate(emulator);
    await emulator.faults.whenFired(id);
    await emulator.faults.clear();
    expect((await outcome).status).toBe(201);
  });
});

describe("whenFired()", () => {
  it("resolves after the fault has fired that often", async () => {
    const { id }: ArmedFault = emulator.faults.arm({ ...status, times: 3 });
    const seen: number[] = [];
    const reached = [1, 2].map((times) => emulator.faults.whenFired(id, times).then(() => seen.push(times)));
    await statuses(emulator, 1);
    await reached[0];
    expect(seen).toEqual([1]);
    await statuses(emulator, 2);
    await Promise.all([reached[1], emulator.faults.whenFired(id, 3)]);
    expect(seen).toEqual([1, 2]);
  });

  it("rejects if the fault is cleared first, for an unknown ID, and for more times than the fault can fire", async () => {
    const { id } = emulator.faults.arm(status);
    const pending = expect(emulator.faults.whenFired(id)).rejects.toThrow("cleared before");
    await expect(emulator.faults.whenFired(id, 2)).rejects.toThrow("1 times at most");
    await expect(emulator.faults.whenFired(id, 0)).rejects.toThrow(FaultError);
    await expect(emulator.faults.whenFired("fault-99")).rejects.toThrow("no armed fault");
    await emulator.faults.clear();
    await pending;
  });
});
