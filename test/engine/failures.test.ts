import { MaskingSession } from "pulumi-plivo-masking";
import { errorEntryAddress } from "../../provider/common/project-address";
import { declaring, effects, everythingShown, expectSuccess, openBench, type Bench } from "../support/engine";
import { parties } from "../support/field-changes";

const entryOf = (code: string) => `${code}: ${errorEntryAddress(code)}`;

/** A frame of a stack trace, which no user should see. */
const stackFrame = /\n\s+at .*:\d+:\d+/;

describe("what can go wrong", () => {
  let bench: Bench;
  let state: Buffer;
  beforeAll(async () => {
    bench = await openBench({ one: parties(0), two: parties(1) }, { skipWaits: true });
    expectSuccess(await bench.stack.up());
    state = await bench.stack.stateFileBytes();
    bench.requests();
  });
  afterAll(() => bench.close());
  beforeEach(() => {
    bench.stack.setProgram(declaring({ one: parties(0), two: parties(1) }));
    bench.stack.setEnvironment(bench.emulator.environment);
    bench.requests();
  });

  /** The resources in the state now, and as they were at first. */
  const resources = (bytes: Buffer) =>
    (
      JSON.parse(bytes.toString("utf8")) as { checkpoint: { latest: { resources: { id?: string }[] } } }
    ).checkpoint.latest.resources
      .map(({ id }) => id ?? "")
      .sort();
  const expectStateKept = async () => {
    expect(resources(await bench.stack.stateFileBytes())).toEqual(resources(state));
  };

  it("bad input: every problem is told by name, no value is printed, and nothing is sent", async () => {
    const args = { firstParty: "2025550177", secondParty: "+12025550111", sessionExpiry: 0.5, recrod: true };
    bench.stack.setProgram(declaring({ bad: args }));
    for (const operation of [await bench.stack.preview(), await bench.stack.up()]) {
      expect(operation.succeeded).toBe(false);
      expect(operation.text).toMatch(/firstParty must start with "\+"/);
      expect(operation.text).toMatch(/sessionExpiry must be a whole number/);
      expect(operation.text).toMatch(/no argument "recrod"\. Did you mean "record"/);
      expect(everythingShown(operation)).not.toMatch(/2025550177|2025550111/);
      expect(operation.text).not.toMatch(stackFrame);
    }
    expect(bench.requests()).toEqual([]);
    await expectStateKept();
  });

  it("missing credentials: the create says both ways to set them, and nothing is sent", async () => {
    bench.stack.setEnvironment({ PLIVO_AUTH_ID: undefined, PLIVO_AUTH_TOKEN: undefined });
    bench.stack.setProgram(declaring({ one: parties(0), two: parties(1), three: parties(2) }));
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    expect(up.text).toMatch(/PLIVO_AUTH_ID in the environment, or `pulumi config set plivo:authId/);
    expect(up.text).not.toMatch(stackFrame);
    expect(bench.requests()).toEqual([]);
    await expectStateKept();
  });

  it("wrong credentials: one refused request for each session, the state stays, and no token is shown", async () => {
    bench.stack.setEnvironment({ PLIVO_AUTH_TOKEN: "not-the-token-of-this-account" });
    const refresh = await bench.stack.refresh();
    expect(refresh.succeeded).toBe(false);
    expect(refresh.text).toMatch(/PLIVO_AUTH_ID/);
    expect(everythingShown(refresh)).not.toContain("not-the-token-of-this-account");
    expect(refresh.text).not.toMatch(stackFrame);
    expect(bench.requests()).toEqual(["GET 401", "GET 401"]);
    await expectStateKept();
  });

  it("a refused delete is told once, with a second line of its code and the address of its entry", async () => {
    bench.stack.setEnvironment({ PLIVO_AUTH_TOKEN: "not-the-token-of-this-account" });
    const destroy = await bench.stack.destroy();
    expect(destroy.succeeded).toBe(false);
    const told = destroy.diagnostics.filter(({ severity }) => severity === "error");
    const second = destroy.diagnostics.filter(({ severity }) => severity === "info#err");
    expect(second.map(({ message }) => message.trim())).toEqual(
      Array(2).fill(entryOf("PLIVO_AUTHENTICATION")),
    );
    expect(told.filter(({ message }) => message.includes("did not accept the credentials"))).toHaveLength(2);
    await expectStateKept();
  });

  it("a refused create ends with its code and the address of its entry", async () => {
    bench.stack.setEnvironment({ PLIVO_AUTH_TOKEN: "not-the-token-of-this-account" });
    bench.stack.setProgram(declaring({ one: parties(0), two: parties(1), three: parties(2) }));
    const up = await bench.stack.up();
    const told = up.diagnostics.filter(({ message }) => message.includes("did not accept the credentials"));
    expect(told.map(({ message }) => message.trim().split("\n").at(-1))).toEqual([
      entryOf("PLIVO_AUTHENTICATION"),
    ]);
    expect(up.diagnostics.filter(({ severity }) => severity === "info#err")).toEqual([]);
  });

  it("another account's credentials: nothing is sent, and the state stays", async () => {
    bench.stack.setEnvironment({ PLIVO_AUTH_ID: "MAANOTHERACCOUNT0000", PLIVO_AUTH_TOKEN: "token" });
    bench.stack.setProgram(declaring({ one: { ...parties(0), record: true }, two: parties(1) }));
    for (const operation of [
      await bench.stack.refresh(),
      await bench.stack.up(),
      await bench.stack.destroy(),
    ]) {
      expect(operation.succeeded).toBe(false);
      expect(operation.text).toMatch(
        /belongs to account \S+, but the configured account is MAANOTHERACCOUNT0000/,
      );
      expect(operation.text).not.toMatch(stackFrame);
    }
    expect(bench.requests()).toEqual([]);
    await expectStateKept();
  });

  it("an API that is down: the text says so, the state stays", async () => {
    bench.stack.setEnvironment({ PLIVO_ENDPOINT: "http://127.0.0.1:9" });
    bench.stack.setProgram(declaring({ one: parties(0), two: parties(1), three: parties(2) }));
    for (const operation of [
      await bench.stack.refresh(),
      await bench.stack.up(),
      await bench.stack.destroy(),
    ]) {
      expect(operation.succeeded).toBe(false);
      expect(operation.text).toMatch(/(GET|POST|DELETE) \/v1\/Account\//);
      expect(operation.text).not.toMatch(stackFrame);
      expect(everythingShown(operation)).not.toMatch(/20255501\d\d/);
    }
    await expectStateKept();
  });

  it("an endpoint without TLS elsewhere than here is refused, nothing is sent", async () => {
    bench.stack.setEnvironment({ PLIVO_ENDPOINT: "http://plivo.example.com" });
    const refresh = await bench.stack.refresh();
    expect(refresh.succeeded).toBe(false);
    expect(refresh.text).toMatch(/https/);
    expect(refresh.text).not.toMatch(stackFrame);
    await expectStateKept();
  });

  it("a preview needs neither credentials nor network, and sends nothing", async () => {
    bench.stack.setEnvironment({
      PLIVO_AUTH_ID: undefined,
      PLIVO_AUTH_TOKEN: undefined,
      PLIVO_ENDPOINT: "http://127.0.0.1:9",
    });
    bench.stack.setProgram(
      declaring({ one: { ...parties(0), record: true }, two: { ...parties(1), geomatch: false } }),
    );
    expect(effects(expectSuccess(await bench.stack.preview()))).toEqual({ one: "update", two: "replace" });
  });

  it("MaskingSession.get reads a session of another stack, in a preview too, and never ends it", async () => {
    const [session] = bench.emulator.sessions.live();
    const uuid = session?.session_uuid ?? "";
    bench.stack.setProgram(() => {
      const read = MaskingSession.get("other", uuid);
      return Promise.resolve({ number: read.virtualNumber, party: read.firstParty, status: read.status });
    });
    const reader = await openBench();
    try {
      reader.stack.setEnvironment(bench.emulator.environment);
      reader.stack.setProgram(() => {
        const read = MaskingSession.get("other", uuid);
        return Promise.resolve({ number: read.virtualNumber, party: read.firstParty, status: read.status });
      });
      const preview = expectSuccess(await reader.stack.preview());
      expect(effects(preview)).toEqual({ other: "read" });
      const up = expectSuccess(await reader.stack.up());
      expect(up.outputs).toMatchObject({
        number: `+${String(session?.virtual_number)}`,
        party: { ciphertext: "[secret]" },
        status: "active",
      });
      expectSuccess(await reader.stack.destroy());
      expect(bench.requests()).toEqual(["GET 200", "GET 200"]);
    } finally {
      await reader.close();
    }
  });

  it("MaskingSession.get of a session that is not there is a clear error", async () => {
    const reader = await openBench();
    try {
      reader.stack.setProgram(() => {
        MaskingSession.get("other", "00000000-0000-4000-8000-000000000000");
        return Promise.resolve();
      });
      const preview = await reader.stack.preview();
      expect(preview.succeeded).toBe(false);
      expect(preview.text).toMatch(/Masking session 00000000-\S+ does not exist in this account/);
      expect(preview.text).not.toMatch(stackFrame);
    } finally {
      await reader.close();
    }
  });
});
