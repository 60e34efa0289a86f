import { listFilters } from "../../document/session-names.ts";
import {
  type Body,
  call,
  create,
  emulator,
  firstNumber,
  freshEmulator,
  secondNumber,
  text,
} from "../support.ts";

freshEmulator();

const day = 86_400;

async function list(query: Record<string, string> = {}): Promise<Body> {
  const { status, body } = await call(emulator, "GET", `/?${new URLSearchParams(query).toString()}`);
  expect(status).toBe(200);
  return body["response"] ?? {};
}

/** The last two digits of the first parties in the list. */
async function listedParties(query: Record<string, string> = {}): Promise<string[]> {
  const { objects } = await list(query);
  return Object.values(objects ?? {}).map((row) => text(row, "first_party").slice(-2));
}

async function refusal(query: Record<string, string>): Promise<string> {
  const { status, body } = await call(emulator, "GET", `?${new URLSearchParams(query).toString()}`);
  expect(status).toBe(400);
  return text(body, "error");
}

/**
 * Sessions of first parties ...21, ...22 and ...23, created a minute apart, with lifetimes of 10, 20 and 30
 * minutes.
 */
async function createThree(): Promise<void> {
  for (const [index, ending] of ["21", "22", "23"].entries()) {
    const sent = { first_party: `+120255501${ending}`, session_expiry: 600 * (index + 1) };
    await create(emulator, { ...sent, ...(ending === "22" ? { subaccount: "SAONE" } : {}) });
    emulator.clock.advance(60);
  }
}

it("a list has its rows newest first, also within one second", async () => {
  await createThree();
  await create(emulator, { first_party: "+12025550124" });
  await create(emulator, { first_party: "+12025550125" });
  expect(await listedParties()).toEqual(["25", "24", "23", "22", "21"]);
});

const filters: [string, Record<string, string>, string[]][] = [
  ["first_party", { first_party: "+12025550122" }, ["22"]],
  ["first_party without a plus", { first_party: "12025550122" }, ["22"]],
  ["second_party", { second_party: secondNumber }, ["23", "22", "21"]],
  ["another second_party", { second_party: firstNumber }, []],
  ["virtual_number", { virtual_number: "+14155550101" }, ["22"]],
  ["subaccount", { subaccount: "SAONE" }, ["22"]],
  ["all statuses", { status: "all" }, ["23", "22", "21"]],
  ["active ones", { status: "active" }, ["23", "22", "21"]],
  ["expired ones", { status: "expired" }, []],
  ["no status", { status: "" }, ["23", "22", "21"]],
  ["created_time", { created_time: "2026-03-01 10:01" }, ["22"]],
  ["created_time__gt", { created_time__gt: "2026-03-01 10:01:00" }, ["23"]],
  ["created_time__gte", { created_time__gte: "2026-03-01 10:01:00.000000" }, ["23", "22"]],
  ["created_time__lt", { created_time__lt: "2026-03-01 10:01:00.5" }, ["22", "21"]],
  ["created_time__lte", { created_time__lte: "2026-03-01 10:00" }, ["21"]],
  ["expiry_time", { expiry_time: "2026-03-01 10:21:00" }, ["22"]],
  ["expiry_time__gt", { expiry_time__gt: "2026-03-01 10:21:00" }, ["23"]],
  ["expiry_time__gte", { expiry_time__gte: "2026-03-01 10:21:00" }, ["23", "22"]],
  ["expiry_time__lt", { expiry_time__lt: "2026-03-01 10:21:00" }, ["21"]],
  ["expiry_time__lte", { expiry_time__lte: "2026-03-01 10:21:00" }, ["22", "21"]],
  ["duration", { duration: "1200" }, ["22"]],
  ["duration__gt", { duration__gt: "1200" }, ["23"]],
  ["duration__gte", { duration__gte: "1200" }, ["23", "22"]],
  ["duration__lt", { duration__lt: "1200" }, ["21"]],
  ["duration__lte", { duration__lte: "1200" }, ["22", "21"]],
  ["several at once", { duration__gte: "1200", created_time__lt: "2026-03-01 10:02" }, ["22"]],
];
it.each(filters)("a list can be filtered by %s", async (_name, query, expected) => {
  await createThree();
  expect(await listedParties(query)).toEqual(expected);
});

it("a list can be filtered by every name in the document", () => {
  const tried = new Set([...filters.flatMap(([, query]) => Object.keys(query)), "limit", "offset"]);
  expect(listFilters.filter((name) => !tried.has(name))).toEqual([]);
});

