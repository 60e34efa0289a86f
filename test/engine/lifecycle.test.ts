import quickstart from "../../examples/quickstart/index.ts";
import { LeakSearch } from "../support/leaks/search.ts";
import { effects, everythingShown, expectSuccess, useBench, type Bench } from "../support/engine.ts";
import { readable } from "../support/readable.ts";

const token = "pulumi-nodejs:dynamic/plivo:MaskingSession";
const providerText = 'exports.handler=()=>require("pulumi-plivo-masking/provider")';

interface StoredResource {
  type: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

const numbers = ["2025550100", "2025550111", "2025550122", "2025550133"];

/** Searches a text for the parties' numbers, the PINs and the token. */
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

describe("the quickstart, in the operations of one stack,", () => {
  const bench = useBench();
  beforeAll(() => {
    bench.stack.setProgram(() => Promise.resolve(quickstart()));
  });

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

  it("creates each session with one request, and shows its virtual number in clear", async () => {
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({ delivery: "create", pickup: "create", complaint: "create" });
    expect(bench.requests()).toEqual(["POST 201", "POST 201", "POST 201"]);
    expect(bench.emulator.sessions.live()).toHaveLength(3);
    expect(up.outputs["deliveryNumber"]).toMatch(/^\+1\d{10}$/);
    expect(up.outputs["pickupPin"]).toMatchObject({ ciphertext: "[secret]" });
    expectNothingPersonal(everythingShown(up), bench);
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

  it("refreshes with one GET for each session, and then finds nothing to do", async () => {
    const up = expectSuccess(await bench.stack.up({ refresh: true, expectNoChanges: true }));
    expect(effects(up)).toEqual({ delivery: "same", pickup: "same", complaint: "same" });
    expect(bench.requests()).toEqual(["GET 200", "GET 200", "GET 200"]);
    expectNothingPersonal(everythingShown(up), bench);
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

  it("creates the new sessions of a replacement before it expires the old ones", async () => {
    expectSuccess(await bench.stack.up());
    expect(bench.requests()).toEqual(["POST 201", "POST 201", "DELETE 200", "DELETE 200"]);
    expect(bench.emulator.sessions.live()).toHaveLength(3);
  });

  it("replaces expired sessions in a plain up, and shows why", async () => {
    bench.advance(7200);
    const up = expectSuccess(await bench.stack.up());
    expect(effects(up)).toEqual({ delivery: "replace", pickup: "replace", complaint: "replace" });
    expect(up.steps.map(({ replaceReasons }) => replaceReasons)).toEqual(Array(3).fill(["expiryTime"]));
    expect(up.text).toMatch(/Masking session \S+ will be replaced: it expired 1 h/);
    expect(bench.requests().filter((request) => request === "POST 201")).toHaveLength(3);
    expect(bench.emulator.sessions.live()).toHaveLength(3);
  });

  it("expires every session in a destroy", async () => {
    const destroy = expectSuccess(await bench.stack.destroy());
    expect(bench.requests()).toEqual(["DELETE 200", "DELETE 200", "DELETE 200"]);
    expect(bench.emulator.sessions.live()).toEqual([]);
    expectNothingPersonal(everythingShown(destroy), bench);
  });
});
