import type { Agent } from "node:http";
import type { FaultMoment } from "../../../emulator/index.ts";
import { keepAlive } from "../exchange.ts";
import { performCreate, lastRequest } from "./support.ts";
import { call, create, emulator, freshEmulator, start, startTime } from "../support.ts";

freshEmulator();

const delay = { kind: "delay", operation: "create" } as const;

/** Sends a create that a delay of 30 s holds, and waits until it is held. */
async function hold(when: FaultMoment = "before", agent?: Agent) {
  const { id } = emulator.faults.arm({ ...delay, when, seconds: 30 });
  const outcome = performCreate(emulator, agent);
  await emulator.faults.whenFired(id);
  return { id, outcome };
}

describe("a delay on the emulator's clock", () => {
  it("holds a request before the server acts", async () => {
    const { id, outcome } = await hold();
    expect(emulator.sessions.all()).toEqual([]);
    expect(emulator.faults.all()).toMatchObject([{ id, fired: 1, holding: 1 }]);
    expect(lastRequest(emulator)).toMatchObject({ status: 0, fault: id, sent: 0 });
    emulator.clock.advance(29.9);
    expect(emulator.faults.all()).toMatchObject([{ holding: 1 }]);
    emulator.clock.advance(0.1);
    const { status, headers } = await outcome;
    expect({ status, date: headers.date }).toEqual({ status: 201, date: "Sun, 01 Mar 2026 10:00:30 GMT" });
    expect(emulator.sessions.all()).toMatchObject([{ created_time: "2026-03-01 10:00:30 +0000 UTC" }]);
    expect(emulator.faults.all()).toMatchObject([{ holding: 0 }]);
    expect(emulator.requests.all()).toMatchObject([
      { status: 201, fault: id, sent: 201, time: new Date(startTime).toISOString() },
    ]);
  });

  it("holds a response after the server acted, with the date of the act", async () => {
    const { id, outcome } = await hold("after");
    expect(emulator.sessions.live()).toHaveLength(1);
    expect(lastRequest(emulator)).toMatchObject({ status: 201, fault: id, sent: 0 });
    emulator.clock.advance(30);
    const { status, headers } = await outcome;
    expect({ status, date: headers.date }).toEqual({ status: 201, date: "Sun, 01 Mar 2026 10:00:00 GMT" });
    expect(emulator.requests.all()).toMatchObject([{ status: 201, fault: id, sent: 201 }]);
  });

  it("does not end as real time passes, but when the clock is set", async () => {
    let real = startTime;
    const emulator = await start({ now: () => real });
    const { id } = emulator.faults.arm({ ...delay, when: "before", seconds: 30 });
    const outcome = performCreate(emulator);
    await emulator.faults.whenFired(id);
    real += 60_000;
    emulator.clock.advance(1);
    expect(emulator.faults.all()).toMatchObject([{ holding: 1 }]);
    emulator.clock.set(real + 30_000);
    expect((await outcome).status).toBe(201);
  });

  it("lets several requests go in the order of their ends", async () => {
    const late = emulator.faults.arm({ ...delay, when: "before", seconds: 20 });
    const first = performCreate(emulator);
    await emulator.faults.whenFired(late.id);
    const soon = emulator.faults.arm({ ...delay, when: "before", seconds: 10 });
    const second = performCreate(emulator);
    await emulator.faults.whenFired(soon.id);
    emulator.clock.advance(60);
    const texts = await Promise.all([first, second].map(async (outcome) => (await outcome).text));
    const [older, newer] = emulator.sessions.all().map(({ session_uuid }) => session_uuid);
    expect(texts[1]).toContain(older);
    expect(texts[0]).toContain(newer);
  });

  it("lets other requests pass", async () => {
    const { outcome } = await hold();
    const passing = await create(emulator);
    expect(emulator.sessions.live().map(({ session_uuid }) => session_uuid)).toEqual([passing]);
    emulator.clock.advance(30);
    await outcome;
    expect(emulator.sessions.live()).toHaveLength(2);
  });
});

it.each(["before", "after"] as const)(
  "a delay in real milliseconds works %s the server acts",
  async (when) => {
    const { id } = emulator.faults.arm({ ...delay, when, milliseconds: 60 });
    const sent = performance.now();
    expect((await performCreate(emulator)).status).toBe(201);
    expect(performance.now() - sent).toBeGreaterThanOrEqual(55);
    expect(lastRequest(emulator)).toMatchObject({ status: 201, fault: id, sent: 201 });
  },
);

describe("a delayed request", () => {
  it.each(["before", "after"] as const)("continues if the faults are cleared, %s", async (when) => {
    const { outcome } = await hold(when);
    await emulator.faults.clear();
    expect((await outcome).status).toBe(201);
    expect(emulator.sessions.live()).toHaveLength(1);
  });

  it.each(["before", "after"] as const)("is done when clearing ends, %s", async (when) => {
    const { id } = emulator.faults.arm({ ...delay, when, seconds: 30, times: null });
    const agents = [keepAlive(), keepAlive()];
    const outcomes = agents.map((agent) => performCreate(emulator, agent));
    await emulator.faults.whenFired(id, 2);
    for (const agent of agents) agent.destroy();
    await emulator.faults.clear();
    expect(emulator.sessions.live()).toHaveLength(2);
    expect(emulator.requests.all().map(({ status }) => status)).toEqual([201, 201]);
    await Promise.all(outcomes);
  });

  it("is dropped by a reset, even if it was about to continue", async () => {
    for (const seconds of [30, 60]) {
      const { id } = emulator.faults.arm({ ...delay, when: "before", seconds });
      const outcome = performCreate(emulator);
      await emulator.faults.whenFired(id);
      emulator.clock.advance(30);
      emulator.reset();
      expect((await outcome).error).toBe("ECONNRESET");
      expect((await call(emulator, "GET")).body["response"]?.["meta"]?.["total_count"]).toBe(0);
    }
  });

  it("continues even if its client has gone", async () => {
    const agent = keepAlive();
    const { outcome } = await hold("before", agent);
    agent.destroy();
    expect((await outcome).error).toBe("ECONNRESET");
    emulator.clock.advance(30);
    const list = await call(emulator, "GET");
    expect(list.body["response"]?.["meta"]?.["total_count"]).toBe(1);
  });

  it("does not continue after the emulator has closed", async () => {
    const { outcome } = await hold();
    await emulator.close();
    expect((await outcome).error).toBe("ECONNRESET");
    emulator.clock.advance(30);
    expect(emulator.sessions.all()).toEqual([]);
  });

  it("can be lost at the end of the delay, before or after the server acts", async () => {
    for (const when of ["before", "after"] as const) {
      const { id } = emulator.faults.arm({ ...delay, when: "before", seconds: 30 });
      const reset = emulator.faults.arm({ kind: "reset", operation: "create", when });
      const outcome = performCreate(emulator);
      await emulator.faults.whenFired(id);
      emulator.clock.advance(30);
      expect((await outcome).error).toBe("ECONNRESET");
      expect(lastRequest(emulator)).toMatchObject({ status: when === "after" ? 201 : 0, fault: reset.id });
    }
    expect(emulator.sessions.live()).toHaveLength(1);
  });
});
