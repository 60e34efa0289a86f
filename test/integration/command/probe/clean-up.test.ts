import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Emulator, EmulatorOptions } from "plivo-masking-emulator";
import { CleanUp } from "../../../../provider/command/probe/clean-up.ts";
import { Ledger, type Entry } from "../../../../provider/command/probe/ledger.ts";
import { Budget, limits } from "../../../../provider/command/probe/limits.ts";
import { RawClient } from "../../../../provider/plivo/raw-client.ts";
import { createElsewhere } from "../../../support/elsewhere.ts";
import { parties } from "../../../support/field-changes.ts";
import { takeRequests } from "../../../support/requests.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { clockOf, openEmulator, start, type VirtualClock } from "../../../support/virtual-clock.ts";

const folder = temporaryFolder();
const file = path.join(folder, "ledger", "probe.json");
const livesUntil = start + 300_000;

let emulator: Emulator;
let clock: VirtualClock;
let client: RawClient;
let budget: Budget;
let ledger: Ledger;
let cleanUp: CleanUp;

async function open(options: EmulatorOptions = {}): Promise<void> {
  emulator = await openEmulator(options);
  clock = clockOf(emulator);
  client = new RawClient({ ...emulator, clock, environment: {} });
  budget = new Budget(false);
  restart();
}

/** Begins another run with the ledger's file. */
function restart(): void {
  ledger = new Ledger(file, () => clock.now());
  cleanUp = new CleanUp(client, budget, ledger, clock);
}

async function close(): Promise<void> {
  await client.close();
  await emulator.close();
  rmSync(path.dirname(file), { recursive: true, force: true });
}

beforeEach(() => open());
afterEach(close);

/** A session in the ledger, by its marker only, as after a lost response of its create. */
async function createUnnamed(marker: string, index = 0): Promise<{ entry: Entry; sessionUuid: string }> {
  const recordingCallbackUrl = `https://example.com/probe/${marker}`;
  const sessionUuid = await createElsewhere(emulator, { ...parties(index), recordingCallbackUrl });
  return { entry: ledger.add({ marker, livesUntil }), sessionUuid };
}

async function createNamed(index = 0): Promise<Entry> {
  const { entry, sessionUuid } = await createUnnamed(`marker-${String(index)}`, index);
  ledger.name(entry, sessionUuid);
  return entry;
}

const createOthers = async (count: number) => {
  for (let index = 1; index <= count; index += 1) await createElsewhere(emulator, parties(index));
};

const liveSessions = () => emulator.sessions.live().map(({ session_uuid: uuid }) => uuid);

describe("a probe's session", () => {
  it("is expired by its UUID, and leaves the ledger", async () => {
    await createNamed();
    await cleanUp.expireAll();
    expect(takeRequests(emulator)).toEqual(["DELETE 200"]);
    expect([liveSessions(), ledger.entries]).toEqual([[], []]);
  });

  it("is not expired twice", async () => {
    const [entry, other] = [await createNamed(1), await createNamed(2)];
    await cleanUp.expire(entry);
    await cleanUp.expire(entry);
    expect(takeRequests(emulator)).toEqual(["DELETE 200"]);
    expect(ledger.entries).toEqual([other]);
  });

  it("is found by its marker among the newest 60 sessions, and no other one is expired", async () => {
    const { entry, sessionUuid } = await createUnnamed("lost");
    await createOthers(59);
    await cleanUp.expire(entry);
    expect(takeRequests(emulator)).toEqual(["GET 200", "GET 200", "GET 200", "DELETE 200"]);
    expect(liveSessions()).toHaveLength(59);
    expect(liveSessions()).not.toContain(sessionUuid);
    expect(ledger.entries).toEqual([]);
  });

  it("stays in the ledger, if it is not among them", async () => {
    const { entry } = await createUnnamed("lost");
    await createOthers(60);
    await cleanUp.expire(entry);
    expect(takeRequests(emulator)).toEqual(["GET 200", "GET 200", "GET 200"]);
    expect(ledger.entries).toEqual([entry]);
  });

  it("is named in the ledger, if its expiry fails after it was found", async () => {
    const { entry, sessionUuid } = await createUnnamed("lost");
    emulator.faults.arm({ kind: "status", operation: "expire", when: "before", status: 403, times: null });
    await cleanUp.expire(entry);
    expect(takeRequests(emulator)).toEqual(["GET 200", "DELETE 403"]);
    expect(ledger.entries).toEqual([{ ...entry, sessionUuid }]);
  });

  it("that no list has leaves the ledger once it must have expired", async () => {
    const entry = ledger.add({ marker: "never created", livesUntil });
    await createOthers(1);
    clock.skip(300_000);
    await cleanUp.expire(entry);
    expect(takeRequests(emulator)).toEqual(["GET 200", "GET 200"]);
    expect(ledger.entries).toEqual([entry]);
    clock.skip(1);
    await cleanUp.expire(entry);
    expect(ledger.entries).toEqual([]);
  });
});

