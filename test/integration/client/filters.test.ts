import type { SessionFilters } from "../../../provider/client/index.ts";
import { camelName, listFilters } from "../../document/session-names.ts";
import { benchForAll, endings } from "./support.ts";

const bench = benchForAll();
/**
 * Sessions of first parties ...21, ...22 and ...23, created a minute apart, which expire after 10, 20 and 30
 * min.
 */
beforeAll(async () => {
  for (const [index, ending] of ["21", "22", "23"].entries()) {
    const subaccount = ending === "22" ? { subaccount: "SAONE" } : {};
    const secondParty = `+120255502${ending}`;
    const id = await bench.create(ending, { secondParty, sessionExpiry: 600 * (index + 1), ...subaccount });
    bench.emulator.sessions.change(id, { virtual_number: `+141555501${ending}` });
    bench.emulator.clock.advance(60);
  }
  // The first has expired by now.
  bench.emulator.clock.advance(480);
});

const made = "2026-03-01T10:01:00Z";
const ends = "2026-03-01T12:21:00+02:00";

/** A value for each filter of the document, and the sessions that match it. */
const cases: Record<(typeof listFilters)[number], [filters: SessionFilters, found: string[]]> = {
  first_party: [{ firstParty: "+1 202-555-0122" }, ["22"]],
  second_party: [{ secondParty: "+12025550223" }, ["23"]],
  virtual_number: [{ virtualNumber: "+14155550122" }, ["22"]],
  status: [{ status: "expired" }, ["21"]],
  created_time: [{ createdTime: made }, ["22"]],
  created_time__gt: [{ createdTimeGt: made }, ["23"]],
  created_time__gte: [{ createdTimeGte: made }, ["23", "22"]],
  created_time__lt: [{ createdTimeLt: made }, ["21"]],
  created_time__lte: [{ createdTimeLte: made }, ["22", "21"]],
  expiry_time: [{ expiryTime: ends }, ["22"]],
  expiry_time__gt: [{ expiryTimeGt: ends }, ["23"]],
  expiry_time__gte: [{ expiryTimeGte: ends }, ["23", "22"]],
  expiry_time__lt: [{ expiryTimeLt: ends }, ["21"]],
  expiry_time__lte: [{ expiryTimeLte: ends }, ["22", "21"]],
  duration: [{ duration: 1200 }, ["22"]],
  duration__gt: [{ durationGt: 1200 }, ["23"]],
  duration__gte: [{ durationGte: 1200 }, ["23", "22"]],
  duration__lt: [{ durationLt: 1200 }, ["21"]],
  duration__lte: [{ durationLte: 1200 }, ["22", "21"]],
  limit: [{ limit: 1 }, ["23", "22", "21"]],
  offset: [{ offset: 1 }, ["22", "21"]],
};

describe("the client's filter from Plivo's document", () => {
  it.each(listFilters)("%s is sent, and returns what matches", async (name) => {
    const [filters, found] = cases[name];
    expect(Object.keys(filters)).toEqual([camelName(name)]);
    bench.emulator.requests.clear();
    const { sessions, more } = await bench.client.list({ filters });
    expect(endings(sessions)).toEqual(found);
    expect(more).toBe(false);
    // Of several windows, only the outermost has the program's bound.
    expect(bench.queries().filter((query) => name in query)).not.toEqual([]);
  });

  it("limit is the size of a page, not of the list", async () => {
    bench.emulator.requests.clear();
    const sizes: number[] = [];
    for await (const { sessions, totalCount } of bench.client.pages({ limit: 2 })) {
      sizes.push(sessions.length);
      expect(totalCount).toBe(3);
    }
    expect(sizes).toEqual([2, 1]);
    expect(bench.queries().map(({ limit, offset }) => [limit, offset])).toEqual([
      ["2", "0"],
      ["2", "2"],
    ]);
  });
});

describe("the client's list filters", () => {
  it("include the SDKs' filter subaccount", async () => {
    const { sessions } = await bench.client.list({ filters: { subaccount: "SAONE" } });
    expect(endings(sessions)).toEqual(["22"]);
  });

  it("must all match", async () => {
    const filters = { durationGte: 1200, createdTimeLt: "2026-03-01T10:02:00Z", status: "active" } as const;
    expect(endings((await bench.client.list({ filters })).sessions)).toEqual(["22"]);
  });
});
