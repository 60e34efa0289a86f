import type { Emulator } from "plivo-masking-emulator";
import { maskingProvider, type MaskingProvider } from "../../../provider/dynamic/provider.ts";
import { clockOf, openEmulator, VirtualClock } from "../../support/virtual-clock.ts";
import { recordFigures } from "../../support/soak.ts";

/** Plivo's rate limit: its period in milliseconds, and the requests in it. */
const period = 5_000;
const allowed = 300;

let emulator: Emulator;
let clock: VirtualClock;
let lines: string[];

beforeEach(async () => {
  emulator = await openEmulator({ rateLimit: true });
  clock = clockOf(emulator);
  lines = [];
});
afterEach(async () => {
  await emulator.close();
});

function start(config: Readonly<Record<string, string>> = {}): MaskingProvider {
  const provider = maskingProvider({
    environment: emulator.environment,
    log: (line) => lines.push(line),
    clock,
  });
  const get = (key: string) => config[key];
  void provider.configure({ config: { get, require: (key) => get(key) ?? "" } });
  return provider;
}

function parties(index: number) {
  const digits = String(index).padStart(4, "0");
  return { firstParty: `+1202555${digits}`, secondParty: `+1202556${digits}` };
}

async function createMany(provider: MaskingProvider, count: number): Promise<string[]> {
  const creates = Array.from({ length: count }, (_, index) => provider.create(parties(index)));
  return (await Promise.all(creates)).map(({ id }) => id);
}

/** The max number of requests in any 5 seconds of the emulator's clock. */
function busiest(): number {
  const times = emulator.requests.all().map(({ time }) => Date.parse(time));
  times.sort((one, other) => one - other);
  const counts = times.map(
    (begin, index) => times.slice(index).filter((time) => time < begin + period).length,
  );
  return Math.max(...counts);
}

const liveIds = () => emulator.sessions.live().map(({ session_uuid }) => session_uuid);
const sortIds = (ids: Iterable<string>) => [...ids].sort();

it("1,000 creates at once with a fifth rejected by 429 lose none, double none, and never exceed the limit", async () => {
  const refusal = { kind: "status", operation: "create", when: "before", status: 429, times: null } as const;
  emulator.faults.arm({ ...refusal, nth: 5, every: 10, retryAfter: 2 });
  emulator.faults.arm({ ...refusal, nth: 10, every: 10 });

  const ids = await createMany(start(), 1_000);
  const live = new Set(liveIds());
  expect(new Set(ids).size).toBe(1_000);
  expect(sortIds(live)).toEqual(sortIds(ids));

  const requests = emulator.requests.all();
  const refused = requests.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(240);
  // Faults do not apply to requests that the emulator's own limit refuses.
  expect(refused.filter(({ fault }) => fault === undefined)).toEqual([]);
  expect(requests.filter(({ status }) => status === 201)).toHaveLength(1_000);
  expect(requests).toHaveLength(1_000 + refused.length);
  expect(busiest()).toBeLessThanOrEqual(allowed);
  // The provider uses the limit.
  expect(busiest()).toBeGreaterThanOrEqual(allowed / 2);
  expect(lines).toContainEqual(
    expect.stringMatching(/^Waiting for Plivo's rate limit: \d+ sessions queued\.$/),
  );
  expect(lines.filter((line) => !line.startsWith("Waiting for Plivo's rate limit: "))).toEqual([]);

  recordFigures("rate limit", {
    creates: 1_000,
    "answered 429": refused.length,
    "refused by the limit itself": 0,
    "most requests in 5 s": busiest(),
    doubled: live.size - new Set(ids).size,
    lost: ids.filter((id) => !live.has(id)).length,
  });
});

it("creates of one process stay below a lower plivo:requestsPerSecond", async () => {
  const ids = await createMany(start({ "plivo:requestsPerSecond": "8" }), 120);
  expect(sortIds(liveIds())).toEqual(sortIds(ids));
  expect(new Set(ids).size).toBe(120);
  expect(busiest()).toBe(40);
});

it("creates of several processes that exceed Plivo's limit are sent again until all succeed", async () => {
  const others = Array.from({ length: 2 }, () => start());
  const created = await Promise.all(
    others.map((provider, which) =>
      Promise.all(Array.from({ length: 250 }, (_, index) => provider.create(parties(which * 250 + index)))),
    ),
  );
  const ids = created.flat().map(({ id }) => id);
  expect(new Set(ids).size).toBe(500);
  expect(sortIds(liveIds())).toEqual(sortIds(ids));
  // Two independent processes exceed the limit together.
  expect(emulator.requests.all().filter(({ status }) => status === 429).length).toBeGreaterThan(0);
});
