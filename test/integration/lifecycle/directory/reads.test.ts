import type { Shape } from "plivo-masking-emulator";
import type { MaskingProvider } from "../../../../provider/dynamic/provider.ts";
import { createElsewhere } from "../../../support/elsewhere.ts";
import { fieldChanges } from "../../../support/field-changes.ts";
import { at, BulkStage, runEightAtOnce, many, parties, type Stored } from "./support.ts";

const stage = new BulkStage();
afterEach(() => stage.close());

/** Reads all, as a refresh does. */
function readAll(reader: MaskingProvider, stored: readonly Stored[]) {
  return runEightAtOnce(stored, ({ id, outs }) => reader.read(id, outs));
}

/** Asserts that reads from lists have the same results as single reads. */
async function expectSame(stored: readonly Stored[], bulkThreshold = 0) {
  stage.emulator.requests.clear();
  const bulk = await readAll(stage.provider(bulkThreshold), stored);
  const asked = stage.requests();
  expect(bulk).toEqual(await readAll(stage.provider(Infinity), stored));
  return asked;
}

describe("sessions that are read from lists equal sessions that are read one by one", () => {
  const shapes: Shape[] = ["full", "document", "nulls"];
  const declarations = fieldChanges.flatMap(({ before, after }) => [before, after]);

  it.each(shapes)("with every field, status and drift, in responses of the shape %p", async (shape) => {
    await stage.start({ shape });
    const onExpiry = (["recreate", "ignore", "fail"] as const).map((value, index) => ({
      ...parties(900 + index),
      onExpiry: value,
    }));
    const stored = await stage.create([...declarations, ...onExpiry, ...many(6)], 700);
    expect(stored).toHaveLength(declarations.length + onExpiry.length + 6);
    const changed = stored.slice(-6).map(({ id }) => id);
    const changes = [
      { ring_timeout: 99 },
      { callback_url: "https://example.com/other" },
      { virtual_number: "912200000001" },
      { expiry_time: new Date(stage.emulator.clock.now() + 7_200_000).toISOString() },
      { status: "in-progress" },
      { status: "expired" },
    ];
    changed.forEach((id, index) => stage.emulator.sessions.change(id, changes[index] ?? {}));
    for (const { id } of stored.slice(58, 61)) stage.emulator.sessions.change(id, { status: "expired" });
    for (const index of [10, 30]) stage.emulator.sessions.remove(at(stored, index).id);
    const asked = await expectSame(stored);
    expect(asked.gets).toBeLessThan(10);
    stage.emulator.clock.advance(3_600);
    await expectSame(stored);
  });

  it("if some belong to another account, or to none", async () => {
    const other = { authId: "MAOTHEREMULATOR", authToken: "other-token" };
    await stage.start({ accounts: [other] });
    const stored = await stage.create(many(12));
    const foreign = await createElsewhere(stage.emulator, parties(500), other);
    const unowned = stored.map(({ outs }, index) => ({
      id: index % 2 === 0 ? foreign : "5a1e7d1c-0000-4000-8000-000000000000",
      outs: index < 6 ? { ...outs, authId: other.authId } : outs,
    }));
    await expectSame([...unowned, ...stored]);
  });

  it.each([-40 * 86_400, -3_600, -2, 2, 3_600, 40 * 86_400])(
    "with a clock %i s ahead of Plivo's",
    async (ahead) => {
      await stage.start();
      const stored = await stage.put(50, 100);
      stage.emulator.requests.clear();
      const reader = stage.provider(8, { PLIVO_CLOCK_OFFSET: String(ahead) });
      const read = await readAll(reader, stored);
      expect(stage.emulator.requests.count()).toBeLessThanOrEqual(50 + 8);
      expect(read).toEqual(await readAll(stage.provider(Infinity), stored));
    },
  );
});

const mix = (all: Stored[]) => all.map((_, index) => at(all, (index * 97) % all.length));
const everyNth = (n: number) => (all: Stored[]) => all.filter((_, index) => index % n === 0);

describe("the requests of a refresh", () => {
  beforeEach(async () => {
    await stage.start();
  });

  it("for 1,000 sessions are one page for 20 of them, and a few more", async () => {
    const { lists, gets } = await expectSame(await stage.put(1_000, 20), 8);
    expect(gets).toBe(8);
    expect(lists).toBeLessThanOrEqual(53);
  });

  it("for few sessions are one for each", async () => {
    expect(await expectSame(await stage.create(many(8)), 8)).toMatchObject({ lists: 0, gets: 8 });
  });

  it.each<[string, number, (all: Stored[]) => Stored[], number]>([
    ["hardly more than one by one in an order unrelated to time", 300, mix, 300 + 8],
    ["few from the newest to the oldest as well", 300, (all) => all.reverse(), 75],
    ["hardly more than one by one in an account full of other sessions", 600, everyNth(20), 30 + 10],
    ["fewer than one by one if every fourth session is the stack's", 600, everyNth(4), 60],
  ])("are %s", async (_, count, select, max) => {
    const { lists, gets } = await expectSame(select(await stage.put(count, 1_000)), 8);
    expect(lists + gets).toBeLessThanOrEqual(max);
  });

  it("are few even if some sessions are read by their UUID because they expire soon", async () => {
    const stored = await stage.put(600, 50);
    const expiry_time = new Date(stage.emulator.clock.now() + 20_000).toISOString();
    for (const { id } of stored.slice(0, 200)) stage.emulator.sessions.change(id, { expiry_time });
    const { lists, gets } = await expectSame(stored, 8);
    expect(gets).toBeLessThanOrEqual(200 + 8);
    expect(lists).toBeLessThanOrEqual(33);
  });

  it("go back further than Plivo lists at once", async () => {
    const stored = await stage.put(120, 86_400_000 / 3);
    await expectSame(stored);
  });

  it("are one by one after a list failed", async () => {
    const stored = await stage.put(60, 100);
    stage.emulator.faults.arm({
      kind: "status",
      operation: "list",
      when: "before",
      status: 403,
      times: null,
    });
    const read = await readAll(stage.provider(8), stored);
    expect(stage.requests()).toMatchObject({ lists: 1, gets: 60 });
    await stage.emulator.faults.clear();
    expect(read).toEqual(await readAll(stage.provider(Infinity), stored));
  });

  it("list a subaccount's sessions with its filter", async () => {
    const subaccount = "SAEMULATORSUBACCOUNT";
    const stored = await stage.create(many(60).map((inputs) => ({ ...inputs, subaccount })));
    await readAll(stage.provider(8), stored);
    const { lists, gets } = stage.requests();
    expect(gets).toBe(8);
    const filtered = stage.emulator.requests.all().filter(({ query }) => query["subaccount"] === subaccount);
    expect(filtered).toHaveLength(lists);
    expect(lists).toBeGreaterThan(2);
  });
});
