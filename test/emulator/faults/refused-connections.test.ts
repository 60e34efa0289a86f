import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import type { Emulator } from "../../../emulator/index.ts";
import { exchange, keepAlive } from "../exchange.ts";
import { performCreate, lastRequest } from "./support.ts";
import { basic, call, create, emulator, freshEmulator, plain, startTime } from "../support.ts";

freshEmulator();

const refuse = { kind: "refuse", operation: "create" } as const;

/** The outcome of a new connection. */
async function knock(emulator: Emulator): Promise<number | string | undefined> {
  const { status, error } = await exchange(emulator, "GET");
  return error ?? status;
}

it("the fault `refuse` refuses connections until it is cleared, and then the same port listens", async () => {
  const { id, hits } = emulator.faults.arm(refuse);
  expect(hits).toEqual([{ matching: 0, request: 0, time: new Date(startTime).toISOString() }]);
  await emulator.faults.whenFired(id);
  expect(await knock(emulator)).toBe("ECONNREFUSED");
  expect((await performCreate(emulator)).error).toBe("ECONNREFUSED");
  expect(emulator.requests.count()).toBe(0);
  await emulator.faults.clear();
  expect(await knock(emulator)).toBe(200);
});

it("the fault `refuse` ends kept-alive connections too", async () => {
  const agent = keepAlive();
  await exchange(emulator, "GET", "", undefined, agent);
  const [socket] = Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []);
  const ended = new Promise((resolve) => socket?.once("close", resolve));
  emulator.faults.arm(refuse);
  await ended;
  expect((await exchange(emulator, "GET", "", undefined, agent)).error).toBe("ECONNREFUSED");
});

