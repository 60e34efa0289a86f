import { startEmulator, type Emulator, type FaultRequest } from "plivo-masking-emulator";
import type * as transport from "../../../provider/plivo/transport";
import { blindCreates, doubled, liveIds, lost, play, unfit } from "../../support/fault-matrix/examine";
import { frequencies, operations, type Frequency } from "../../support/fault-matrix/kinds";
import { both, declaring, scenarios } from "../../support/fault-matrix/scenarios";
import { recordFigures, sized } from "../../support/soak";
import { EngineStandIn } from "../../support/stand-in/stand-in";

/** Milliseconds of real time: for a whole request, and for which a fault holds it. */
const mockTimeout = 120;
const held = 360;

// The provider waits 30 s for an answer, which no test can.
jest.mock("../../../provider/plivo/transport", (): typeof transport => {
  const actual = jest.requireActual<typeof transport>("../../../provider/plivo/transport");
  class Transport extends actual.Transport {
    constructor(options: transport.TransportOptions) {
      super({ ...options, timeouts: { overall: mockTimeout } });
    }
  }
  return { ...actual, Transport };
});

type Operation = (typeof operations)[number];

function delay(operation: Operation, when: "before" | "after", frequency: Frequency): FaultRequest {
  return { kind: "delay", operation, when, milliseconds: held, times: frequencies[frequency] };
}

const cases = scenarios.flatMap((scenario) =>
  scenario.operations.flatMap((operation) =>
    (["before", "after"] as const)
      // A create that is held before the server acts is carried out later, by the emulator's clock: below.
      .filter((when) => operation !== "create" || when === "after")
      .flatMap((when) =>
        (sized(0, 1) === 1 ? (["once", "always"] as const) : (["once"] as const)).map((frequency) => ({
          name: `${scenario.name}: slowness ${when} the ${operation}, ${frequency}`,
          scenario,
          frequency,
          faults: [delay(operation, when, frequency)],
        })),
      ),
  ),
);
const figures = { cases: 0, doubled: 0, lost: 0 };

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(async () => {
  await emulator.close();
  recordFigures("fault matrix, requests beyond the timeout", figures);
});

it("has every operation", () => {
  expect(cases.length).toBeGreaterThanOrEqual(sized(35, 70));
  const hit = cases.flatMap(({ faults }) => faults.map((fault) => fault.operation));
  expect(new Set(hit)).toEqual(new Set(operations));
});

it.each(cases)("$name", async ({ scenario, faults, frequency }) => {
  const outcome = await play(emulator, scenario, faults);
  figures.cases += 1;
  figures.doubled += doubled(outcome);
  figures.lost += lost(outcome, scenario);
  expect(outcome.fired[0]).toBeGreaterThan(0);
  // The provider has given up on an answer, and asked once more.
  expect(outcome.requests.length).toBeGreaterThan(1);
  expect({ doubled: doubled(outcome), lost: lost(outcome, scenario) }).toEqual({ doubled: 0, lost: 0 });
  expect(blindCreates(outcome.requests, scenario)).toEqual([]);
  expect([...unfit(outcome.run, emulator), ...unfit(outcome.next, emulator)]).toEqual([]);
  if (frequency === "once" && scenario.endsWith === undefined) expect(outcome.run.errors).toEqual([]);
  expect(outcome.next.errors).toEqual([]);
});

describe("a create that the server carries out only after the provider has given up on its answer", () => {
  const [create] = scenarios;
  const late = (seconds: number) => {
    if (create === undefined) throw new Error("There is no course of events.");
    return play(emulator, create, [{ kind: "delay", operation: "create", when: "before", seconds }]);
  };

  it.each([1, 6, 14])(
    "by %d seconds, within the grace, is found: one session, one create",
    async (seconds) => {
      const outcome = await late(seconds);
      expect(outcome.run.errors).toEqual([]);
      expect(outcome.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
      expect(outcome.live).toEqual(outcome.run.ids);
    },
  );

  it("beyond the grace is the risk that is left: a second session, and the state knows just that one", async () => {
    await emulator.faults.clear();
    emulator.reset();
    const { id } = emulator.faults.arm({ kind: "delay", operation: "create", when: "before", seconds: 60 });
    const engine = new EngineStandIn(emulator);
    const ids = () => engine.resources.map((resource) => resource.id);
    expect((await engine.up(declaring(both))).errors).toEqual([]);
    expect(liveIds(emulator)).toEqual(ids());

    emulator.clock.advance(60);
    await engine.refresh();
    expect(emulator.faults.all()).toEqual([expect.objectContaining({ id, fired: 1, holding: 0 })]);
    expect(liveIds(emulator)).toHaveLength(2);
    expect(ids()).toHaveLength(1);
  });
});
