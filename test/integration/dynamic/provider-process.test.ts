import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { unknownValue } from "../../../provider/common/unknown-value.ts";
import { parties } from "../../support/field-changes.ts";
import { ProviderProcess } from "../../support/provider-process.ts";
import { requestsOf } from "../../support/requests.ts";

/* The same in this process: test/integration/lifecycle and provider.test.ts. */

const both = parties(0);

let emulator: Emulator;
let provider: ProviderProcess;
beforeAll(async () => {
  emulator = await startEmulator();
  provider = await ProviderProcess.start(emulator.environment);
});
afterAll(async () => {
  await provider.close();
  await emulator.close();
});
beforeEach(() => {
  emulator.reset();
});

async function withProcess(
  [environment, config]: Parameters<typeof ProviderProcess.start>,
  work: (other: ProviderProcess) => Promise<void>,
) {
  const other = await ProviderProcess.start(environment, config);
  try {
    await work(other);
  } finally {
    await other.close();
  }
}

describe("the provider's process", () => {
  it("creates with one POST of only the declared arguments, and returns only the outputs of the state format", async () => {
    const { id, outputs } = await provider.create({ ...both, record: true });
    expect(outputs).toEqual({
      ...both,
      record: true,
      authId: emulator.authId,
      sessionUuid: id,
      virtualNumber: expect.stringMatching(/^\+1\d{10}$/) as string,
      status: "active",
      createdTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      expiryTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
    });
    expect(requestsOf(emulator)).toEqual(["POST 201"]);
    expect(emulator.requests.all()[0]?.body).toEqual({
      first_party: both.firstParty,
      second_party: both.secondParty,
      record: true,
    });
  });

  it("updates and reads with one request each, and the update has only what changed", async () => {
    const { id, outputs } = await provider.create({ ...both, sessionExpiry: 3600 });
    const inputs = { ...both, sessionExpiry: 3600, callTimeLimit: 900 };
    const updated = await provider.update(id, outputs, inputs);
    expect(updated).toEqual({ ...outputs, callTimeLimit: 900 });
    expect(await provider.read(id, updated)).toEqual({ id, outputs: updated, inputs });
    expect(requestsOf(emulator)).toEqual(["POST 201", "POST 200", "GET 200"]);
    expect(emulator.requests.all()[1]?.body).toEqual({ call_time_limit: 900 });
  });

  it("expires with one DELETE, and a read then finds nothing", async () => {
    const { id, outputs } = await provider.create(both);
    await provider.delete(id, outputs);
    expect(requestsOf(emulator)).toEqual(["POST 201", "DELETE 200"]);
    expect((await provider.read(id, outputs)).id).toBe("");
  });

  it("passes unknown values through check, and reports problems without a property", async () => {
    const unknown = { firstParty: unknownValue, secondParty: both.secondParty, record: unknownValue };
    expect(await provider.check(unknown)).toEqual({ inputs: unknown, failures: [] });
    const { failures } = await provider.check({ ...both, pinRetry: 9 });
    expect(failures).toEqual([": pinRetry must be a whole number from 0 to 5."]);
  });

  it("checks and compares without credentials or network, and prints why it replaces", async () => {
    const { id, outputs } = await provider.create(both);
    emulator.requests.clear();
    await withProcess([{ PLIVO_ENDPOINT: "http://127.0.0.1:9" }], async (offline) => {
      expect((await offline.check(both)).failures).toEqual([]);
      expect(await offline.diff(id, outputs, { ...both, geomatch: false })).toEqual({
        changes: undefined,
        replaces: ["geomatch"],
      });
      await offline.waitForLog("will be replaced: geomatch changed");
    });
    expect(requestsOf(emulator)).toEqual([]);
  });

  it("uses the stack's configuration if the environment has none", async () => {
    const { PLIVO_AUTH_ID, PLIVO_AUTH_TOKEN, PLIVO_ENDPOINT } = emulator.environment;
    const config = {
      "plivo:authId": PLIVO_AUTH_ID,
      "plivo:authToken": PLIVO_AUTH_TOKEN,
      "plivo:endpoint": PLIVO_ENDPOINT,
    };
    await withProcess([{}, config], async (configured) => {
      expect((await configured.create(both)).outputs["authId"]).toBe(emulator.authId);
    });
  });
});
