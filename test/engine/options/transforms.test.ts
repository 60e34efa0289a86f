import {
  ComponentResource,
  runtime,
  secret,
  type ResourceTransform,
  type ResourceTransformation,
} from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";
import type { Operation } from "../../../tools/engine/index.ts";
import { everythingShown, expectSuccess, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { nameOf, storedSessions, storedIds } from "../../support/stored.ts";

const token = "pulumi-nodejs:dynamic/plivo:MaskingSession";

/** Sets these arguments of every session, be it as a transform or as a transformation. */
const setting =
  (args: object): ResourceTransform & ResourceTransformation =>
  ({ type, props, opts }: { type: string; props: object; opts: object }) =>
    type === token ? { props: { ...props, ...args }, opts } : undefined;

const { secondParty } = parties(99);

/** Sessions that have an argument from their own options, from their component's and from the stack's. */
function transformedProgram() {
  runtime.registerStackTransformation(setting({ callTimeLimit: 600 }));
  const ringing = [setting({ ringTimeout: 21 })];
  new MaskingSession("own", parties(0), { transformations: ringing });
  const parent = new ComponentResource("masking:test:Ride", "ride", {}, { transformations: ringing });
  new MaskingSession("child", parties(1), { parent });
  new MaskingSession("marked", parties(2), {
    transformations: [setting({ secondParty: secret(secondParty) })],
  });
  return Promise.resolve();
}

/** Reserved for fiction, and sent to no API. */
const unmarked = "+442079460958";

/** Sessions for a preview only. Their numbers are unknown then, and the URL is secret. */
function previewedProgram() {
  const { sessionUuid } = new MaskingSession("other", parties(0));
  const args = { firstParty: sessionUuid, secondParty: sessionUuid };
  const callbackUrl = secret("https://example.com/marked");
  const set = [setting({ ringTimeout: 22 })];
  new MaskingSession("byTransformation", { ...args, callbackUrl }, { transformations: set });
  new MaskingSession("byTransform", { ...args, callbackUrl }, { transforms: set });
  const transformations = [setting({ secondParty: unmarked })];
  new MaskingSession("unmarked", args, { transformations });
  new MaskingSession("below", args, {
    parent: new ComponentResource("masking:test:Ride", "marking", {}, { transformations }),
  });
  return Promise.resolve();
}

/** The parts of a preview's text, by session. */
function bySession(text: string): Record<string, string> {
  const parts = text.split("[urn=").map((part) => [/MaskingSession::(\w+)\]/.exec(part)?.[1] ?? "", part]);
  return Object.fromEntries(parts) as Record<string, string>;
}

describe("transformations and transforms", () => {
  const bench = useBench();
  let shown: Record<string, string>;
  let up: Operation;
  beforeAll(async () => {
    bench.stack.setProgram(previewedProgram);
    shown = bySession(expectSuccess(await bench.stack.preview({ diff: true })).text);
    bench.stack.setProgram(transformedProgram);
    up = expectSuccess(await bench.stack.up());
  });

  it("transformations set arguments like the program itself, for a session, a component and the stack", async () => {
    const ids = await storedIds(bench.stack);
    const sessionOf = (name: string) => bench.emulator.sessions.get(ids[name] ?? "");
    const set = ["own", "child", "marked"].map((name) => [
      sessionOf(name)?.ring_timeout,
      sessionOf(name)?.call_time_limit,
    ]);
    expect(set).toEqual([
      [21, 600],
      [21, 600],
      [45, 600],
    ]);
    expect(sessionOf("marked")?.second_party).toBe(secondParty.slice(1));
  });

  it("transformations that set a number keep it secret, a component's and the stack's only with pulumi.secret", async () => {
    const marked = (await storedSessions(bench.stack)).find((session) => nameOf(session) === "marked");
    for (const kept of [marked?.inputs, marked?.outputs]) {
      expect(kept?.["secondParty"]).toMatchObject({ ciphertext: expect.any(String) as string });
    }
    expect(everythingShown(up)).not.toContain(secondParty.slice(1));
    expect(shown["unmarked"]).toMatch(/secondParty\s*: \[secret\]/);
    expect(shown["below"]).toContain(unmarked);
  });

  it("transforms set arguments too, but in an inline program show what is secret, even what they do not set", () => {
    expect(shown["byTransformation"]).toMatch(/callbackUrl\s*: \[secret\]/);
    expect(shown["byTransform"]).toMatch(/callbackUrl\s*: "https:\/\/example\.com\/marked"/);
    expect(shown["byTransformation"]).toMatch(/ringTimeout\s*: 22/);
    expect(shown["byTransform"]).toMatch(/ringTimeout\s*: 22/);
  });
});
