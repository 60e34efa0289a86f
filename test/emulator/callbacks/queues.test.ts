import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { addSession } from "../../../emulator/domain/session-control-add.ts";
import { Callback } from "../../../emulator/callbacks/queued-callback.ts";
import { maxCallbacks } from "../../../emulator/callbacks/dispatcher.ts";
import { SessionQueues } from "../../../emulator/callbacks/queues.ts";
import { createEmulation, stopEmulation } from "../../../emulator/emulation/index.ts";
import { receive } from "./receiver.ts";
import { parties, startTime } from "../support.ts";

afterEach(() => {
  jest.restoreAllMocks();
});

/** Queues with work that the test finishes. */
function open() {
  const begun: string[] = [];
  const finish = new Map<string, () => void>();
  const queues = new SessionQueues<string>((item) => {
    begun.push(item);
    return new Promise((resolve) => finish.set(item, resolve));
  });
  const done = async (item: string) => {
    finish.get(item)?.();
    await new Promise(setImmediate);
  };
  return { queues, begun, done };
}

describe("the callback queues", () => {
  it("start a session's next callback after the one before is done, and do not wait for other sessions", async () => {
    const { queues, begun, done } = open();
    queues.add("one", "a");
    queues.add("one", "b");
    queues.add("two", "c");
    expect(begun).toEqual(["a", "c"]);
    expect(queues.waiting).toBe(1);
    await done("c");
    expect(begun).toEqual(["a", "c"]);
    await done("a");
    expect(begun).toEqual(["a", "c", "b"]);
  });

  it("serve at most 100 sessions at a time, and the others after them in order", async () => {
    const { queues, begun, done } = open();
    for (let session = 0; session < 102; session += 1) queues.add(`s${session}`, `first of ${session}`);
    queues.add("s0", "second of 0");
    expect(begun).toHaveLength(100);
    await done("first of 0");
    await done("first of 1");
    await done("first of 2");
    expect(begun.slice(100)).toEqual(["first of 100", "first of 101", "second of 0"]);
  });

  it("are settled once every callback is done or cleared", async () => {
    const { queues, done } = open();
    let settled = false;
    await queues.whenSettled();
    queues.add("one", "a");
    queues.add("one", "b");
    const waiting = queues.whenSettled().then(() => {
      settled = true;
    });
    await done("a");
    expect(settled).toBe(false);
    await done("b");
    await waiting;
    queues.add("one", "c");
    queues.add("one", "d");
    const cleared = queues.whenSettled();
    queues.clear();
    await cleared;
    expect(queues.waiting).toBe(0);
  });

  it("start nothing if a callback ends after they are cleared", async () => {
    const { queues, begun, done } = open();
    queues.add("one", "a");
    queues.clear();
    queues.add("one", "b");
    queues.add("one", "c");
    await done("a");
    expect(begun).toEqual(["a", "b"]);
    await done("b");
    expect(begun).toEqual(["a", "b", "c"]);
  });
});

/** An emulation without a server, with a session, and a function that sends its callbacks to this URL. */
function openSession(url: string) {
  const emulation = createEmulation({ now: () => startTime });
  const saved = { session_uuid: "one", expiry_time: startTime + 60_000, callback_url: url };
  addSession(emulation, { ...parties, virtual_number: "+14155550100", ...saved });
  const session = emulation.sessions.get("one");
  if (!session) throw new Error("there should be a session");
  const call = (times: number) => {
    for (let count = 0; count < times; count += 1) {
      emulation.callbacks.sessionEvent(session, "SessionSecondPartyRing", startTime, {});
    }
  };
  return { emulation, call };
}

it("the emulator drops the latest of too many waiting callbacks, and says so in their records", async () => {
  const { url } = await receive(() => undefined);
  const { emulation, call } = openSession(url);
  call(maxCallbacks + 3);
  const kept = emulation.callbacks.all();
  expect(kept).toHaveLength(maxCallbacks);
  expect(kept[0]).toMatchObject({ sequenceNumber: 4, state: "waiting" });
  expect(kept.slice(-3).map(({ sequenceNumber, state }) => `${sequenceNumber} ${state}`)).toEqual([
    "10001 waiting",
    "10002 dropped",
    "10003 dropped",
  ]);
  expect(kept.at(-1)?.reason).toBe("10000 callbacks are waiting already");
  stopEmulation(emulation);
});

/** Watches callbacks through weak references. Returns how many are still in memory. */
function watchCallbacks(): () => Promise<number> {
  const seen: WeakRef<Callback>[] = [];
  const { setState } = Callback.prototype;
  jest.spyOn(Callback.prototype, "setState").mockImplementation(function (this: Callback, ...state) {
    if (state[0] === "refused") seen.push(new WeakRef(this));
    setState.apply(this, state);
  });
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  return async () => {
    jest.restoreAllMocks();
    await new Promise(setImmediate);
    collect();
    return seen.filter((callback) => callback.deref() !== undefined).length;
  };
}

it("the emulator keeps only the latest sent callbacks in memory", async () => {
  jest.spyOn(process.stderr, "write").mockImplementation(() => true);
  const inMemory = watchCallbacks();
  const { emulation, call } = openSession("http://10.1.2.3/events");
  // No more at once than can wait, so that none is dropped.
  for (let times = 0; times < 3; times += 1) {
    call(9_000);
    await emulation.callbacks.whenSettled();
  }
  expect(emulation.callbacks.all().at(-1)).toMatchObject({ sequenceNumber: 27_000, state: "refused" });
  const kept = await inMemory();
  expect(kept).toBeGreaterThanOrEqual(maxCallbacks);
  // The oldest are dropped a thousand at a time.
  expect(kept).toBeLessThan(maxCallbacks + 1_100);
  stopEmulation(emulation);
});
