import type { Emulator, FaultRequest } from "plivo-masking-emulator";
import {
  blindCreates,
  countDoubled,
  liveIds,
  countLost,
  play,
  unfitTexts,
} from "../../support/fault-matrix/examine.ts";
import { frequencies, operations, type Frequency } from "../../support/fault-matrix/kinds.ts";
import { both, programFor, scenarios } from "../../support/fault-matrix/scenarios.ts";
import { recordFigures, proofSize } from "../../support/soak.ts";
import { hosts, type Host } from "../../support/stand-in/hosts.ts";
import { EngineStandIn } from "../../support/stand-in/stand-in.ts";
import { clockOf, openEmulator } from "../../support/virtual-clock.ts";

/** The provider's timeout of a request. */
const overallMs = 60_000;
/** How long a fault holds a request, by the emulator's clock. */
const heldSeconds = 90;

let emulator: Emulator;
const timers = new Set<unknown>();

/** Makes the provider's request timeout use the emulator's clock. Other timers use real time. */
function putTimersOnClock(): void {
  const { setTimeout: start, clearTimeout: clear } = globalThis;
  const startOnClock = (work: () => void, milliseconds?: number, ...more: []): unknown => {
    if (milliseconds !== overallMs) return start(work, milliseconds, ...more);
    const timer = {};
    timers.add(timer);
    const clock = clockOf(emulator).until(() => !timers.has(timer));
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
const figures = {
  dynamic: { cases: 0, doubled: 0, lost: 0 },
  native: { cases: 0, doubled: 0, lost: 0 },
};

beforeAll(async () => {
  emulator = await openEmulator();
  putTimersOnClock();
});
afterAll(async () => {
  jest.restoreAllMocks();
  await emulator.close();
  for (const host of hosts)
    recordFigures(`fault matrix, requests beyond the timeout, ${host} host`, figures[host]);
});

it("has every operation", () => {
  expect(cases.length).toBeGreaterThanOrEqual(proofSize(35, 70));
  const hit = cases.flatMap(({ faults }) => faults.map((fault) => fault.operation));
  expect(new Set(hit)).toEqual(new Set(operations));
});

it.each(onHosts)("$host host: $name", async ({ host, scenario, faults, frequency }) => {
  const outcome = await play(emulator, scenario, faults, host);
  figures[host].cases += 1;
  figures[host].doubled += countDoubled(outcome);
  figures[host].lost += countLost(outcome, scenario);
  expect(outcome.fired[0]).toBeGreaterThan(0);
  // The provider has timed out and retried.
  expect(outcome.requests.length).toBeGreaterThan(1);
  expect({ doubled: countDoubled(outcome), lost: countLost(outcome, scenario) }).toEqual({
    doubled: 0,
    lost: 0,
  });
  expect(blindCreates(outcome.requests, scenario)).toEqual([]);
  expect([...unfitTexts(outcome.run, emulator), ...unfitTexts(outcome.next, emulator)]).toEqual([]);
  if (frequency === "once" && scenario.endsWith === undefined) expect(outcome.run.errors).toEqual([]);
  expect(outcome.next.errors).toEqual([]);
});

describe("a create that the server carries out after the provider's timeout", () => {
  const [create] = scenarios;
  const late = (seconds: number) => {
    if (create === undefined) throw new Error("There is no course of events.");
    const held = { seconds: overallMs / 1000 + seconds };
    return play(emulator, create, [{ kind: "delay", operation: "create", when: "before", ...held }]);
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
