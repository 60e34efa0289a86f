import fc from "fast-check";
import type { FaultRequest, Switches } from "plivo-masking-emulator";
import { recordFigures, proofSize } from "../../../support/soak.ts";
import { jsonOf } from "../support.ts";
import { ProbeBench, type Reported } from "./support.ts";

jest.setTimeout(proofSize(180_000, 3_600_000));

/**
 * An account that differs from the emulator's defaults in every question of a probe.
 */
const other: Partial<Switches> = {
  defaults: "text",
  outOfRange: "clamp",
  zeroInUpdate: "default",
  numbersAsText: "refuse",
  caseOfNames: "exact",
  createOnlyInUpdate: "ignore",
  singleParty: "once",
  emptyUrl: "refuse",
  audioFiles: "any",
  malformedUuid: "invalid",
  deletedDuration: "kept",
  plusInFilters: "compared",
  amounts: "text",
  shape: "nulls",
  unknownParameters: "ignore",
  trailingSlash: "refuse",
  unknownUuid: "bad-request",
  updateOfExpired: "accept",
  deleteOfExpired: "error-in-success",
  samePair: "same-number",
  pinsShown: "not-in-lists",
  newInList: "seconds",
  createdTime: "ahead",
};

const schedule = {
  operation: fc.constantFrom("create", "get", "list", "update", "expire", "any", "any"),
  when: fc.constantFrom("before", "after"),
  nth: fc.integer({ min: 2, max: 25 }),
  every: fc.integer({ min: 1, max: 7 }),
  times: fc.constantFrom(1, 2, 4, null),
};
/** Failures of networks, proxies and busy servers. */
const fault = fc.oneof(
  fc.record({ kind: fc.constantFrom("reset", "cut", "unreadable", "truncated"), ...schedule }),
  fc.record({
    kind: fc.constant("status"),
    ...schedule,
    status: fc.constantFrom(303, 403, 408, 429, 499, 500, 502, 503, 504),
    body: fc.constantFrom("json", "html", "empty"),
  }),
  fc.record({
    kind: fc.constant("status"),
    ...schedule,
    status: fc.constant(404),
    body: fc.constantFrom("html", "empty"),
  }),
  fc.record({
    kind: fc.constant("unnamed"),
    ...schedule,
    operation: fc.constant("create"),
    when: fc.constant("after"),
    keep: fc.constantFrom("nowhere", "envelope", "session"),
  }),
) as fc.Arbitrary<FaultRequest>;

/** One slow response. */
const slow = { kind: "delay", operation: "create", when: "after", seconds: 30 } as const;

const figures = { runs: 0, settled: 0, unsettled: 0 };
afterAll(() => {
  recordFigures("probe", figures);
});

const isSettled = ({ verdict }: { verdict: string }) => verdict === "settled" || verdict === "other";

describe.each([
  ["as the emulator by default", {}],
  ["otherwise", other],
])("over a flaky network, an account that answers %s", (_what, switches) => {
  it("has rows that are not settled, and none that is wrong", async () => {
    const bench = await ProbeBench.open({ switches });
    try {
      const truth = new Map((await bench.report()).rows.map((row) => [row.name, row]));
      await fc.assert(
        fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 3 }), async (faults) => {
          bench.emulator.reset();
          for (const one of faults) bench.emulator.faults.arm(one);
          const ended = await bench.run();
          // Without a first response there is no report.
          const rows = ended.stdout === "" ? [] : (jsonOf(ended) as Reported).rows;
          for (const row of rows.filter(isSettled)) {
            const { position, verdict } = truth.get(row.name) ?? {};
            expect([row.name, row.verdict, row.position]).toEqual([row.name, verdict, position]);
          }
          figures.runs += 1;
          figures.settled += rows.filter(isSettled).length;
          figures.unsettled += rows.filter(({ verdict }) => verdict === "not settled").length;
          await bench.emulator.faults.clear();
          await bench.report();
          expect(bench.emulator.sessions.live()).toEqual([]);
        }),
        { seed: 26, numRuns: proofSize(7, 100) },
      );
      expect(figures.unsettled).toBeGreaterThan(5);
    } finally {
      await bench.close();
    }
  });
});

it("a slow response is not taken for clocks that differ, and the question is asked again", async () => {
  const bench = await ProbeBench.open();
  try {
    const { id } = bench.emulator.faults.arm(slow);
    const running = bench.start();
    await bench.emulator.faults.whenFired(id);
    bench.emulator.clock.advance(30);
    const { rows, sessions } = jsonOf(await running.ended) as Reported;
    expect(rows.find(({ name }) => name === "createdTime")).toMatchObject({ position: "in-step" });
    expect(sessions).toBe(12);
  } finally {
    await bench.close();
  }
});
