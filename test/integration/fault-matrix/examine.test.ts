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

/** A provider that sends two creates, whatever the responses are, and stores no UUID. */
const scenario: Scenario = {
  name: "creates without a look-up",
  operations: ["create"],
  inputs: both,
  declared: true,
  before: () => Promise.resolve(),
  act: async (engine, inputs) => {
    const { authId, authToken, endpoint } = emulator;
    const client = new PlivoClient({ authId, authToken, endpoint });
    for (let sent = 0; sent < 2; sent += 1) await client.create(inputs).catch(() => undefined);
    await client.close();
    // The state is empty, so this sends no request.
    return engine.refresh();
  },
};

it("the matrix finds a create that is sent again blindly, by the requests and the second session", async () => {
  const outcome = await play(emulator, scenario, [{ kind: "reset", operation: "create", when: "after" }]);
  expect(countDoubled(outcome)).toBe(1);
  expect(countLost(outcome, scenario)).toBe(2);
  expect(blindCreates(outcome.requests, scenario)).toEqual([
    "a create was sent again after 0 without a conclusive look-up",
  ]);
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
