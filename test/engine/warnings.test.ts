import { MaskingSession } from "pulumi-plivo-masking";
import type { Operation } from "../../tools/engine/index";
import { declaring, effects, everythingShown, expectSuccess, openBench, type Bench } from "../support/engine";
import { parties } from "../support/field-changes";

/** What the provider says in an operation. */
const lines = ({ diagnostics }: Operation) =>
  diagnostics.flatMap(({ message }) => message.trimEnd().split("\n"));

const twin =
  /^two: the resource one has the same two parties\.|^one: the resource two has the same two parties\./;

describe("what is allowed, and probably not meant", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench({ one: parties(0), two: parties(1) });
    expectSuccess(await bench.stack.up());
  });
  afterAll(() => bench.close());

  it("is not a replacement, for which the engine checks one session twice", async () => {
    bench.stack.setProgram(declaring({ one: { ...parties(0), geomatch: false }, two: parties(1) }));
    const preview = expectSuccess(await bench.stack.preview());
    expect(effects(preview)).toMatchObject({ one: "replace", two: "same" });
    expect(lines(preview)).toEqual([expect.stringMatching(/^one: .* will be replaced: geomatch changed/)]);
  });

  it("is not a replacement that the engine alone demands", async () => {
    bench.stack.setProgram(() => {
      const options = { replaceOnChanges: ["ringTimeout"], deleteBeforeReplace: true };
      new MaskingSession("one", { ...parties(0), ringTimeout: 30 }, options);
      new MaskingSession("two", parties(1));
      return Promise.resolve();
    });
    const preview = expectSuccess(await bench.stack.preview());
    expect(effects(preview)).toMatchObject({ one: "replace" });
    expect(lines(preview)).toEqual([]);
  });

  it("is a second session of one pair, of which preview and up say it once, beside a replacement too", async () => {
    const [first, second] = [parties(0), { firstParty: "+1 (202) 555-0200", secondParty: "+1 202 555 0100" }];
    bench.stack.setProgram(declaring({ one: { ...first, geomatch: false }, two: second, three: parties(2) }));
    for (const operation of [await bench.stack.preview(), await bench.stack.up()]) {
      expectSuccess(operation);
      expect(lines(operation).filter((line) => line.includes("the same two parties"))).toEqual([
        expect.stringMatching(twin),
      ]);
    }
  });

  it("is an http:// callback, and a sessionExpiry on which the documents disagree, without any value", async () => {
    const callbackUrl = "http://hooks.example.com/events?key=dont-show";
    bench.stack.setProgram(
      declaring({ one: { ...parties(0), callbackUrl, sessionExpiry: 90_000 }, two: parties(1) }),
    );
    const preview = expectSuccess(await bench.stack.preview());
    const warnings = lines(preview).filter((line) => !line.includes("will be replaced"));
    expect(warnings).toEqual([
      expect.stringMatching(/^one: sessionExpiry is not from 60 to 86400 seconds\./),
      expect.stringMatching(/^one: callbackUrl starts with http:\/\//),
    ]);
    expect(warnings.join()).not.toContain("dont-show");
  });

  it("is a callback to this machine while the API is elsewhere, which a preview needs no credentials to say", async () => {
    const callbackUrl = "http://localhost:3000/events";
    bench.stack.setProgram(declaring({ one: { ...parties(0), callbackUrl }, two: parties(1) }));
    expect(lines(await bench.stack.preview()).filter((line) => line.includes("callbackUrl"))).toEqual([]);
    bench.stack.setEnvironment({ PLIVO_ENDPOINT: "", PLIVO_AUTH_ID: "", PLIVO_AUTH_TOKEN: "" });
    const preview = expectSuccess(await bench.stack.preview());
    expect(everythingShown(preview)).toContain(
      "one: callbackUrl leads to this machine, which Plivo cannot reach",
    );
  });
});
