import type { Emulator, FaultRequest } from "plivo-masking-emulator";
import { liveIds, play, type Outcome } from "../../support/fault-matrix/examine.ts";
import { both, programFor, scenarios, type Scenario } from "../../support/fault-matrix/scenarios.ts";
import { recordFigures } from "../../support/soak.ts";
import { EngineStandIn } from "../../support/stand-in/stand-in.ts";
import { openEmulator } from "../../support/virtual-clock.ts";

/*
 * What no client can rule out: a server that shows a session later than the provider waits, or that lies.
 * These tests show the consequences.
 */

const cutCreate = { kind: "cut", operation: "create", when: "after" } as const;

let emulator: Emulator;
beforeAll(async () => {
  emulator = await openEmulator();
});
afterAll(() => emulator.close());

function scenarioOf(name: string): Scenario {
  const scenario = scenarios.find((one) => one.name === name);
  if (scenario === undefined) throw new Error(`There is no course of events "${name}".`);
  return scenario;
}

const creates = (outcome: Outcome) => outcome.requests.filter(({ method }) => method === "POST").length;

describe("a list that lags behind a create with a lost response", () => {
  const beyond: readonly FaultRequest[] = [cutCreate, { kind: "lag", operation: "list", reads: 5 }];

  it("beyond the wait leads to a second session, which is in the state", async () => {
    const outcome = await play(emulator, scenarioOf("a create"), beyond);
    expect(outcome.run.errors).toEqual([]);
    expect(creates(outcome)).toBe(2);
    expect(outcome.live).toHaveLength(2);
    expect(outcome.unknown).toEqual(outcome.live.slice(0, 1));
    expect(outcome.run.ids).toEqual(outcome.live.slice(1));
    expect(outcome.run.lines).toContain("Plivo has not created the session: sending the create once more.");
    // Later runs find nothing to do: the first session expires by itself.
    expect(outcome.liveAtLast).toEqual(outcome.live);
    emulator.clock.advance(86_400);
    expect(liveIds(emulator)).toEqual([]);
    recordFigures("list lag beyond the grace (residual risk)", { cases: 1, doubled: 1, lost: 0 });
  });

  it("beyond the wait shows both to a stack that lost its state, which adopts neither", async () => {
    const { live } = await play(emulator, scenarioOf("a create"), beyond);
    const engine = new EngineStandIn(emulator);
    const adopt = () =>
      engine.up(programFor({ ...both, ringTimeout: 20 }), { environment: { PLIVO_IF_EXISTS: "adopt" } });
    const { errors } = await adopt();
    expect(errors).toEqual([expect.objectContaining({ code: "PLIVO_SEVERAL_SESSIONS" })]);
    const [{ message }] = errors as [Error];
    expect(live).toHaveLength(2);
    for (const id of live) expect(message).toContain(id);
    expect(engine.resources).toEqual([]);
    expect(liveIds(emulator).toSorted()).toEqual(live.toSorted());

    // What the error says to do: expire all but one.
    emulator.sessions.change(live[0] ?? "", { status: "expired" });
    await adopt();
    expect(engine.resources.map(({ id }) => id)).toEqual(live.slice(1));
    expect(liveIds(emulator)).toEqual(live.slice(1));
  });

  it("beyond the wait never rings twice: the run fails, and the next one adopts the session", async () => {
    const outcome = await play(emulator, scenarioOf("a create of a session that rings"), beyond);
    expect(outcome.run.errors).toEqual([expect.objectContaining({ code: "PLIVO_CREATE_UNKNOWN" })]);
    expect(creates(outcome)).toBe(1);
    expect(outcome.live).toHaveLength(1);
    expect(outcome.next.ids).toEqual(outcome.live);
    expect(outcome.liveAtLast).toEqual(outcome.live);
  });
});

describe("a server that lies", () => {
  it("about its rate limit, 429 for a create that it has carried out, leads to a second session", async () => {
    const outcome = await play(emulator, scenarioOf("a create"), [
      { kind: "status", operation: "create", when: "after", status: 429, retryAfter: 1 },
    ]);
    expect(outcome.run.errors).toEqual([]);
    expect(creates(outcome)).toBe(2);
    expect(outcome.live).toHaveLength(2);
    expect(outcome.run.ids).toEqual(outcome.live.slice(1));
  });
});
