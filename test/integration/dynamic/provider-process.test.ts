import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { unknownValue } from "../../../provider/common/unknown-value.ts";
import { fieldChanges, parties } from "../../support/field-changes.ts";
import { ProviderProcess, type Properties } from "../../support/provider-process.ts";
import { requestsOf } from "../../support/requests.ts";

const both = parties(0);
const pins = {
  ...both,
  isPinAuthenticationRequired: true,
  generatePin: true,
  pinPromptPlay: "https://media.example.com/prompt.mp3",
};

let emulator: Emulator;
let provider: ProviderProcess;

async function start() {
  emulator = await startEmulator();
  provider = await ProviderProcess.start(emulator.environment);
}

async function stop() {
  await provider.close();
  await emulator.close();
}

beforeEach(() => {
  emulator.reset();
});

/** The requests, each with the status of its response. */
const requests = () => requestsOf(emulator);

describe("the provider's process", () => {
  beforeAll(start);
  afterAll(stop);

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
    expect(requests()).toEqual(["POST 201"]);
    expect(emulator.requests.all()[0]?.body).toEqual({
      first_party: both.firstParty,
      second_party: both.secondParty,
      record: true,
    });
  });

  it.each(fieldChanges)(
    "a session with $name has no diff after create, and none after read",
    async ({ after }) => {
      const { inputs } = await provider.check(after);
      const { id, outputs } = await provider.create(inputs);
      const none = { changes: false, replaces: [] };
      expect(await provider.diff(id, outputs, inputs)).toEqual(none);
      const read = await provider.read(id, outputs);
      expect(read).toEqual({ id, outputs, inputs });
      expect(await provider.diff(id, read.outputs, read.inputs)).toEqual(none);
      expect(requests()).toEqual(["POST 201", "GET 200"]);
    },
  );

  it("keeps generated PINs from the create's response through update and read", async () => {
    const { id, outputs } = await provider.create(pins);
    const session = emulator.sessions.get(id);
    expect(outputs).toMatchObject({
      firstPartyPin: session?.first_party_pin,
      secondPartyPin: session?.second_party_pin,
    });
    const createAndUpdate = await provider.update(id, outputs, { ...pins, ringTimeout: 20 });
    expect(createAndUpdate).toMatchObject({ firstPartyPin: session?.first_party_pin, ringTimeout: 20 });
    expect((await provider.read(id, createAndUpdate)).outputs).toEqual(createAndUpdate);
    expect((await provider.read(id, createAndUpdate)).inputs).not.toHaveProperty("firstPartyPin");
  });

  it("deletes with one DELETE, and again without an error", async () => {
    const { id, outputs } = await provider.create(both);
    await provider.delete(id, outputs);
    await provider.delete(id, outputs);
    expect(requests()).toEqual(["POST 201", "DELETE 200", "DELETE 400"]);
    expect(emulator.sessions.live()).toEqual([]);
  });
});

describe("an update", () => {
  beforeAll(start);
  afterAll(stop);

  /** Creates a session with the first arguments, and updates it to the second. */
  async function createAndUpdate(before: Properties, after: Properties) {
    const { id, outputs } = await provider.create({ ...both, ...before });
    const result = await provider.update(id, outputs, { ...both, ...after });
    return {
      outputs: result,
      bodies: emulator.requests
        .all()
        .slice(1)
        .map(({ body }) => body),
    };
  }

  it("sends only what changed, because sending sessionExpiry restarts the session's clock", async () => {
    const { bodies } = await createAndUpdate(
      { sessionExpiry: 3600 },
      { sessionExpiry: 3600, callTimeLimit: 900 },
    );
    expect(bodies).toEqual([{ call_time_limit: 900 }]);
  });

  it("of sessionExpiry stores the new expiryTime", async () => {
    const { outputs } = await createAndUpdate({ sessionExpiry: 3600 }, { sessionExpiry: 7200 });
    const end = emulator.sessions.get(outputs["sessionUuid"] as string)?.expiry_time;
    expect(outputs["expiryTime"]).toBe(`${String(end).slice(0, 19).replace(" ", "T")}Z`);
  });

  it.each([
    [{ record: true }, { record: false }],
    [{ callbackUrl: "https://example.com/events" }, { callback_url: "" }],
    [{ recordFileFormat: "wav" }, { record_file_format: "mp3" }],
    [{ callbackMethod: "GET" }, { callback_method: "POST" }],
  ])("of %p removed sends the certain default once", async (before, body) => {
    const { outputs, bodies } = await createAndUpdate(before, {});
    expect(bodies).toEqual([body]);
    expect(outputs).not.toHaveProperty(Object.keys(before)[0] ?? "");
  });

  it.each([{ sessionExpiry: 3600 }, { callTimeLimit: 900 }, { ringTimeout: 20 }])(
    "of %p removed sends nothing; its diff has said that the session keeps its value",
    async (before) => {
      const { outputs, bodies } = await createAndUpdate(before, {});
      const [name = ""] = Object.keys(before);
      expect(bodies).toEqual([]);
      expect(outputs).not.toHaveProperty(name);
      await provider.diff(String(outputs["sessionUuid"]), { ...outputs, ...before }, both);
      await provider.waitForLog(`${name} is no longer managed; the session keeps its last value.`);
    },
  );

  it.each([
    [{ record: false }, {}],
    [{}, { onExpiry: "ignore" }],
  ])("from %p to %p sends nothing, and rewrites the outputs", async (before, after) => {
    const { outputs, bodies } = await createAndUpdate(before, after);
    expect(bodies).toEqual([]);
    expect(outputs).toMatchObject({ ...both, ...after });
    expect("record" in outputs).toBe(false);
  });

  it("sets the second party of a single-party session", async () => {
    const single = { firstParty: both.firstParty, createSessionWithSingleParty: true };
    const { id, outputs } = await provider.create(single);
    const result = await provider.update(id, outputs, { ...single, ...both });
    expect(result).toMatchObject(both);
    expect(emulator.requests.all().at(-1)?.body).toEqual({ second_party: both.secondParty });
    expect((await provider.read(id, result)).inputs).toEqual({ ...single, ...both });
  });
});

