import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ResourceTransform } from "@pulumi/pulumi";
import { MaskingSession, type MaskingSessionArgs } from "pulumi-plivo-masking";
import policy from "../../../examples/policy/index.ts";
import { openStack, type EngineStack, type Operation } from "../../../tools/engine/index.ts";
import { effects, everythingShown, expectSuccess, programFor, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";

const policyPacks = [path.join(__dirname, "../../../examples/policy/policy-pack")];

const readme = path.join(__dirname, "../../../examples/policy/README.md");

/** What keeps all rules. */
const allowed: MaskingSessionArgs = {
  sessionExpiry: 3600,
  isPinAuthenticationRequired: true,
  generatePin: true,
  pinPromptPlay: "https://media.example.com/enter-your-pin.mp3",
};

/** A session for each rule that breaks it, by the rule's name. */
const breaking: Record<string, MaskingSessionArgs> = {
  "recordings-are-taken-in": { record: true },
  "callbacks-use-https": { callbackUrl: "http://example.com/events" },
  "sessions-end": { sessionExpiry: 172_800, renewBefore: 3600 },
  "unknown-callers-enter-a-pin": { isPinAuthenticationRequired: false, generatePin: false },
  "no-calls-from-test-stacks": { initiateCallToFirstParty: true, onExpiry: "ignore" },
};

/** The rules that were broken, by the session's name, each with the words after its description. */
function violations({ events }: Operation): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { policyEvent: event } of events) {
    if (event === undefined) continue;
    const name = event.resourceUrn?.split("::").at(-1) ?? "";
    const words =
      event.message
        .replaceAll(/<\{%.*?%\}>/g, "")
        .trim()
        .split("\n")
        .at(-1) ?? "";
    (found[name] ??= []).push(`${event.policyName} (${event.enforcementLevel}): ${words.trim()}`);
  }
  return found;
}

/** The pack is run by the engine itself. */
describe("examples/policy", () => {
  const bench = useBench();
  beforeAll(() => {
    bench.stack.setProgram(() => Promise.resolve(policy()));
  });

  describe("a stack of a review", () => {
    let review: EngineStack;
    let preview: Operation;
    beforeAll(async () => {
      const sessions = Object.entries(breaking).map(([rule, args], index) => {
        const withoutPin = rule === "unknown-callers-enter-a-pin" ? { sessionExpiry: 3600 } : allowed;
        return [rule, { ...parties(70 + index), ...withoutPin, ...args }] as const;
      });
      const { firstParty, secondParty } = parties(80);
      const program = programFor({
        ...Object.fromEntries(sessions),
        "ride +44 20 7946 0000": { firstParty, secondParty, ...allowed },
      });
      const { environment } = bench.emulator;
      review = await openStack({ program, environment, name: "review-7", beside: bench.stack });
      preview = await review.preview({ policyPacks });
    });

    it("may not break a rule: each is named, with what to do, and the preview fails", () => {
      expect(preview.succeeded).toBe(false);
      expect(violations(preview)).toEqual({
        "recordings-are-taken-in": [
          "recordings-are-taken-in (mandatory): Set recordingCallbackUrl, or remove record.",
        ],
        "callbacks-use-https": ["callbacks-use-https (mandatory): callbackUrl must start with https://."],
        "sessions-end": [
          "sessions-end (mandatory): sessionExpiry must be at most 86400 seconds.",
          "sessions-end (mandatory): Remove renewBefore: each `pulumi up` extends such a session.",
        ],
        "unknown-callers-enter-a-pin": [
          "unknown-callers-enter-a-pin (mandatory): Set isPinAuthenticationRequired, and generatePin.",
        ],
        "no-calls-from-test-stacks": [
          "no-calls-from-test-stacks (mandatory): Remove initiateCallToFirstParty.",
        ],
        "ride +44 20 7946 0000": [
          "no-number-in-a-name (mandatory): Name the session after an order or a role.",
        ],
      });
    });

    // A separate preview, because the pack's error ends a preview at once.
    it("may not have a number that the program has unmarked as secret, and does not show it", async () => {
      review.setProgram(() => {
        const transforms: ResourceTransform[] = [
          ({ props, opts }) => ({ props: { ...props, ringTimeout: 22 }, opts }),
        ];
        new MaskingSession("transformed", { ...parties(81), ...allowed }, { transforms });
        return Promise.resolve();
      });
      const lost = await review.preview({ policyPacks });
      expect(lost.text).toContain(
        "firstParty, secondParty must be secret: use transformations, not transforms.",
      );
      expect(everythingShown(lost)).not.toMatch(/1202555\d{4}/);
    });

    it("shows no number, and asks the API nothing", () => {
      expect(everythingShown(preview)).not.toMatch(/1202555\d{4}/);
      expect(bench.requests()).toEqual([]);
    });
  });

  it("lets the example's own program pass", async () => {
    const up = expectSuccess(await bench.stack.up({ policyPacks }));
    expect(effects(up)).toEqual({ delivery: "create" });
    expect(violations(up)).toEqual({});
    expect(up.text).toContain("plivo-masking@v0.0.0");
    expect(bench.requests()).toEqual(["POST 201"]);
  });

  it("prints the README's output, with other limits from a file", async () => {
    const limits = path.join(bench.stack.folder, "limits.json");
    await writeFile(limits, JSON.stringify({ "sessions-end": { maxSeconds: 1800 } }));
    await bench.stack.setConfig("policy:callbackUrl", "http://example.com/events");
    const preview = await bench.stack.preview({ policyPacks, policyPackConfigs: [limits] });
    expect(preview.succeeded).toBe(false);
    expect(violations(preview)).toEqual({
      delivery: [
        "callbacks-use-https (mandatory): callbackUrl must start with https://.",
        "sessions-end (mandatory): sessionExpiry must be at most 1800 seconds.",
      ],
    });
    const [, shown = ""] = /```text\n([^]*?)```/.exec(await readFile(readme, "utf8")) ?? [];
    const printed = preview.text.replace(/\(local: .*\)/, "(local: policy-pack)");
    expect(shown).not.toBe("");
    expect(printed).toContain(shown);
  });
});
