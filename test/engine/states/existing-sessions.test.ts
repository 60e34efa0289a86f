import type { MaskingSessionArgs } from "pulumi-plivo-masking";
import { expectSuccess, openBench, type Bench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";

const pins = {
  isPinAuthenticationRequired: true,
  pinPromptPlay: "https://media.example.com/prompt.mp3",
} as const;

const sessions: Record<string, MaskingSessionArgs> = {
  plain: parties(0),
  timed: { ...parties(1), sessionExpiry: 7200, renewBefore: 600, ringTimeout: 30, record: true },
  chosen: { ...parties(2), ...pins, firstPartyPin: "48217036", secondPartyPin: "90356172" },
  generated: { ...parties(3), ...pins, generatePin: true, generatePinLength: 8 },
  hidden: { ...parties(4), callbackUrl: "https://plivo:hidden-word@example.com/events" },
  spelled: { ...parties(5), firstParty: "+1 (202) 555-0105", onExpiry: "ignore" },
};

/** What differs between runs, or names a place in a program. */
const own = new Set(["created", "modified", "sourcePosition", "stackTrace", "id", "provider"]);
const differing = new Set([...own, "sessionUuid", "virtualNumber", "createdTime", "expiryTime"]);

/** The state with its secrets in clear, and the PINs that Plivo chose named. */
async function stateOf({ stack }: Bench): Promise<unknown> {
  const state = await stack.exportState();
  const { resources } = state.deployment as { resources: { urn: string }[] };
  const sorted = resources.toSorted((a, b) => a.urn.localeCompare(b.urn));
  // The stack's resource differs in the program's outputs only.
  const text = JSON.stringify(sorted.filter(({ urn }) => !urn.includes("pulumi:pulumi:Stack::")));
  const named = text.replace(/"plaintext":"\\"\d{8}\\""/g, '"plaintext":"a PIN"');
  return JSON.parse(named, (name, value: unknown) => (differing.has(name) ? undefined : value));
}

describe("the state of sessions that tests create without the engine", () => {
  let created: Bench;
  let existing: Bench;
  beforeAll(async () => {
    created = await openBench(sessions);
    existing = await openBench(sessions, { existing: true });
  });
  afterAll(async () => {
    await created.close();
    await existing.close();
  });

  it("is the state that the engine writes", async () => {
    expectSuccess(await created.stack.up());
    const [expected, state] = [await stateOf(created), await stateOf(existing)];
    expect(JSON.stringify(expected).match(/"plaintext"/g)).toHaveLength(32);
    expect(state).toEqual(expected);
  });
});