describe("read", () => {
  beforeAll(start);
  afterAll(stop);

  it.each([
    ["record", true, { record: false }, false],
    ["callbackUrl", "https://example.com/events", { callback_url: "" }, undefined],
    ["callTimeLimit", 600, { call_time_limit: 700 }, 700],
    ["recordFileFormat", "wav", { record_file_format: "mp3" }, "mp3"],
  ])("shows a declared %s that was changed elsewhere", async (name, value, change, expected) => {
    const declared = { ...both, [name]: value };
    const { id, outputs } = await provider.create(declared);
    emulator.sessions.change(id, change);
    const read = await provider.read(id, outputs);
    expect([read.inputs[name], read.outputs[name]]).toEqual([expected, expected]);
    expect(await provider.diff(id, read.outputs, declared)).toEqual({ changes: undefined, replaces: [] });
  });

  it("stores what Plivo decides, and ignores drift of undeclared arguments", async () => {
    const { id, outputs } = await provider.create(both);
    emulator.sessions.change(id, {
      virtual_number: "14155557777",
      status: "in-progress",
      expiry_time: "2031-01-01 00:00:00 +0000 UTC",
      record: true,
      first_party: "12025550399",
    });
    expect(await provider.read(id, outputs)).toEqual({
      id,
      inputs: both,
      outputs: {
        ...outputs,
        virtualNumber: "+14155557777",
        status: "in-progress",
        expiryTime: "2031-01-01T00:00:00Z",
      },
    });
  });

  it("removes an expired or unknown session, except under onExpiry ignore and fail", async () => {
    for (const onExpiry of [undefined, "recreate", "ignore", "fail"]) {
      const declared = onExpiry === undefined ? both : { ...both, onExpiry };
      const { id, outputs } = await provider.create(declared);
      emulator.sessions.change(id, { status: "expired" });
      const read = await provider.read(id, outputs);
      const stays = onExpiry === "ignore" || onExpiry === "fail";
      expect([onExpiry, read.id]).toEqual([onExpiry, stays ? id : ""]);
      if (stays) expect(read.outputs["status"]).toBe("expired");
      emulator.sessions.remove(id);
      // The stored end is in the future, so "unknown" cannot mean "expired long ago".
      expect((await provider.read(id, outputs)).id).toBe("");
    }
  });

  it("sends nothing for another account's session", async () => {
    const { id, outputs } = await provider.create(both);
    emulator.requests.clear();
    const foreign = { ...outputs, authId: "MAANOTHERACCOUNT0000" };
    await expect(provider.read(id, foreign)).rejects.toThrow(/belongs to account MAANOTHERACCOUNT0000/);
    await expect(provider.update(id, foreign, { ...both, record: true })).rejects.toThrow(
      /belongs to account/,
    );
    await expect(provider.delete(id, foreign)).rejects.toThrow(/belongs to account/);
    expect(requests()).toEqual([]);
  });
});

describe("check and diff", () => {
  beforeAll(start);
  afterAll(stop);

  it("pass unknown values, and report problems without a property", async () => {
    const unknown = { firstParty: unknownValue, secondParty: both.secondParty, record: unknownValue };
    expect(await provider.check(unknown)).toEqual({ inputs: unknown, failures: [] });
    const { failures } = await provider.check({ ...both, pinRetry: 9 });
    expect(failures).toEqual([{ property: "", reason: "pinRetry must be a whole number from 0 to 5." }]);
  });

  it("need neither credentials nor network", async () => {
    const offline = await ProviderProcess.start({ PLIVO_ENDPOINT: "http://127.0.0.1:9" });
    try {
      const { id, outputs } = await provider.create(both);
      emulator.requests.clear();
      expect((await offline.check(both)).failures).toEqual([]);
      expect(await offline.diff(id, outputs, { ...both, geomatch: false })).toEqual({
        changes: undefined,
        replaces: ["geomatch"],
      });
      await offline.waitForLog("will be replaced: geomatch changed");
      expect(requests()).toEqual([]);
    } finally {
      await offline.close();
    }
  });

  it("ignore expiry right after a read, but not at the next diff", async () => {
    const failing = { ...both, onExpiry: "fail" };
    const { id, outputs } = await provider.create(failing);
    emulator.sessions.change(id, { status: "expired" });
    const read = await provider.read(id, outputs);
    expect(await provider.diff(id, read.outputs, failing)).toEqual({ changes: false, replaces: [] });
    await expect(provider.diff(id, read.outputs, failing)).rejects.toThrow(/its onExpiry is "fail"/);
  });

  it("use the stack's configuration if the environment has none", async () => {
    const { PLIVO_AUTH_ID, PLIVO_AUTH_TOKEN, PLIVO_ENDPOINT } = emulator.environment;
    const configured = await ProviderProcess.start(
      {},
      {
        "plivo:authId": PLIVO_AUTH_ID,
        "plivo:authToken": PLIVO_AUTH_TOKEN,
        "plivo:endpoint": PLIVO_ENDPOINT,
      },
    );
    try {
      expect((await configured.create(both)).outputs["authId"]).toBe(emulator.authId);
    } finally {
      await configured.close();
    }
  });
});
