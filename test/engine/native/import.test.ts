import { MaskingSession } from "../../../provider/sdk/native.ts";
import type { NativeSessionArgs } from "../../../provider/sdk/native-args.ts";
import { PlivoClient, type CreateSessionRequest } from "../../../provider/plivo/index.ts";
import type { ExportedState } from "../../golden/states.ts";
import { effects, everythingShown, expectSuccess } from "../../support/engine.ts";
import { openNativeBench, type NativeBench } from "../../support/native.ts";

const [first, second] = ["12025550169", "12025550170"];
const parties = { firstParty: `+${first}`, secondParty: `+${second}` };
const elsewhere = { ...parties, sessionExpiry: 3600, ringTimeout: 30, record: true };

/** Creates a session without Pulumi. @returns its UUID. */
async function createIn({ emulator }: NativeBench, more: CreateSessionRequest = {}): Promise<string> {
  const {
    PLIVO_AUTH_ID: authId,
    PLIVO_AUTH_TOKEN: authToken,
    PLIVO_ENDPOINT: endpoint,
  } = emulator.environment;
  const client = new PlivoClient({ authId, authToken, endpoint });
  const { session } = await client.create({ ...elsewhere, ...more });
  await client.close();
  return session.sessionUuid;
}

/** All that Plivo reports of it beside the parties, its own default of callTimeLimit included. */
const managed = { sessionExpiry: 3600, ringTimeout: 30, record: true, callTimeLimit: 14_400 };

describe("the option `import` of a native session", () => {
  let bench: NativeBench;
  const importing =
    (id: string, args: NativeSessionArgs = {}) =>
    () => {
      new MaskingSession("ride", { ...parties, ...args }, { import: id });
      return Promise.resolve();
    };
  beforeAll(async () => {
    bench = await openNativeBench(() => Promise.resolve());
  });
  afterAll(() => bench.close());

  it("takes a session that others have created, and sends nothing but the read", async () => {
    const id = await createIn(bench);
    bench.stack.setProgram(importing(id, managed));
    bench.requests();
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({ ride: "import" });
    expect(bench.requests()).toEqual(["GET 200"]);
    expect(everythingShown(up)).not.toContain(first);
    expect((await bench.stack.stateFileBytes()).toString()).not.toContain(first);
    // The option may go, and nothing changes.
    bench.stack.setProgram(() => {
      new MaskingSession("ride", { ...parties, ...managed });
      return Promise.resolve();
    });
    expectSuccess(await bench.stack.preview({ expectNoChanges: true }));
    expectSuccess(await bench.stack.destroy());
    expect(bench.emulator.sessions.live()).toEqual([]);
  });

  it.each([
    [
      "unknown",
      () => Promise.resolve("4189591e-d004-4801-abdf-8893c15e5dcd"),
      "does not exist in this account",
    ],
    [
      "expired",
      async (bench: NativeBench) => {
        const id = await createIn(bench, { sessionExpiry: 60 });
        bench.emulator.clock.advance(120);
        return id;
      },
      "expired 1 min",
    ],
    ["misspelt", () => Promise.resolve("no-uuid"), "session's UUID"],
  ])("of an %s session fails with the reason, and leaves the state empty", async (_, idIn, reason) => {
    bench.stack.setProgram(importing(await idIn(bench), { sessionExpiry: 3600 }));
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    expect(up.text).toContain(reason);
    const state = (await bench.stack.exportState()) as ExportedState;
    const { resources = [] } = state.deployment;
    expect(resources.map(({ type }) => type)).not.toContain("plivo:index:MaskingSession");
  });
});

describe("MaskingSession.get of the native type", () => {
  it("reads a live session in a preview, and changes nothing in an update, a refresh and a destroy", async () => {
    const bench = await openNativeBench(() => Promise.resolve());
    try {
      const id = await createIn(bench);
      bench.requests();
      bench.stack.setProgram(() => {
        const session = MaskingSession.get("theirs", id);
        return Promise.resolve({ number: session.virtualNumber, party: session.firstParty });
      });
      const preview = expectSuccess(await bench.stack.preview());
      expect(everythingShown(preview)).not.toContain(first);
      const up = expectSuccess(await bench.stack.up());
      expect(up.outputs).toMatchObject({
        number: expect.stringMatching(/^\+/) as string,
        party: expect.anything() as unknown,
      });
      expect(everythingShown(up)).not.toContain(first);
      expectSuccess(await bench.stack.refresh());
      expectSuccess(await bench.stack.destroy());
      expect(bench.requests().filter((request) => !request.startsWith("GET 200"))).toEqual([]);
      expect(bench.emulator.sessions.live()).toHaveLength(1);
    } finally {
      await bench.close();
    }
  });
});
