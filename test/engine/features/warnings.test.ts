import { MaskingSession } from "pulumi-plivo-masking";
import type { Operation } from "../../../tools/engine/index.ts";
import { effects, everythingShown, expectSuccess, programFor, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";

/** The provider's lines about these resources. */
const linesOf = ({ diagnostics }: Operation, ...names: string[]) =>
  diagnostics
    .flatMap(({ message }) => message.trimEnd().split("\n"))
    .filter((line) => names.some((name) => line.startsWith(`${name}: `)));

const twin = /^(?:two: the resource twin|twin: the resource two) has the same two parties\./;

const sessions = Object.fromEntries(
  ["replaced", "forced", "two", "other"].map((name, index) => [name, parties(index)]),
);

function program(sessionExpiry: number) {
  return () => {
    new MaskingSession("replaced", { ...parties(0), geomatch: false });
    const options = { replaceOnChanges: ["ringTimeout"], deleteBeforeReplace: true };
    new MaskingSession("forced", { ...parties(1), ringTimeout: 30 }, options);
    new MaskingSession("two", { ...parties(2), geomatch: false });
    new MaskingSession("twin", { firstParty: "+1 (202) 555-0202", secondParty: "+1 202 555 0102" });
    const callbackUrl = "http://hooks.example.com/events?key=dont-show";
    new MaskingSession("other", { ...parties(3), callbackUrl, sessionExpiry });
    return Promise.resolve();
  };
}

describe("what is allowed, and probably not meant", () => {
  const bench = useBench(sessions, { existing: true });
  let preview: Operation;
  let up: Operation;
  beforeAll(async () => {
    bench.stack.setProgram(program(90_000));
    preview = expectSuccess(await bench.stack.preview());
    // An up would fail for that sessionExpiry.
    bench.stack.setProgram(program(3600));
    up = expectSuccess(await bench.stack.up());
  });

  it("is not a replacement, for which the engine checks one session twice", () => {
    expect(effects(preview)).toMatchObject({ replaced: "replace" });
    expect(linesOf(preview, "replaced")).toEqual([
      expect.stringMatching(/^replaced: .* will be replaced: geomatch changed/),
    ]);
  });

  it("is not a replacement that only the engine demands", () => {
    expect(effects(preview)).toMatchObject({ forced: "replace" });
    expect(linesOf(preview, "forced")).toEqual([]);
  });

  it("is a second session of one pair: preview and up warn once, also if one is replaced", () => {
    for (const operation of [preview, up]) {
      const told = linesOf(operation, "two", "twin").filter((line) => line.includes("the same two parties"));
      expect(told).toEqual([expect.stringMatching(twin)]);
    }
  });

  it("is an http:// callback, and a sessionExpiry on which the documents disagree, without any value", () => {
    const warnings = linesOf(preview, "other");
    expect(warnings).toEqual([
      expect.stringMatching(/^other: sessionExpiry is not from 60 to 86400 seconds\./),
      expect.stringMatching(/^other: callbackUrl starts with http:\/\//),
    ]);
    expect(warnings.join()).not.toContain("dont-show");
  });

  it("is a callback to this machine while the API is elsewhere: a preview warns without credentials", async () => {
    const callbackUrl = "http://localhost:3000/events";
    bench.stack.setProgram(programFor({ local: { ...parties(5), callbackUrl } }));
    bench.stack.setEnvironment({ PLIVO_ENDPOINT: "", PLIVO_AUTH_ID: "", PLIVO_AUTH_TOKEN: "" });
    const preview = expectSuccess(await bench.stack.preview());
    expect(everythingShown(preview)).toContain(
      "local: callbackUrl leads to this machine, which Plivo cannot reach",
    );
  });
});
