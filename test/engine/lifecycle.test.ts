import * as pulumi from "@pulumi/pulumi";
import type { MaskingSessionArgs } from "pulumi-plivo-masking";
import quickstart from "../../examples/quickstart/index";
import { LeakSearch } from "../../tools/leaks/search";
import { openBench, declaring, effects, everythingShown, expectSuccess, type Bench } from "../support/engine";
import { parties } from "../support/field-changes";
import { readable } from "../support/readable";

const numbers = ["2025550100", "2025550111", "2025550122", "2025550133"];

/** Searches what a person sees, or what lies on a disk, for the parties' numbers, the PINs and the token. */
function expectNothingPersonal(text: string, bench: Bench) {
  const origin = "quickstart";
  const pins = bench.emulator.sessions
    .all()
    .flatMap((session) => [session.first_party_pin, session.second_party_pin])
    .filter((pin) => typeof pin === "string");
  const search = new LeakSearch([
    ...numbers.map((number) => ({ origin, value: "number", text: number }) as const),
    ...pins.map((pin) => ({ origin, value: "PIN", text: pin }) as const),
    { origin, value: "token", text: bench.emulator.authToken },
  ]);
  expect(search.hitsIn({ origin, capture: "text", text })).toEqual([]);
}

describe("the quickstart, from its first preview to its end", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
    bench.stack.setProgram(() => Promise.resolve(quickstart()));
  });
  afterAll(() => bench.close());

  it("previews three sessions without credentials, network or request, and shows no number", async () => {
    bench.stack.setEnvironment({
      PLIVO_AUTH_ID: undefined,
      PLIVO_AUTH_TOKEN: undefined,
      PLIVO_ENDPOINT: undefined,
    });
    const preview = expectSuccess(await bench.stack.preview({ diff: true }));
    bench.stack.setEnvironment(bench.emulator.environment);
    expect(effects(preview)).toEqual({ delivery: "create", pickup: "create", complaint: "create" });
    expect(bench.requests()).toEqual([]);
    expect(preview.text).toMatch(/firstParty\s*: \[secret\]/);
    expectNothingPersonal(everythingShown(preview), bench);
  });

  it("creates each with one request, and gives its virtual number in clear", async () => {
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({ delivery: "create", pickup: "create", complaint: "create" });
    expect(bench.requests()).toEqual(["POST 201", "POST 201", "POST 201"]);
    expect(bench.emulator.sessions.live()).toHaveLength(3);
    expect(up.outputs["deliveryNumber"]).toMatch(/^\+1\d{10}$/);
    expect(up.outputs["pickupPin"]).toMatchObject({ ciphertext: "[secret]" });
    expectNothingPersonal(everythingShown(up), bench);
  });

  it("is unchanged by a second up, which sends nothing", async () => {
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({ delivery: "same", pickup: "same", complaint: "same" });
    expect(bench.requests()).toEqual([]);
  });

  it("keeps no number, PIN or token in clear in its state, which has the one line of provider", async () => {
    const text = (await bench.stack.stateFileBytes()).toString("utf8");
    expectNothingPersonal(text, bench);
    const state = JSON.parse(text) as { checkpoint: { latest: { resources: StoredResource[] } } };
    const sessions = state.checkpoint.latest.resources.filter(({ type }) => type === token);
    expect(sessions).toHaveLength(3);
    for (const { inputs, outputs } of sessions) {
      expect([inputs["__provider"], outputs["__provider"]]).toEqual([providerText, providerText]);
    }
  });

  it("refreshes with one GET for each session, and finds nothing changed", async () => {
    const refresh = expectSuccess(await bench.stack.refresh({ expectNoChanges: true }));
    expect(effects(refresh)).toEqual({ delivery: "same", pickup: "same", complaint: "same" });
    expect(bench.requests()).toEqual(["GET 200", "GET 200", "GET 200"]);
    expectNothingPersonal(everythingShown(refresh), bench);
  });

  it("has nothing to do after the refresh either", async () => {
    expect(effects(expectSuccess(await bench.stack.up()))).toEqual({
      delivery: "same",
      pickup: "same",
      complaint: "same",
    });
    expect(bench.requests()).toEqual([]);
  });

  it("changes a session in place with one request that holds just the change", async () => {
    await bench.stack.setConfig("quickstart:ringTimeout", "45");
    expect(effects(expectSuccess(await bench.stack.up()))).toEqual({
      delivery: "update",
      pickup: "same",
      complaint: "same",
    });
    expect(bench.emulator.requests.all().map(({ body }) => body)).toEqual([{ ring_timeout: 45 }]);
    expect(bench.requests()).toEqual(["POST 200"]);
  });

  it("previews a changed party as a replacement, with one line that names it", async () => {
    await bench.stack.setConfig("quickstart:customer", "+1 202 555 0133", true);
    const preview = expectSuccess(await bench.stack.preview());
    expect(effects(preview)).toEqual({ delivery: "replace", pickup: "same", complaint: "replace" });
    expect(preview.steps.find(({ name }) => name === "delivery")?.replaceReasons).toEqual(["secondParty"]);
    expect(readable(preview.text)).toMatchInlineSnapshot(`
      "Previewing update (dev):

          pulumi:pulumi:Stack masking-dev running complaint: Masking session UUID will be replaced: firstParty changed, and Plivo cannot change it in a live session.
          pulumi:pulumi:Stack masking-dev running delivery: Masking session UUID will be replaced: secondParty changed, and Plivo cannot change it in a live session.
       ++ pulumi-nodejs:dynamic/plivo:MaskingSession complaint create replacement [diff: ~firstParty]
       ++ pulumi-nodejs:dynamic/plivo:MaskingSession delivery create replacement [diff: ~secondParty]
       +- pulumi-nodejs:dynamic/plivo:MaskingSession complaint replace [diff: ~firstParty]
       +- pulumi-nodejs:dynamic/plivo:MaskingSession delivery replace [diff: ~secondParty]
       -- pulumi-nodejs:dynamic/plivo:MaskingSession complaint delete original [diff: ~firstParty]
       -- pulumi-nodejs:dynamic/plivo:MaskingSession delivery delete original [diff: ~secondParty]
          pulumi:pulumi:Stack masking-dev  2 messages
      Diagnostics:
        pulumi:pulumi:Stack (masking-dev):
          complaint: Masking session UUID will be replaced: firstParty changed, and Plivo cannot change it in a live session.
          delivery: Masking session UUID will be replaced: secondParty changed, and Plivo cannot change it in a live session.

      Resources:
          +-2 to replace
          2 unchanged

      "
    `);
    expect(bench.requests()).toEqual([]);
    expectNothingPersonal(everythingShown(preview), bench);
  });

  it("replaces them: the new sessions are there before the old ones end", async () => {
    expectSuccess(await bench.stack.up());
    expect(bench.requests()).toEqual(["POST 201", "POST 201", "DELETE 200", "DELETE 200"]);
    expect(bench.emulator.sessions.live()).toHaveLength(3);
  });

  it("makes expired sessions anew in a plain up, after a preview that says why, offline", async () => {
    bench.advance(7200);
    const preview = expectSuccess(await bench.stack.preview());
    expect(effects(preview)).toEqual({ delivery: "replace", pickup: "replace", complaint: "replace" });
    expect(preview.steps.map(({ replaceReasons }) => replaceReasons)).toEqual(Array(3).fill(["expiryTime"]));
    expect(preview.text).toMatch(/Masking session \S+ will be replaced: it expired 1 h/);
    expect(bench.requests()).toEqual([]);
    expectSuccess(await bench.stack.up());
    expect(bench.requests().filter((request) => request === "POST 201")).toHaveLength(3);
    expect(bench.emulator.sessions.live()).toHaveLength(3);
  });

  it("ends every session when destroyed", async () => {
    const destroy = expectSuccess(await bench.stack.destroy());
    expect(bench.requests()).toEqual(["DELETE 200", "DELETE 200", "DELETE 200"]);
    expect(bench.emulator.sessions.live()).toEqual([]);
    expectNothingPersonal(everythingShown(destroy), bench);
  });
});

