import { lastRequest } from "./support.ts";
import { type Body, call, create, emulator, freshEmulator } from "../support.ts";

freshEmulator();

async function list(query = ""): Promise<{ shown: unknown[]; total: unknown }> {
  const { body } = await call(emulator, "GET", query);
  const rows = body["response"]?.["objects"] as unknown as Body[];
  return {
    shown: rows.map((row) => row["session_uuid"]),
    total: body["response"]?.["meta"]?.["total_count"],
  };
}

it("with the fault `lag` a session is missing from the first lists that would show it", async () => {
  const older = await create(emulator);
  const { id } = emulator.faults.arm({ kind: "lag", operation: "list", reads: 2 });
  const newer = await create(emulator);
  for (let read = 0; read < 2; read += 1) {
    expect(await list()).toEqual({ shown: [older], total: 1 });
    expect(lastRequest(emulator)).toMatchObject({ status: 200, fault: id, sent: 200 });
  }
  expect(await list()).toEqual({ shown: [newer, older], total: 2 });
  expect(lastRequest(emulator)).not.toHaveProperty("fault");
  expect(emulator.faults.all()).toMatchObject([
    { id, matching: 3, fired: 2, hits: [{ matching: 1 }, { matching: 2 }] },
  ]);
});

it("the fault `lag` does not count lists that would not show the session, and a get shows it", async () => {
  emulator.faults.arm({ kind: "lag", operation: "list", reads: 1 });
  const sessionUuid = await create(emulator);
  expect((await list("?first_party=12025550199")).shown).toEqual([]);
  expect((await list("?offset=1")).shown).toEqual([]);
  expect((await call(emulator, "GET", `/${sessionUuid}`)).status).toBe(200);
  expect((await list()).shown).toEqual([]);
  expect((await list()).shown).toEqual([sessionUuid]);
});

it("the fault `lag` counts for each session separately", async () => {
  emulator.faults.arm({ kind: "lag", operation: "list", reads: 2 });
  const first = await create(emulator);
  expect((await list()).shown).toEqual([]);
  const second = await create(emulator);
  expect((await list()).shown).toEqual([]);
  expect((await list()).shown).toEqual([first]);
  expect((await list()).shown).toEqual([second, first]);
});

it("the fault `lag` keeps pages full: a missing session takes no place", async () => {
  const sessions: string[] = [];
  for (let index = 0; index < 4; index += 1) sessions.unshift(await create(emulator));
  emulator.faults.arm({ kind: "lag", operation: "list", reads: null });
  await create(emulator);
  expect(await list("?limit=2")).toEqual({ shown: sessions.slice(0, 2), total: 4 });
  expect(await list("?limit=2&offset=2")).toEqual({ shown: sessions.slice(2), total: 4 });
});

it("the fault `lag` without a number of reads lasts until it is cleared", async () => {
  const { id } = emulator.faults.arm({ kind: "lag", operation: "list", reads: null });
  const sessionUuid = await create(emulator);
  const reads = emulator.faults.whenFired(id, 5);
  for (let read = 0; read < 5; read += 1) expect((await list()).shown).toEqual([]);
  await reads;
  await emulator.faults.clear();
  expect((await list()).shown).toEqual([sessionUuid]);
});

it("of two faults `lag` the longer one counts", async () => {
  emulator.faults.arm({ kind: "lag", operation: "list", reads: 1 });
  const longer = emulator.faults.arm({ kind: "lag", operation: "list", reads: 2 });
  const sessionUuid = await create(emulator);
  expect((await list()).shown).toEqual([]);
  expect((await list()).shown).toEqual([]);
  expect((await list()).shown).toEqual([sessionUuid]);
  expect(emulator.faults.all()).toMatchObject([{ fired: 1 }, { id: longer.id, fired: 2 }]);
});
