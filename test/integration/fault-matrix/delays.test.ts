import type { FaultRequest } from "plivo-masking-emulator";
import { faultMatrix, liveIds, play } from "../../support/fault-matrix/examine.ts";
import { frequencies, operations, type Frequency } from "../../support/fault-matrix/kinds.ts";
import { both, programFor, scenarios } from "../../support/fault-matrix/scenarios.ts";
import { proofSize } from "../../support/soak.ts";
import { hosts, type Host } from "../../support/stand-in/hosts.ts";
import { EngineStandIn } from "../../support/stand-in/stand-in.ts";
import { clockOf } from "../../support/virtual-clock.ts";

/** The provider's timeout of a request. */
const overallMs = 60_000;
/** How long a fault holds a request, by the emulator's clock. */
const heldSeconds = 90;

const matrix = faultMatrix("fault matrix, requests beyond the timeout");
const timers = new Set<unknown>();

/** Makes the provider's request timeout use the emulator's clock. Other timers use real time. */
function putTimersOnClock(): void {
  const { setTimeout: start, clearTimeout: clear } = globalThis;
  const startOnClock = (work: () => void, milliseconds?: number, ...more: []): unknown => {
    if (milliseconds !== overallMs) return start(work, milliseconds, ...more);
    const timer = {};
    timers.add(timer);
    const clock = clockOf(matrix.emulator).until(() => !timers.has(timer));
    void clock.wait(milliseconds).then(work);
    return timer;
  };
  jest.spyOn(globalThis, "setTimeout").mockImplementation(startOnClock as typeof setTimeout);
  jest.spyOn(globalThis, "clearTimeout").mockImplementation((timer) => {
    if (!timers.delete(timer)) clear(timer);
  });
}

type Operation = (typeof operations)[number];

function delay(operation: Operation, when: "before" | "after", frequency: Frequency): FaultRequest {
  return { kind: "delay", operation, when, seconds: heldSeconds, times: frequencies[frequency] };
}

const cases = scenarios.flatMap((scenario) =>
  scenario.operations.flatMap((operation) =>
    (["before", "after"] as const)
      // A create that is held before the server acts has its own tests below.
      .filter((when) => operation !== "create" || when === "after")
      .flatMap((when) =>
        (proofSize(0, 1) === 1 ? (["once", "always"] as const) : (["once"] as const)).map((frequency) => ({
          name: `${scenario.name}: slowness ${when} the ${operation}, ${frequency}`,
          scenario,
          frequency,
          faults: [delay(operation, when, frequency)],
        })),
      ),
  ),
);
/** `npm test` runs one case in this many, as in every-fault.test.ts. */
const oneIn: Readonly<Record<Host, number>> = { dynamic: 1, native: proofSize(7, 1) };
const onHosts = hosts.flatMap((host) =>
  cases.filter((_, index) => index % oneIn[host] === 0).map((one) => ({ ...one, host })),
);

beforeAll(putTimersOnClock);
afterAll(() => {
  jest.restoreAllMocks();
});

it("has every operation", () => {
  expect(cases.length).toBeGreaterThanOrEqual(proofSize(35, 70));
  const hit = cases.flatMap(({ faults }) => faults.map((fault) => fault.operation));
  expect(new Set(hit)).toEqual(new Set(operations));
});

it.each(onHosts)("$host host: $name", async (one) => {
  const { fired, requests, run } = await matrix.prove(one);
  expect(fired[0]).toBeGreaterThan(0);
  // The provider has timed out and retried.
  expect(requests.length).toBeGreaterThan(1);
  if (one.frequency === "once" && one.scenario.endsWith === undefined) expect(run.errors).toEqual([]);
});

describe("a create that the server carries out after the provider's timeout", () => {
  const [create] = scenarios;
  const late = (seconds: number) => {
    if (create === undefined) throw new Error("There is no course of events.");
    const held = { seconds: overallMs / 1000 + seconds };
    return play(matrix.emulator, create, [{ kind: "delay", operation: "create", when: "before", ...held }]);
  };

  it.each([1, 6, 14])(
    "by %d seconds, within the wait, is found: one session, one create",
    async (seconds) => {
      const outcome = await late(seconds);
      expect(outcome.run.errors).toEqual([]);
      expect(outcome.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
      expect(outcome.live).toEqual(outcome.run.ids);
    },
  );

  it("beyond the wait is the residual risk: a second session, and only that one is in the state", async () => {
    const { emulator } = matrix;
    await emulator.faults.clear();
    emulator.reset();
    const { id } = emulator.faults.arm({ kind: "delay", operation: "create", when: "before", seconds: 120 });
    const engine = new EngineStandIn(emulator);
    const ids = () => engine.resources.map((resource) => resource.id);
    expect((await engine.up(programFor(both))).errors).toEqual([]);
    expect(liveIds(emulator)).toEqual(ids());

    emulator.clock.advance(60);
    await engine.refresh();
    expect(emulator.faults.all()).toEqual([expect.objectContaining({ id, fired: 1, holding: 0 })]);
    expect(liveIds(emulator)).toHaveLength(2);
    expect(ids()).toHaveLength(1);
  });
});
