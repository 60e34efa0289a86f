import { InvalidFiltersError, MaskingClient, UnreadableAnswerError } from "../../../provider/client/index.ts";
import { authId, authToken, failureOf, json, testServer } from "../plivo/support.ts";
import { start } from "../../support/virtual-clock.ts";
import { benchForAll, endings, openBench } from "./support.ts";

const day = 86_400;
const at = (days: number) => new Date(start + days * day * 1000).toISOString();

describe("a list over more than 30 days", () => {
  const bench = benchForAll();
  /** Days on which sessions were created. Days 15 and 45 can be edges of windows. The tests run on day 75. */
  const days = [0, 15, 30, 31, 45, 60, 75];
  beforeAll(async () => {
    for (const [index, since] of days.entries()) {
      bench.emulator.clock.set(start + since * day * 1000);
      await bench.create(String(21 + index));
    }
  });
  beforeEach(() => {
    bench.emulator.requests.clear();
    bench.lines.length = 0;
  });

  const all = ["27", "26", "25", "24", "23", "22", "21"];

  it("is read window by window, newest first, returns each session once, and prints a line", async () => {
    const { sessions, windows } = await bench.client.list({
      filters: { createdTimeGte: at(0), createdTimeLte: at(75) },
    });
    expect(endings(sessions)).toEqual(all);
    expect(windows).toEqual([
      { createdTimeGte: at(45), createdTimeLte: at(75) },
      { createdTimeGte: at(15), createdTimeLt: at(45) },
      { createdTimeGte: at(0), createdTimeLt: at(15) },
    ]);
    expect(bench.lines).toEqual([
      "Plivo lists at most 30 days at once, so this list of masking sessions is read in 3 windows.",
    ]);
    expect(bench.queries()).toEqual([
      { offset: "0", created_time__gte: "2026-04-15 10:00:00", created_time__lte: "2026-05-15 10:00:00" },
      { offset: "0", created_time__gte: "2026-03-16 10:00:00", created_time__lt: "2026-04-15 10:00:00" },
      { offset: "0", created_time__gte: "2026-03-01 10:00:00", created_time__lt: "2026-03-16 10:00:00" },
    ]);
  });

  it("works without an end: up to now, or back as far as Plivo retains sessions", async () => {
    const back = await bench.client.list({ filters: { createdTimeGte: at(0) } });
    const before = await bench.client.list({ filters: { createdTimeLt: at(75) } });
    const ended = await bench.client.list({ filters: { expiryTimeGt: at(0) } });
    expect(endings(back.sessions)).toEqual(all);
    expect(endings(before.sessions)).toEqual(all.slice(1));
    expect(endings(ended.sessions)).toEqual(all);
    expect(bench.lines).toHaveLength(3);
  });

  it("without a time filter is one window of Plivo's last 7 days, and prints nothing", async () => {
    const { sessions, windows } = await bench.client.list();
    expect(endings(sessions)).toEqual(["27"]);
    expect(windows).toEqual([{}]);
    expect(bench.lines).toEqual([]);
    expect(bench.queries()).toEqual([{ offset: "0" }]);
  });

  it("skips offset sessions and stops after maxResults, counted over all windows", async () => {
    const filters = { createdTimeGte: at(0), offset: 1 };
    const few = await bench.client.list({ filters, maxResults: 2 });
    expect(endings(few.sessions)).toEqual(["26", "25"]);
    expect(few.more).toBe(true);
    expect(bench.queries()).toHaveLength(2);
    const rest = await bench.client.list({ filters, maxResults: 6 });
    expect(endings(rest.sessions)).toEqual(all.slice(1));
    expect(rest.more).toBe(false);
  });

  it("sends requests only as far as the caller reads", async () => {
    const sessions = bench.client.sessions({ createdTimeGte: at(0) });
    expect((await sessions.next()).value).toMatchObject({ firstParty: "+12025550127" });
    await sessions.return(undefined);
    expect(bench.queries()).toHaveLength(1);
  });

  it("applies another filter in every window", async () => {
    const { sessions } = await bench.client.list({
      filters: { createdTimeGte: at(0), firstParty: "+12025550122", limit: 5 },
    });
    expect(endings(sessions)).toEqual(["22"]);
    const sent = bench.queries().map(({ first_party, limit }) => ({ first_party, limit }));
    expect(sent).toEqual(Array(3).fill({ first_party: "12025550122", limit: "5" }));
  });

  it("sends nothing for invalid filters", async () => {
    const filters = { createdTimeGt: at(5), createdTimeLt: at(1) };
    await expect(bench.client.list({ filters })).rejects.toThrow(InvalidFiltersError);
    await expect(bench.client.list({ maxResults: 0 })).rejects.toThrow("maxResults must be");
    await expect(bench.client.sessions(filters).next()).rejects.toThrow(InvalidFiltersError);
    expect(bench.queries()).toEqual([]);
  });
});

