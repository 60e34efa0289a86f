import * as pulumi from "@pulumi/pulumi";
import type { MaskingSessionArgs } from "pulumi-plivo-masking";
import type { PreviewDigest, Program } from "../../../tools/engine/index.ts";
import { noteValuesOf } from "../../support/leaks/values.ts";
import { everythingShown, expectSuccess, sessionClasses, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { readableDiff, readableDigest } from "../../support/readable.ts";
import { hosts, type Host } from "../../support/stand-in/hosts.ts";
import { storedIds } from "../../support/stored.ts";

const day = { sessionExpiry: 86_400 };
const single = { ...day, createSessionWithSingleParty: true };
const renewing = { sessionExpiry: 21_600, renewBefore: 14_400 };
const withPins = {
  ...day,
  isPinAuthenticationRequired: true,
  pinPromptPlay: "https://media.example.com/prompt.mp3",
  firstPartyPin: "48217036",
  secondPartyPin: "90356172",
};
const url = (password: string) => `https://plivo:${password}@example.com/events`;

type Declared = MaskingSessionArgs | undefined;

/**
 * Age of the sessions in seconds: the short ones expired 2 h 14 min ago, and the renewed one has 2 h 45 min
 * left.
 */
const age = 11_642;

/** One session for each kind of change, before and after it. `number` is an output of another resource. */
function kinds(number: pulumi.Input<string>): Record<string, readonly [before: Declared, after: Declared]> {
  const callbackUrl = pulumi.interpolate`https://example.com/${number}`;
  const unknownCallerPlay = pulumi.interpolate`https://media.example.com/${number}.mp3`;
  return {
    unchanged: [day, { ...day, geomatch: true }],
    updated: [
      { ...day, ringTimeout: 30 },
      { ...day, ringTimeout: 40 },
    ],
    setBackToDefault: [{ ...day, record: true }, day],
    noLongerManaged: [{ ...day, ringTimeout: 30 }, day],
    ownArgumentAlone: [day, { ...day, onExpiry: "ignore" }],
    replaced: [day, { ...day, geomatch: false }],
    expired: [{ sessionExpiry: 3600 }, { sessionExpiry: 3600 }],
    expiredAndChanged: [{ sessionExpiry: 3600 }, { sessionExpiry: 3600, ringTimeout: 40 }],
    renewed: [renewing, renewing],
    renewedAndChanged: [renewing, { ...renewing, ringTimeout: 40 }],
    secretUpdated: [single, { ...single, secondParty: "+12025550388" }],
    secretReplaced: [withPins, { ...withPins, firstPartyPin: "48217037" }],
    secretUrl: [
      { ...day, callbackUrl: url("before-secret") },
      { ...day, callbackUrl: url("after-secret") },
    ],
    unknownUpdated: [
      { ...day, callbackUrl: "https://example.com/none" },
      { ...day, callbackUrl },
    ],
    unknownReplaced: [day, { ...day, unknownCallerPlay }],
    ended: [day, undefined],
  };
}

/** Declares the sessions one by one, so the engine's order is the same in each run. */
function program(host: Host, side: "before" | "after"): Program {
  return async () => {
    const created = side === "after" ? await declare(host, "created", { ...parties(50), ...day }) : undefined;
    const number = created?.virtualNumber.apply(String) ?? "none";
    for (const [index, [name, [before, after]]] of Object.entries(kinds(number)).entries()) {
      const args = side === "before" ? before : after;
      if (args !== undefined) await declare(host, name, { ...parties(index), ...args });
    }
    return {};
  };
}

async function declare(host: Host, name: string, args: MaskingSessionArgs) {
  const session = new sessionClasses[host](name, args);
  const known = Object.entries(args).filter(([, value]) => !pulumi.Output.isInstance(value));
  noteValuesOf(Object.fromEntries(known));
  await new Promise((resolve) => session.urn.apply(resolve));
  return session;
}

/** Makes durations independent of how long the engine takes. */
function fixDurations(text: string): string {
  return text
    .replace(/expired 2 h 1\d min ago/g, "expired 2 h 14 min ago")
    .replace(/ends in 2 h 4\d min/g, "ends in 2 h 45 min");
}

describe.each(hosts)("what a preview prints for every kind of change on the %s host", (host) => {
  const bench = useBench({}, { host });
  let ids: [name: string, id: string][];
  beforeAll(async () => {
    // Creates the sessions in the past. A clock ahead of the machine's would add a line of the provider to
    // each preview.
    bench.emulator.clock.set(Date.now() - age * 1000);
    bench.stack.setProgram(program(host, "before"));
    expectSuccess(await bench.stack.up());
    ids = Object.entries(await storedIds(bench.stack));
    bench.emulator.clock.advance(age);
    bench.stack.setProgram(program(host, "after"));
    bench.requests();
  });

  async function preview(options: { diff?: boolean; json?: boolean }) {
    const operation = expectSuccess(await bench.stack.preview(options));
    expect(everythingShown(operation)).not.toMatch(/20255501|20255502|20255503|4821703|9035617|-secret/);
    expect(bench.requests()).toEqual([]);
    return operation;
  }

  /** Replaces each session's id by the resource's name. */
  const withNames = (text: string) =>
    ids.reduce((result, [name, id]) => result.replaceAll(id, `{${name}}`), fixDurations(text));

  const digestWithNames = (digest: PreviewDigest) =>
    JSON.parse(withNames(JSON.stringify(digest))) as PreviewDigest;

  // In text, Pulumi shows a plugin's lines in no fixed order.
  if (host === "dynamic") {
    it("as text with full differences", async () => {
      expect(readableDiff(withNames((await preview({ diff: true })).text))).toMatchSnapshot();
    });
  } else {
    it("as JSON", async () => {
      expect(readableDigest(digestWithNames((await preview({ json: true })).json ?? {}))).toMatchSnapshot();
    });
  }
});
