import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Entry } from "../../../../provider/command/probe/ledger.ts";
import { limits } from "../../../../provider/command/probe/limits.ts";
import { createElsewhere } from "../../../support/elsewhere.ts";
import { parties } from "../../../support/field-changes.ts";
import { takeRequests } from "../../../support/requests.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { start } from "../../../support/virtual-clock.ts";
import { ProbeParts } from "./parts.ts";

const folder = temporaryFolder();
const file = path.join(folder, "ledger", "probe.json");
const livesUntil = start + 300_000;

let probe: ProbeParts;
beforeEach(async () => {
  probe = await ProbeParts.open(file);
});
afterEach(() => probe.close());

/** A session in the probe.ledger, by its marker only, as after a lost response of its create. */
async function createUnnamed(marker: string, index = 0): Promise<{ entry: Entry; sessionUuid: string }> {
  const recordingCallbackUrl = `https://example.com/probe/${marker}`;
  const sessionUuid = await createElsewhere(probe.emulator, { ...parties(index), recordingCallbackUrl });
  return { entry: probe.ledger.add({ marker, livesUntil }), sessionUuid };
}

async function createNamed(index = 0): Promise<Entry> {
  const { entry, sessionUuid } = await createUnnamed(`marker-${String(index)}`, index);
  probe.ledger.name(entry, sessionUuid);
  return entry;
}

const createOthers = async (count: number) => {
  for (let index = 1; index <= count; index += 1) await createElsewhere(probe.emulator, parties(index));
};