describe("a list of many pages", () => {
  it("returns each session once even if new ones are created while it is read", async () => {
    const bench = await openBench();
    for (let index = 10; index < 55; index += 1) await bench.create(String(index));
    const found: string[] = [];
    for await (const { sessions } of bench.client.pages({ createdTimeGte: at(-40) })) {
      found.push(...endings(sessions));
      if (found.length === 20) await bench.create("99");
    }
    expect(found).toHaveLength(45);
    expect(new Set(found).size).toBe(45);
    await bench.close();
  });

  it("ends with a full last page, requests no page after it, and reports no more", async () => {
    const bench = await openBench();
    const created = Array.from({ length: 40 }, (_, index) => String(10 + index));
    for (const ending of created) await bench.create(ending);
    bench.emulator.requests.clear();
    const sizes: number[] = [];
    for await (const { sessions } of bench.client.pages()) sizes.push(sessions.length);
    expect(sizes).toEqual([20, 20]);
    expect(bench.queries()).toEqual([{ offset: "0" }, { offset: "20" }]);
    const newest = created.toReversed();
    for (const [maxResults, more] of [
      [undefined, false],
      [41, false],
      [40, false],
      [39, true],
      [20, true],
    ] as const) {
      const list = await bench.client.list({ maxResults });
      expect([maxResults, list.more]).toEqual([maxResults, more]);
      expect(endings(list.sessions)).toEqual(newest.slice(0, maxResults));
    }
    await bench.close();
  });
});

describe("a list from a server that deviates from the document", () => {
  const server = testServer();
  let client: MaskingClient;
  beforeAll(() => {
    const { endpoint } = server;
    client = new MaskingClient({ authId, authToken, endpoint, retries: { maxAttempts: 1 } });
  });
  afterAll(() => client.close());

  const wide = { filters: { createdTimeGte: at(-80), createdTimeLte: at(0) } };
  const rows = (...names: string[]) => names.map((name) => ({ session_uuid: name, amount: {}, status: 5 }));
  const page = (objects: unknown, meta: object = {}) => json(200, { response: { meta, objects } });

  it("ends and returns each session once if the server ignores windows", async () => {
    server.respond = page(rows("one", "two"));
    const { sessions } = await client.list(wide);
    expect(sessions.map(({ sessionUuid }) => sessionUuid)).toEqual(["one", "two"]);
    expect(server.received).toHaveLength(3);
  });

  it("ends if the server ignores offsets and always reports more", async () => {
    server.respond = page(rows("one"), { total_count: 1e9, next: "/more" });
    expect((await client.list()).sessions).toHaveLength(1);
    expect(server.received.length).toBeLessThan(20);
  });

  it("fails if a session has no UUID, because nothing is left out silently", async () => {
    server.respond = page([...rows("one"), { first_party: "12025550100" }]);
    expect(await failureOf(client.list(wide))).toBeInstanceOf(UnreadableAnswerError);
    server.respond = page("none");
    expect(await failureOf(client.list(wide))).toBeInstanceOf(UnreadableAnswerError);
  });

  it("fails as a whole if the server rejects a window in the middle", async () => {
    server.respond = (response, received) => {
      const refused = received.url?.includes("created_time__lt=") === true;
      (refused ? json(400, { error: "Invalid parameter." }) : page(rows("one")))(response, received);
    };
    expect(await failureOf(client.list(wide))).toMatchObject({ code: "PLIVO_INVALID_REQUEST" });
  });
});