it("the status in a list follows the clock, and a session in a call is not active", async () => {
  await createThree();
  const [, second] = emulator.sessions.all();
  emulator.sessions.change(second?.session_uuid ?? "none", { status: "in-progress" });
  emulator.clock.advance(10 * 60);
  expect(await listedParties({ status: "expired" })).toEqual(["21"]);
  expect(await listedParties({ status: "in-progress" })).toEqual(["22"]);
  expect(await listedParties({ status: "active" })).toEqual(["23"]);
});

it("a list has pages of at most 20 rows, which name their neighbours", async () => {
  for (let index = 0; index < 45; index += 1) await create(emulator);
  const first = await list({ status: "active" });
  const path = `/v1/Account/${emulator.authId}/Masking/Session/`;
  expect(first["objects"]).toHaveLength(20);
  expect(first["meta"]).toEqual({
    limit: 20,
    next: `${path}?status=active&limit=20&offset=20`,
    offset: 0,
    previous: null,
    total_count: 45,
  });
  const last = await list({ limit: "20", offset: "40" });
  expect(last["objects"]).toHaveLength(5);
  expect(last["meta"]).toMatchObject({ next: null, previous: `${path}?limit=20&offset=20` });
  expect((await list({ offset: "99" }))["objects"]).toEqual([]);
});

it("a full last page of a list has no next page, and no page begins before the first row", async () => {
  for (let index = 0; index < 40; index += 1) await create(emulator);
  const path = `/v1/Account/${emulator.authId}/Masking/Session/`;
  const last = await list({ offset: "20" });
  expect(last["objects"]).toHaveLength(20);
  expect(last["meta"]).toMatchObject({ next: null, previous: `${path}?offset=0&limit=20` });
  const second = await list({ offset: "5" });
  expect(second["meta"]).toMatchObject({
    next: `${path}?offset=25&limit=20`,
    previous: `${path}?offset=0&limit=20`,
  });
});

describe("the time range of a list", () => {
  it("is 7 days of created_time by default", async () => {
    await createThree();
    emulator.clock.advance(7 * day - 120);
    expect(await listedParties()).toEqual(["23", "22"]);
    expect(await listedParties({ created_time__gte: "2026-03-01 10:00" })).toEqual(["23", "22", "21"]);
    expect(await listedParties({ expiry_time__gte: "2026-03-01 10:00" })).toEqual(["23", "22", "21"]);
  });

  it("is 30 days at most", async () => {
    await createThree();
    emulator.clock.advance(40 * day);
    const window = { created_time__gte: "2026-03-01 10:00", created_time__lte: "2026-03-31 10:00" };
    expect(await listedParties(window)).toEqual(["23", "22", "21"]);
    const message = "Invalid parameter. created_time should span at most 30 days.";
    expect(await refusal({ ...window, created_time__lte: "2026-03-31 10:01" })).toBe(message);
    expect(await refusal({ created_time__gte: "2026-03-01 10:00" })).toBe(message);
    const expiry = { expiry_time__gt: "2026-03-01 10:00", expiry_time__lt: "2026-04-01 10:00" };
    expect(await refusal(expiry)).toContain("expiry_time should span");
  });

  it("ends after 90 days, though a session can still be read", async () => {
    await createThree();
    const [first] = emulator.sessions.all();
    const created = Date.parse("2026-03-01T10:00:00Z");
    emulator.clock.advance((created - emulator.clock.now()) / 1000 + 90 * day);
    expect(await listedParties({ created_time: "2026-03-01 10:00" })).toHaveLength(1);
    emulator.clock.advance(1);
    expect(await listedParties({ created_time: "2026-03-01 10:00" })).toEqual([]);
    expect((await call(emulator, "GET", `/${first?.session_uuid}`)).status).toBe(200);
  });
});

it.each<[Record<string, string>, string]>([
  [{ limit: "0" }, "limit is outside the allowed range."],
  [{ limit: "21" }, "limit is outside the allowed range."],
  [{ limit: "x" }, "limit should be an integer."],
  [{ offset: "-1" }, "offset should be an integer."],
  [{ duration__gt: "1.5" }, "duration__gt should be an integer."],
  [{ status: "live" }, "status allowed values are active or in-progress or expired or all."],
  [{ created_time__gte: "2026-03-01T10:00:00Z" }, "created_time__gte should have the format"],
  [{ expiry_time: "2026-02-30 10:00" }, "expiry_time should have the format"],
  [
    { created_times: "2026-03-01 10:00" },
    "created_times is not a known parameter: the API calls it created_time.",
  ],
])("a list refuses %j", async (query, error) => {
  expect(await refusal(query)).toContain(error);
});
