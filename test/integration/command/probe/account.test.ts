import path from "node:path";
import type { Io } from "../../../../provider/command/io.ts";
import { Account } from "../../../../provider/command/probe/account.ts";
import { parties } from "../../../support/field-changes.ts";
import { takeRequests } from "../../../support/requests.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { start } from "../../../support/virtual-clock.ts";
import { ProbeParts } from "./parts.ts";

const file = path.join(temporaryFolder(), "ledger", "probe.json");
const { firstParty, secondParty } = parties(0);

let probe: ProbeParts;
let account: Account;
let interruption: AbortController;
beforeEach(async () => {
  probe = await ProbeParts.open(file);
  interruption = new AbortController();
  const { client, budget, ledger, cleanUp } = probe;
  account = new Account({
    client,
    budget,
    ledger,
    cleanUp,
    io: { clock: probe.clock, interruption } as unknown as Io,
    settings: { rateLimit: false, defaultExpiry: true, subaccount: undefined },
    parties: [firstParty, secondParty],
  });
});
afterEach(() => probe.close());

const leftInLedger = () => probe.ledger.entries.map(({ sessionUuid }) => sessionUuid);

describe("a probe's create", () => {
  it.each([
    ["its expiry and a minute for clocks that differ", {}, 300_000],
    ["a day, if it has no expiry", { session_expiry: undefined }, 86_400_000],
    ["a day, if its expiry is Plivo's default", { session_expiry: 0 }, 86_400_000],
  ])("is in the ledger with %s", async (_, more, lifeMs) => {
    const { uuid, entry } = await account.createSession(more);
    expect(probe.ledger.entries).toEqual([entry]);
    expect(entry).toMatchObject({ sessionUuid: uuid, livesUntil: start + lifeMs });
  });

  it("that Plivo refuses leaves the ledger, and its response is the answer", async () => {
    expect(await account.create({ callback_method: "PUT" })).toMatchObject({ status: 400 });
    expect(leftInLedger()).toEqual([]);
    await expect(account.createSession({ callback_method: "PUT" })).rejects.toThrow(
      "a create was refused: 400",
    );
  });

  it("that never reached Plivo leaves the ledger", async () => {
    probe.emulator.faults.arm({ kind: "refuse", operation: "create" });
    await expect(account.create()).rejects.toMatchObject({ isUnprocessed: true });
    expect(leftInLedger()).toEqual([]);
  });

  it("stays in the ledger, if its response is lost", async () => {
    probe.emulator.faults.arm({ kind: "cut", operation: "create", when: "after" });
    await expect(account.create()).rejects.toMatchObject({ isUnprocessed: false });
    expect(leftInLedger()).toEqual([undefined]);
    await account.expireAll();
    expect([probe.liveSessions, leftInLedger()]).toEqual([[], []]);
  });

  it.each(["envelope", "session"] as const)("takes the UUID from the %s", async (keep) => {
    probe.emulator.faults.arm({ kind: "unnamed", operation: "create", when: "after", keep });
    const { uuid } = await account.createSession();
    expect([[uuid], [uuid]]).toEqual([probe.liveSessions, leftInLedger()]);
  });

  it("without a UUID in its response is inconclusive, and stays in the ledger", async () => {
    probe.emulator.faults.arm({ kind: "unnamed", operation: "create", when: "after" });
    await expect(account.create()).rejects.toThrow("the response to a create has no session_uuid");
    expect(leftInLedger()).toEqual([undefined]);
  });
});

describe("a session that questions share", () => {
  it("is the same for two minutes, and then a new one in its place", async () => {
    const first = await account.sharedSession();
    probe.clock.skip(120_000);
    expect(await account.sharedSession()).toBe(first);
    probe.clock.skip(1);
    const second = await account.sharedSession();
    expect(probe.liveSessions).toEqual([second.uuid]);
    expect(second.uuid).not.toBe(first.uuid);
  });

  it("outlives the sessions of one question, but not the probe", async () => {
    const { uuid } = await account.sharedSession();
    await account.createSession();
    await account.expireOthers();
    expect(probe.liveSessions).toEqual([uuid]);
    await account.expireAll();
    expect([probe.liveSessions, leftInLedger()]).toEqual([[], []]);
  });

  it("leaves the ledger when a question expires it, and serves as the expired session", async () => {
    const { session } = await account.expireShared();
    expect(leftInLedger()).toEqual([]);
    takeRequests(probe.emulator);
    expect(await account.expiredSession()).toBe(session);
    expect(takeRequests(probe.emulator)).toEqual([]);
    expect((await account.sharedSession()).uuid).not.toBe(session.uuid);
    await account.expireAll();
    expect((await account.expiredSession()).uuid).not.toBe(session.uuid);
  });

  it("that Plivo does not expire leaves the question open", async () => {
    const { uuid } = await account.sharedSession();
    probe.emulator.faults.arm({ kind: "status", operation: "expire", when: "before", status: 404 });
    await expect(account.expireShared()).rejects.toThrow("a live session could not be expired: 404");
    expect(leftInLedger()).toEqual([uuid]);
  });
});

describe("a probe's request", () => {
  it.each([
    [303, "empty"],
    [403, "json"],
    [408, "json"],
    [429, "json"],
    [499, "json"],
    [500, "json"],
    [503, "json"],
    [404, "html"],
  ] as const)("has no usable response in %s with a body of %s", async (status, body) => {
    probe.emulator.faults.arm({ kind: "status", operation: "list", when: "before", status, body });
    await expect(account.send({ method: "GET" })).rejects.toMatchObject({ isUnprocessed: false });
    expect(takeRequests(probe.emulator)).toEqual([`GET ${String(status)}`]);
  });

  it("has one in 404 by Plivo, which a list of sessions can't be read from", async () => {
    const fault = { kind: "status", operation: "list", when: "before", status: 404, times: 2 } as const;
    const session = await account.sharedSession();
    probe.emulator.faults.arm(fault);
    expect(await account.send({ method: "GET" })).toMatchObject({ status: 404 });
    await expect(account.row(session)).rejects.toThrow("a list was refused: 404");
    expect(await account.row(session)).toMatchObject({ session_uuid: session.uuid });
  });

  it("is neither counted nor sent after Ctrl-C, or if it could place a call", async () => {
    await expect(account.create({ initiate_call_to_first_party: true })).rejects.toThrow("place a call");
    interruption.abort();
    await expect(account.create()).rejects.toThrow();
    expect([probe.budget.requests, takeRequests(probe.emulator), leftInLedger()]).toEqual([0, [], []]);
  });
});
