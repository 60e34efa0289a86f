import type { Emulator } from "plivo-masking-emulator";
import { PlivoClient } from "../../../provider/plivo/index.ts";
import {
  blindCreates,
  countDoubled,
  countLost,
  play,
  unfitTexts,
} from "../../support/fault-matrix/examine.ts";
import { both, type Scenario } from "../../support/fault-matrix/scenarios.ts";
import { openEmulator } from "../../support/virtual-clock.ts";

/* The fault matrix finds a provider that breaks its promise. */

let emulator: Emulator;
beforeAll(async () => {
  emulator = await openEmulator();
});
afterAll(() => emulator.close());

/** A provider that sends this many creates, whatever the responses are, and stores no UUID. */
function sendCreates(creates: number): Scenario {
  return {
    name: "creates without a look-up",
    operations: ["create"],
    inputs: both,
    declared: true,
    before: () => Promise.resolve(),
    act: async (engine, inputs) => {
      const { authId, authToken, endpoint } = emulator;
      const client = new PlivoClient({ authId, authToken, endpoint });
      for (let sent = 0; sent < creates; sent += 1) await client.create(inputs).catch(() => undefined);
      await client.close();
      // The state is empty, so this sends no request.
      return engine.refresh();
    },
  };
}

const cut = { kind: "reset", operation: "create", when: "after" } as const;

it("the matrix finds a create that is sent again blindly, by the requests and the second session", async () => {
  const scenario = sendCreates(2);
  const outcome = await play(emulator, scenario, [cut]);
  expect(countDoubled(outcome)).toBe(1);
  expect(countLost(outcome, scenario)).toBe(2);
  expect(blindCreates(outcome.requests, scenario)).toEqual([
    "a create was sent again after 0 without a conclusive look-up",
  ]);
});

it("a second create that created nothing is found by the requests, and one after 429 is allowed", async () => {
  const scenario = sendCreates(2);
  const outcomeWithoutSession = await play(emulator, scenario, [{ ...cut, when: "before" }]);
  expect([
    countDoubled(outcomeWithoutSession),
    blindCreates(outcomeWithoutSession.requests, scenario).length,
  ]).toEqual([0, 1]);
  const refused = await play(emulator, sendCreates(1), [
    { kind: "status", operation: "create", when: "before", status: 429, retryAfter: 0 },
  ]);
  expect(refused.requests).toHaveLength(2);
  expect(blindCreates(refused.requests, scenario)).toEqual([]);
});

it("a create that rings may not be sent again at all", async () => {
  const scenario = {
    ...sendCreates(2),
    inputs: { ...both, initiateCallToFirstParty: true },
  } as const;
  const { requests } = await play(emulator, scenario, [cut]);
  expect(blindCreates(requests, scenario)).toEqual(["a create that rings was sent again"]);
});

it("a session in no state is lost unless the next run adopts it", async () => {
  const orphan = await play(emulator, sendCreates(1), [cut]);
  expect([countDoubled(orphan), countLost(orphan, sendCreates(1)), orphan.unknown.length]).toEqual([0, 0, 1]);
  expect(countLost(orphan, { ...sendCreates(1), declared: false })).toBe(0);
  expect(countLost({ ...orphan, liveAtLast: [] }, sendCreates(1))).toBe(1);
  expect(countLost({ ...orphan, next: { ...orphan.next, ids: [] } }, sendCreates(1))).toBe(1);
});

it("the matrix finds an error without a type, with a stack or a number, and a line with a token", () => {
  const errors = [
    new Error(`no number for ${both.firstParty}`),
    Object.assign(new Error("half"), { id: "x" }),
  ];
  const lines = [`with ${emulator.authToken}`];
  expect(unfitTexts({ errors, lines }, emulator)).toEqual([
    "a number or a token is shown",
    "a number or a token is shown",
    expect.stringMatching(/^an error without a type/),
    expect.stringMatching(/^an error without a type/),
  ]);
  expect(unfitTexts({ errors: [], lines: [] }, emulator)).toEqual([]);
});