it("the fault `refuse` resets a request over an older connection without earlier requests", async () => {
  const { hostname, port } = new URL(emulator.endpoint);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  expect(await knock(emulator)).toBe(200);
  const { id } = emulator.faults.arm(refuse);
  const path = `/v1/Account/${emulator.authId}/Masking/Session`;
  const authorization = basic(emulator.authId, emulator.authToken);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: ${authorization}\r\n\r\n`);
  await expect(once(socket, "close")).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(lastRequest(emulator)).toMatchObject({ status: 0, fault: id, sent: 0 });
});

it("the fault `refuse` closes the listener with the response before the nth request", async () => {
  const agent = keepAlive();
  const { id } = emulator.faults.arm({ ...refuse, nth: 3 });
  const answers = [];
  for (let index = 0; index < 3; index += 1) answers.push(await performCreate(emulator, agent));
  expect(answers.map(({ status, error }) => error ?? status)).toEqual([201, 201, "ECONNREFUSED"]);
  expect(answers.map(({ headers }) => headers.connection)).toEqual(["keep-alive", "close", undefined]);
  expect(emulator.faults.all()).toMatchObject([{ id, fired: 1, hits: [{ matching: 2, request: 2 }] }]);
});

it.each(["reset", "cut"] as const)(
  "the response before the nth request can be lost in a %s",
  async (kind) => {
    emulator.faults.arm({ ...refuse, nth: 2 });
    emulator.faults.arm({ kind, operation: "create", when: "after" });
    expect((await performCreate(emulator)).error).toBe("ECONNRESET");
    expect(await knock(emulator)).toBe("ECONNREFUSED");
    await emulator.faults.clear();
    emulator.faults.arm({ ...refuse, nth: 2 });
    emulator.faults.arm({ kind, operation: "create", when: "before" });
    expect((await performCreate(emulator)).error).toBe("ECONNRESET");
    expect(await knock(emulator)).toBe("ECONNREFUSED");
  },
);

it("the fault `refuse` lets a request in progress get its response, and ends the connection", async () => {
  const held = emulator.faults.arm({ kind: "delay", operation: "create", when: "before", seconds: 5 });
  const outcome = performCreate(emulator);
  await emulator.faults.whenFired(held.id);
  emulator.faults.arm({ kind: "refuse", operation: "any", seconds: 10 });
  expect(await knock(emulator)).toBe("ECONNREFUSED");
  emulator.clock.advance(5);
  expect(await outcome).toMatchObject({ status: 201, headers: { connection: "close" } });
});

it("the faults `refuse` end after their durations on the emulator's clock, and the longest counts", async () => {
  emulator.faults.arm({ ...refuse, seconds: 10 });
  emulator.faults.arm({ ...refuse, seconds: 20 });
  emulator.clock.advance(10);
  expect(await knock(emulator)).toBe("ECONNREFUSED");
  emulator.clock.advance(9);
  expect(await knock(emulator)).toBe("ECONNREFUSED");
  emulator.clock.advance(1);
  expect(await knock(emulator)).toBe(200);
});

it("the last of several arms and clears decides whether the emulator listens", async () => {
  emulator.faults.arm(refuse);
  const cleared = emulator.faults.clear();
  emulator.faults.arm(refuse);
  await cleared;
  expect(await knock(emulator)).toBe("ECONNREFUSED");
  await Promise.all([emulator.faults.clear(), emulator.faults.clear()]);
  expect(await knock(emulator)).toBe(200);
});

it("a reset lets the emulator listen again at once", async () => {
  emulator.faults.arm(refuse);
  emulator.reset();
  expect(await knock(emulator)).toBe(200);
});

it("an emulator that is closed while it refuses connections does not listen again", async () => {
  await create(emulator);
  emulator.faults.arm({ ...refuse, seconds: 10 });
  await emulator.close();
  emulator.clock.advance(10);
  expect(await knock(emulator)).toBe("ECONNREFUSED");
});

describe("the port of a refusing emulator that another process has taken", () => {
  async function occupy(emulator: Emulator): Promise<() => Promise<unknown>> {
    const occupant = createServer()
      .listen(Number(new URL(emulator.endpoint).port), "127.0.0.1")
      .unref();
    await once(occupant, "listening");
    return () => once(occupant.close(), "close");
  }

  it("is listened on again after it is free", async () => {
    emulator.faults.arm(refuse);
    const free = await occupy(emulator);
    const cleared = emulator.faults.clear();
    await turnOfTheLoop();
    await free();
    await cleared;
    expect(await knock(emulator)).toBe(200);
  });

  it("is given up after a second, until the next clear", async () => {
    emulator.faults.arm(refuse);
    const free = await occupy(emulator);
    await expect(emulator.faults.clear()).rejects.toThrow("another process has taken");
    await free();
    emulator.faults.arm(refuse);
    await emulator.faults.clear();
    expect(await knock(emulator)).toBe(200);
  });
});

describe("the fault `refuse`, armed over HTTP,", () => {
  it("lets the port listen again after real milliseconds", async () => {
    const agent = keepAlive();
    await exchange(emulator, "GET", "", undefined, agent);
    const armed = await plain(emulator, "POST", "/_emulator/faults", { ...refuse, milliseconds: 1000 });
    expect(armed).toMatchObject({ status: 201, body: { fired: 1 } });
    expect(await knock(emulator)).toBe("ECONNREFUSED");
    const outcomes = new Set<unknown>();
    while (!outcomes.has(200)) outcomes.add(await knock(emulator));
    expect([...outcomes]).toEqual(["ECONNREFUSED", 200]);
  });

  it("needs milliseconds, because no one could clear it", async () => {
    for (const fault of [refuse, { ...refuse, seconds: 10 }]) {
      const { status, body } = await plain(emulator, "POST", "/_emulator/faults", fault);
      expect([status, body["error"]]).toEqual([400, expect.stringContaining("milliseconds")]);
    }
    expect((await call(emulator, "GET")).status).toBe(200);
    expect(lastRequest(emulator)).not.toHaveProperty("fault");
  });
});
