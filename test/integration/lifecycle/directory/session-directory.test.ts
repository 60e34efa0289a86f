import { SessionDirectory } from "../../../../provider/lifecycle/directory/session-directory.ts";
import { OwnedSessions } from "../../../../provider/lifecycle/owned-sessions.ts";
import type { Sessions } from "../../../../provider/lifecycle/sessions.ts";
import { PlivoClient } from "../../../../provider/plivo/index.ts";
import { clockOf } from "../../../support/virtual-clock.ts";
import { at, BulkStage, many, parties, type Stored } from "./support.ts";

const stage = new BulkStage();
let directory: SessionDirectory;
let stored: Stored[];

function openClient(): PlivoClient {
  const { PLIVO_AUTH_ID, PLIVO_AUTH_TOKEN, PLIVO_ENDPOINT } = stage.emulator.environment;
  return new PlivoClient({
    authId: PLIVO_AUTH_ID,
    authToken: PLIVO_AUTH_TOKEN,
    endpoint: PLIVO_ENDPOINT,
    clock: clockOf(stage.emulator),
    retries: { maxAttempts: 1 },
  });
}

/** A directory that uses lists from the second read on. */
function open(): SessionDirectory {
  const clock = clockOf(stage.emulator);
  return new SessionDirectory({ client: openClient(), clock, owned: new OwnedSessions(), bulkThreshold: 1 });
}

/** Reads a session for a refresh. Returns its ringTimeout, and whether that took a single request. */
async function refresh({ id, outs }: Stored) {
  stage.emulator.requests.clear();
  const session = await directory.findStored(id, outs);
  return { ringTimeout: session?.ringTimeout, byId: stage.requests().gets === 1 };
}

/** Makes the listed row of a session outdated. */
function changeElsewhere({ id }: Stored): void {
  stage.emulator.sessions.change(id, { ring_timeout: 99 });
}

beforeEach(async () => {
  await stage.start();
  stored = await stage.create(many(10));
  directory = open();
  await refresh(at(stored, 0));
  // The rows of all others are then known.
  await refresh(at(stored, 1));
});
afterEach(() => stage.close());

const id = () => at(stored, 2).id;

const touches: [what: string, touch: (sessions: Sessions) => Promise<unknown>][] = [
  ["a read", (sessions) => sessions.get(id())],
  ["a find", (sessions) => sessions.find(id())],
  ["an update", (sessions) => sessions.update(id(), { callTimeLimit: 600 })],
  ["an empty update", (sessions) => sessions.update(id(), {})],
  ["an expire", (sessions) => sessions.expire(id())],
  ["an adoption that has read it by its id", (sessions) => adoptFrom(sessions, 2)],
];

async function adoptFrom(sessions: Sessions, index: number) {
  const { rows, find } = await sessions.candidates(at(many(10), index));
  return find(at(rows, 0));
}

describe("a refresh of a session", () => {
  it("uses its row if the run has not touched the session", async () => {
    changeElsewhere(at(stored, 2));
    expect(await refresh(at(stored, 2))).toEqual({ ringTimeout: 30, byId: false });
  });

  it.each(touches)("reads it by its UUID after %s", async (_, touch) => {
    await touch(directory);
    changeElsewhere(at(stored, 2));
    expect(await refresh(at(stored, 2))).toEqual({ ringTimeout: 99, byId: true });
  });

  it.each(["update", "expire"] as const)("reads it by its UUID after a failed %s", async (operation) => {
    stage.emulator.faults.arm({ kind: "status", operation, when: "before", status: 403, times: 1 });
    await expect(
      operation === "update" ? directory.update(id(), { record: true }) : directory.expire(id()),
    ).rejects.toThrow();
    changeElsewhere(at(stored, 2));
    expect(await refresh(at(stored, 2))).toEqual({ ringTimeout: 99, byId: true });
  });

  it("reads it by its UUID if the run updates it while a list is in flight", async () => {
    directory = open();
    await refresh(at(stored, 0));
    const refreshed = refresh(at(stored, 2));
    await directory.update(id(), { ringTimeout: 40 });
    expect(await refreshed).toEqual({ ringTimeout: 40, byId: true });
  });

  it("reads it by its UUID after the run created it, even if a list has shown it since", async () => {
    directory = open();
    const { session } = await directory.create({ ...parties(50), ringTimeout: 30 });
    const { sessionUuid, createdTime = "" } = session;
    const created = { id: sessionUuid, outs: { ...at(stored, 2).outs, createdTime: String(createdTime) } };
    await refresh(at(stored, 0));
    await refresh(at(stored, 1));
    for (const one of [created, at(stored, 2)]) changeElsewhere(one);
    expect(await refresh(at(stored, 2))).toEqual({ ringTimeout: 30, byId: false });
    expect(await refresh(created)).toEqual({ ringTimeout: 99, byId: true });
  });

  it("reads it by its UUID after an adoption by a row", async () => {
    await adoptFrom(directory, 5);
    stage.emulator.requests.clear();
    await adoptFrom(directory, 2);
    expect(stage.requests().gets).toBe(0);
    changeElsewhere(at(stored, 2));
    expect(await refresh(at(stored, 2))).toEqual({ ringTimeout: 99, byId: true });
  });
});

it("an empty update sends nothing, and reports only the UUID", async () => {
  stage.emulator.requests.clear();
  expect(await directory.update(id(), {})).toEqual({ sessionUuid: id() });
  expect(stage.emulator.requests.count()).toBe(0);
});

describe("a programming error of the package in a list", () => {
  /** A directory with lists that fail by a bug and not by Plivo. */
  function failingDirectory(): SessionDirectory {
    const client = Object.assign(openClient(), { list: () => Promise.reject(new TypeError("a mistake")) });
    return new SessionDirectory({
      client,
      clock: clockOf(stage.emulator),
      owned: new OwnedSessions(),
      bulkThreshold: 0,
    });
  }

  it("fails the refresh that needs the list, and does not count as an unusable list", async () => {
    const { id: sessionUuid, outs } = at(stored, 2);
    await expect(failingDirectory().findStored(sessionUuid, outs)).rejects.toThrow(TypeError);
  });

  it("fails the create that needs the list", async () => {
    await expect(failingDirectory().candidates(at(many(10), 2))).rejects.toThrow(TypeError);
  });
});