describe("a response to the expiry of a probe's session", () => {
  const expiry = { kind: "status", operation: "expire", when: "before" } as const;

  it.each([
    ["of 404 by Plivo removes it from the ledger", { status: 404, body: "json" }, ["DELETE 404"], 0],
    ["of 403 by Plivo leaves it there, without a retry", { status: 403, body: "json" }, ["DELETE 403"], 1],
    [
      "of 404 by a proxy leaves it there, after four requests",
      { status: 404, body: "html" },
      new Array(4).fill("DELETE 404"),
      1,
    ],
    [
      "of 500 leaves it there, after four requests",
      { status: 500, body: "json" },
      new Array(4).fill("DELETE 500"),
      1,
    ],
    [
      "of 429 leaves it there, after four requests",
      { status: 429, body: "json" },
      new Array(4).fill("DELETE 429"),
      1,
    ],
  ] as const)("%s", async (_, response, requests, left) => {
    await createNamed();
    emulator.faults.arm({ ...expiry, ...response, times: null });
    await cleanUp.expireAll();
    expect(takeRequests(emulator)).toEqual(requests);
    expect(ledger.entries).toHaveLength(left);
  });

  it.each(["refuse", "error-in-success", "not-found", "accept"] as const)(
    "that has expired (%s) lets it leave the ledger",
    async (deleteOfExpired) => {
      await close();
      await open({ switches: { deleteOfExpired } });
      const { sessionUuid = "" } = await createNamed();
      emulator.sessions.change(sessionUuid, { status: "expired" });
      await cleanUp.expireAll();
      expect([takeRequests(emulator).length, ledger.entries]).toEqual([1, []]);
    },
  );

  it("is awaited after three failures, with longer and longer pauses", async () => {
    await createNamed();
    emulator.faults.arm({ ...expiry, kind: "reset" });
    emulator.faults.arm({ ...expiry, status: 502, body: "html", nth: 2 });
    emulator.faults.arm({ ...expiry, status: 429, nth: 3 });
    await cleanUp.expireAll();
    expect(clock.waits).toEqual([2_000, 4_000, 8_000]);
    expect([liveSessions(), ledger.entries]).toEqual([[], []]);
  });

  it("that never comes leaves it in the ledger, and the next one is expired", async () => {
    const first = await createNamed(1);
    await createNamed(2);
    emulator.faults.arm({ ...expiry, kind: "reset", times: 4 });
    await cleanUp.expireAll();
    expect(liveSessions()).toEqual([first.sessionUuid]);
    expect(ledger.entries).toEqual([first]);
  });

  it("is not asked for beyond the limit of requests", async () => {
    const entry = await createNamed();
    for (let request = 0; request < limits.requests; request += 1) budget.take("cleanUp");
    await cleanUp.expireAll();
    expect([takeRequests(emulator), ledger.entries]).toEqual([[], [entry]]);
  });

  it("is no use if the ledger cannot be written, which is an error", async () => {
    const entry = await createNamed(1);
    await createNamed(2);
    rmSync(path.dirname(file), { recursive: true });
    writeFileSync(path.dirname(file), "a file in place of the folder");
    await expect(cleanUp.expire(entry)).rejects.toThrow(/cannot be written/);
  });
});

describe("the end of a probe", () => {
  it("waits for a session that no list shows yet", async () => {
    await createUnnamed("lost");
    emulator.sessions.change((await createNamed(1)).sessionUuid ?? "", { status: "expired" });
    emulator.faults.arm({ kind: "status", operation: "list", when: "before", status: 404, times: 2 });
    await cleanUp.expireAllWithRetries();
    expect(clock.waits).toEqual([2_000, 4_000]);
    expect([liveSessions(), ledger.entries]).toEqual([[], []]);
  });

  it("waits 14 seconds for one that was hardly created, then leaves it in the ledger", async () => {
    const entry = ledger.add({ marker: "never created", livesUntil });
    await cleanUp.expireAllWithRetries();
    expect(clock.waits).toEqual([2_000, 4_000, 8_000]);
    expect(ledger.entries).toEqual([entry]);
  });

  it("does not wait for one of an earlier run, which no list will show late", async () => {
    const entry = ledger.add({ marker: "never created", livesUntil });
    restart();
    await cleanUp.expireAllWithRetries();
    expect(clock.waits).toEqual([]);
    expect(ledger.entries).toEqual([entry]);
  });
});
