import fc from "fast-check";
import type { Emulator } from "plivo-masking-emulator";
import { PlivoClient, PlivoError, type Session } from "../../provider/plivo/index.ts";
import { SessionDirectory } from "../../provider/lifecycle/directory/session-directory.ts";
import { StoredRows } from "../../provider/lifecycle/directory/stored-rows.ts";
import { OwnedSessions } from "../../provider/lifecycle/owned-sessions.ts";
import { promise } from "./property.ts";
import { openWorld } from "./world.ts";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await openWorld();
});
afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(async () => {
  await emulator.close();
});

/** The message of the first sequence of commands that breaks the promise. */
async function firstFailure(): Promise<string> {
  const options = { seed: 42, numRuns: 500, endOnFailure: true };
  const { failed, errorInstance } = await fc.check(promise(emulator, "dynamic"), options);
  return failed ? (errorInstance as Error).message : "The provider kept its promise.";
}

it("the model catches a provider that sends a create again without a lookup, as the vendor's own SDK does", async () => {
  const { create } = PlivoClient.prototype;
  jest.spyOn(PlivoClient.prototype, "create").mockImplementation(async function (
    this: PlivoClient,
    ...parameters
  ) {
    try {
      return await create.apply(this, parameters);
    } catch (error) {
      if (error instanceof PlivoError && error.processed === "unknown") return create.apply(this, parameters);
      throw error;
    }
  });
  expect(await firstFailure()).toMatch(/was created, and no state has it/);
});

it("the model catches a provider that expires what another resource has adopted", async () => {
  jest.spyOn(OwnedSessions.prototype, "reasonToKeepAlive").mockReturnValue(undefined);
  expect(await firstFailure()).toMatch(/sessions that the state keeps were expired/);
});

it("the model catches a provider that reads the row of a live session as expired in a refresh", async () => {
  const { row } = StoredRows.prototype;
  jest.spyOn(StoredRows.prototype, "row").mockImplementation(async function (this: StoredRows, stored) {
    const found = await row.call(this, stored);
    return found && { ...found, status: "expired" };
  });
  expect(await firstFailure()).toMatch(/sessions that the state had are lost/);
});

it("the model catches a provider that adopts nothing that a row shows", async () => {
  const { candidates } = SessionDirectory.prototype;
  jest.spyOn(SessionDirectory.prototype, "candidates").mockImplementation(async function (
    this: SessionDirectory,
    inputs,
  ) {
    const listed = await candidates.call(this, inputs);
    // A single read returns another object than the row.
    const unlessRow = (row: Session, found: Session | undefined) => (found === row ? undefined : found);
    return { ...listed, find: async (row) => unlessRow(row, await listed.find(row)) };
  });
  expect(await firstFailure()).toMatch(/the state does not know all/);
});