describe("a probe's session", () => {
  it("is expired by its UUID, and leaves the ledger", async () => {
    await createNamed();
    await probe.cleanUp.expireAll();
    expect(takeRequests(probe.emulator)).toEqual(["DELETE 200"]);
    expect([probe.liveSessions, probe.ledger.entries]).toEqual([[], []]);
  });

  it("is not expired twice", async () => {
    const [entry, other] = [await createNamed(1), await createNamed(2)];
    await probe.cleanUp.expire(entry);
    await probe.cleanUp.expire(entry);
    expect(takeRequests(probe.emulator)).toEqual(["DELETE 200"]);
    expect(probe.ledger.entries).toEqual([other]);
  });

  it("is found by its marker among the newest 60 sessions, and no other one is expired", async () => {
    const { entry, sessionUuid } = await createUnnamed("lost");
    await createOthers(59);
    await probe.cleanUp.expire(entry);
    expect(takeRequests(probe.emulator)).toEqual(["GET 200", "GET 200", "GET 200", "DELETE 200"]);
    expect(probe.liveSessions).toHaveLength(59);
    expect(probe.liveSessions).not.toContain(sessionUuid);
    expect(probe.ledger.entries).toEqual([]);
  });

  it("stays in the probe.ledger, if it is not among them", async () => {
    const { entry } = await createUnnamed("lost");
    await createOthers(60);
    await probe.cleanUp.expire(entry);
    expect(takeRequests(probe.emulator)).toEqual(["GET 200", "GET 200", "GET 200"]);
    expect(probe.ledger.entries).toEqual([entry]);
  });

  it("is named in the probe.ledger, if its expiry fails after it was found", async () => {
    const { entry, sessionUuid } = await createUnnamed("lost");
    probe.emulator.faults.arm({
      kind: "status",
      operation: "expire",
      when: "before",
      status: 403,
      times: null,
    });
    await probe.cleanUp.expire(entry);
    expect(takeRequests(probe.emulator)).toEqual(["GET 200", "DELETE 403"]);
    expect(probe.ledger.entries).toEqual([{ ...entry, sessionUuid }]);
  });

  it("that no list has leaves the ledger once it must have expired", async () => {
    const entry = probe.ledger.add({ marker: "never created", livesUntil });
    await createOthers(1);
    probe.clock.skip(300_000);
    await probe.cleanUp.expire(entry);
    expect(takeRequests(probe.emulator)).toEqual(["GET 200", "GET 200"]);
    expect(probe.ledger.entries).toEqual([entry]);
    probe.clock.skip(1);
    await probe.cleanUp.expire(entry);
    expect(probe.ledger.entries).toEqual([]);
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
    probe.emulator.faults.arm({ ...expiry, ...response, times: null });
    await probe.cleanUp.expireAll();
    expect(takeRequests(probe.emulator)).toEqual(requests);
    expect(probe.ledger.entries).toHaveLength(left);
  });

  it.each(["refuse", "error-in-success", "not-found", "accept"] as const)(
    "that has expired (%s) lets it leave the ledger",
    async (deleteOfExpired) => {
      await probe.close();
      probe = await ProbeParts.open(file, { switches: { deleteOfExpired } });
      const { sessionUuid = "" } = await createNamed();
      probe.emulator.sessions.change(sessionUuid, { status: "expired" });
      await probe.cleanUp.expireAll();
      expect([takeRequests(probe.emulator).length, probe.ledger.entries]).toEqual([1, []]);
    },
  );

  it("is awaited after three failures, with longer and longer pauses", async () => {
    await createNamed();
    probe.emulator.faults.arm({ ...expiry, kind: "reset" });
    probe.emulator.faults.arm({ ...expiry, status: 502, body: "html", nth: 2 });
    probe.emulator.faults.arm({ ...expiry, status: 429, nth: 3 });
    await probe.cleanUp.expireAll();
    expect(probe.clock.waits).toEqual([2_000, 4_000, 8_000]);
    expect([probe.liveSessions, probe.ledger.entries]).toEqual([[], []]);
  });

  it("that never comes leaves it in the probe.ledger, and the next one is expired", async () => {
    const first = await createNamed(1);
    await createNamed(2);
    probe.emulator.faults.arm({ ...expiry, kind: "reset", times: 4 });
    await probe.cleanUp.expireAll();
    expect(probe.liveSessions).toEqual([first.sessionUuid]);
    expect(probe.ledger.entries).toEqual([first]);
  });

  it("is not asked for beyond the limit of requests", async () => {
    const entry = await createNamed();
    for (let request = 0; request < limits.requests; request += 1) probe.budget.take("cleanUp");
    await probe.cleanUp.expireAll();
    expect([takeRequests(probe.emulator), probe.ledger.entries]).toEqual([[], [entry]]);
  });

  it("is no use if the ledger cannot be written, which is an error", async () => {
    const entry = await createNamed(1);
    await createNamed(2);
    rmSync(path.dirname(file), { recursive: true });
    writeFileSync(path.dirname(file), "a file in place of the folder");
    await expect(probe.cleanUp.expire(entry)).rejects.toThrow(/cannot be written/);
  });
});

describe("the end of a probe", () => {
  it("waits for a session that no list shows yet", async () => {
    await createUnnamed("lost");
    probe.emulator.sessions.change((await createNamed(1)).sessionUuid ?? "", { status: "expired" });
    probe.emulator.faults.arm({ kind: "status", operation: "list", when: "before", status: 404, times: 2 });
    await probe.cleanUp.expireAllWithRetries();
    expect(probe.clock.waits).toEqual([2_000, 4_000]);
    expect([probe.liveSessions, probe.ledger.entries]).toEqual([[], []]);
  });

  it("waits 14 seconds for one that was hardly created, then leaves it in the ledger", async () => {
    const entry = probe.ledger.add({ marker: "never created", livesUntil });
    await probe.cleanUp.expireAllWithRetries();
    expect(probe.clock.waits).toEqual([2_000, 4_000, 8_000]);
    expect(probe.ledger.entries).toEqual([entry]);
  });

  it("does not wait for one of an earlier run, which no list will show late", async () => {
    const entry = probe.ledger.add({ marker: "never created", livesUntil });
    probe.restart();
    await probe.cleanUp.expireAllWithRetries();
    expect(probe.clock.waits).toEqual([]);
    expect(probe.ledger.entries).toEqual([entry]);
  });
});
