import { Agent } from "node:https";
import { connect } from "node:net";
import { Client } from "plivo";
import type { SessionFilters } from "../../../provider/client/index.ts";
import { start } from "../../support/virtual-clock.ts";
import { openBench, type ReadingBench } from "./support.ts";

/** The part of the SDK that lists. The SDK's own types are empty. */
interface MaskingSessions {
  listMaskingSession(filters: object): Promise<{ response: { objects: readonly { sessionUuid: string }[] } }>;
}

let bench: ReadingBench;
let sdk: MaskingSessions;
beforeAll(async () => {
  bench = await openBench({ allowHosts: ["api.plivo.com"] });
  for (const [index, ending] of ["21", "22", "23"].entries()) {
    await bench.create(ending, { sessionExpiry: 600 * (index + 1) });
    bench.emulator.clock.advance(60);
  }
  // The SDK has a fixed host, so its TLS connections become plain ones to the emulator.
  const port = Number(new URL(bench.emulator.endpoint).port);
  jest.spyOn(Agent.prototype, "createConnection").mockImplementation(() => connect(port, "127.0.0.1"));
  jest.spyOn(Agent.prototype, "keepSocketAlive").mockImplementation(() => false);
  const { authId, authToken } = bench.emulator;
  sdk = (new Client(authId, authToken) as unknown as { maskingSession: MaskingSessions }).maskingSession;
});
afterAll(async () => {
  jest.restoreAllMocks();
  await bench.close();
});

const [time, later] = [60_000, 900_000].map((more) => new Date(start + more).toISOString());
const vendorTime = "2026-03-01 10:01:00";

/** The same filters for this package and for the SDK. */
const same: [ours: SessionFilters, sdks: object][] = [
  [{ firstParty: "+12025550122" }, { firstParty: "12025550122" }],
  [
    { status: "active", limit: 2 },
    { status: "active", limit: 2 },
  ],
  [{ createdTime: time }, { createdTime: vendorTime }],
  [
    { createdTimeGte: time, createdTimeLt: later },
    { createdTimeGreaterOrEqual: vendorTime, createdTimeLessThan: "2026-03-01 10:15:00" },
  ],
  [
    { createdTimeGt: time, createdTimeLte: later },
    { createdTimeGreaterThan: vendorTime, createdTimeLessOrEqual: "2026-03-01 10:15:00" },
  ],
  [
    { durationGt: 600, durationLte: 1200 },
    { durationGreaterThan: 600, durationLessOrEqual: 1200 },
  ],
];

describe("the client and the vendor's SDK", () => {
  it.each(same)("send the same query for %j, and find the same sessions", async (filters, sdks) => {
    bench.emulator.requests.clear();
    const [ours] = await collect(bench.client.pages(filters));
    const { response } = await sdk.listMaskingSession(sdks);
    const uuids = (rows: readonly { sessionUuid: string }[]) => rows.map(({ sessionUuid }) => sessionUuid);
    expect(uuids(ours?.sessions ?? [])).toEqual(uuids(response.objects));
    expect(response.objects.length).toBeGreaterThan(0);
    const [first, theirs] = [bench.queries()[0], bench.queries().at(-1)];
    expect(first).toEqual({ ...theirs, offset: "0" });
  });
});

async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
}