const token = "pulumi-nodejs:dynamic/plivo:MaskingSession";
const providerText = 'exports.handler=()=>require("pulumi-plivo-masking/provider")';

interface StoredResource {
  type: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

/** Bytes of a session's record in state, without what the engine adds about the program's source. */
function recordBytes(resource: Record<string, unknown>): number {
  const { sourcePosition: _, stackTrace: __, ...rest } = resource;
  return Buffer.byteLength(JSON.stringify(rest));
}

describe("a session's record in state", () => {
  const base: MaskingSessionArgs = {
    firstParty: "+12025550100",
    secondParty: "+12025550111",
    sessionExpiry: 3600,
    callTimeLimit: 1800,
    ringTimeout: 30,
    callbackUrl: "https://example.com/plivo/events",
    callbackMethod: "POST",
    record: true,
    recordFileFormat: "mp3",
    recordingCallbackUrl: "https://example.com/plivo/recordings",
    recordingCallbackMethod: "POST",
  };
  const withPins: MaskingSessionArgs = {
    ...base,
    isPinAuthenticationRequired: true,
    firstPartyPin: "48217",
    secondPartyPin: "90356",
    pinPromptPlay: "https://media.example.com/prompt.mp3",
  };

  it("is at most 2.5 KB, and 3.4 KB with PINs", async () => {
    const bench = await openBench({ base, withPins });
    try {
      expectSuccess(await bench.stack.up());
      const { deployment } = (await bench.stack.exportState()) as {
        deployment: { resources: Record<string, unknown>[] };
      };
      const sizes = deployment.resources.filter(({ type }) => type === token).map(recordBytes);
      expect(sizes).toHaveLength(2);
      expect(Math.min(...sizes)).toBeLessThanOrEqual(2500);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(3400);
    } finally {
      await bench.close();
    }
  });
});

describe("a URL with a user and password", () => {
  it("is secret in previews and state, whether it is a plain value or another resource's output", async () => {
    const url = "https://plivo:hunter2secret@example.com/events";
    const bench = await openBench({
      plain: { ...parties(0), callbackUrl: url },
      output: { ...parties(1), recordingCallbackUrl: pulumi.output(url) },
    });
    try {
      const preview = expectSuccess(await bench.stack.preview({ diff: true }));
      const up = expectSuccess(await bench.stack.up());
      const state = (await bench.stack.stateFileBytes()).toString("utf8");
      expect(preview.text).toMatch(/callbackUrl\s*: \[secret\]/);
      expect(everythingShown(preview) + everythingShown(up) + state).not.toContain("hunter2secret");
      expect(bench.emulator.sessions.live().map((session) => session.callback_url)).toContain(url);
    } finally {
      await bench.close();
    }
  });
});

describe("destroying what is no longer there", () => {
  it("succeeds for an expired session, and for one that Plivo does not know", async () => {
    const bench = await openBench({ expired: parties(0), unknown: parties(1) });
    try {
      expectSuccess(await bench.stack.up());
      const [first, second] = bench.emulator.sessions.live();
      bench.emulator.sessions.change(first?.session_uuid ?? "", { status: "expired" });
      bench.emulator.sessions.remove(second?.session_uuid ?? "");
      bench.requests();
      expectSuccess(await bench.stack.destroy());
      expect(bench.requests().sort()).toEqual(["DELETE 400", "DELETE 404"]);
    } finally {
      await bench.close();
    }
  });
});

describe("the engine's own text", () => {
  it("of an unchanged program says so", async () => {
    const bench = await openBench({ one: parties(0) });
    try {
      expectSuccess(await bench.stack.up());
      bench.stack.setProgram(declaring({ one: { ...parties(0), geomatch: true } }));
      const up = expectSuccess(await bench.stack.up());
      expect(effects(up)).toEqual({ one: "same" });
      expect(up.text).toMatch(/2 unchanged/);
    } finally {
      await bench.close();
    }
  });
});
