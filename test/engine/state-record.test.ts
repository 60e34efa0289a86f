import * as pulumi from "@pulumi/pulumi";
import { everythingShown, expectSuccess, useBench } from "../support/engine.ts";
import { parties } from "../support/field-changes.ts";
import { nameOf, storedSessions } from "../support/stored.ts";

const url = "https://plivo:hunter2secret@example.com/events";
const base = {
  ...parties(0),
  sessionExpiry: 3600,
  callTimeLimit: 1800,
  ringTimeout: 30,
  callbackUrl: "https://example.com/plivo/events",
  callbackMethod: "POST",
  record: true,
  recordFileFormat: "mp3",
  recordingCallbackUrl: "https://example.com/plivo/recordings",
  recordingCallbackMethod: "POST",
} as const;
const pins = {
  isPinAuthenticationRequired: true,
  firstPartyPin: "48217",
  secondPartyPin: "90356",
  pinPromptPlay: "https://media.example.com/prompt.mp3",
};

describe("what the state keeps of a session", () => {
  const bench = useBench({
    base,
    withPins: { ...base, ...parties(1), ...pins },
    plainUrl: { ...parties(2), callbackUrl: url },
    outputUrl: { ...parties(3), recordingCallbackUrl: pulumi.output(url) },
  });
  let shown: string;
  beforeAll(async () => {
    const up = expectSuccess(await bench.stack.up({ diff: true }));
    expect(up.text).toMatch(/callbackUrl\s*: \[secret\]/);
    shown = everythingShown(up);
  });

  it.each([
    ["base", 2500],
    ["withPins", 3400],
  ])("is at most 2.5 KB, and 3.4 KB with PINs: %s", async (name, limit) => {
    const sessions = await storedSessions(bench.stack);
    const stored = sessions.find((session) => nameOf(session) === name);
    // The engine adds the position in the program's source.
    const record = { ...stored, sourcePosition: undefined, stackTrace: undefined };
    expect(stored).toBeDefined();
    expect(JSON.stringify(record).length).toBeLessThanOrEqual(limit);
  });

  it("has no user and password of a URL in clear, nor does the up, whether it is plain or an output", async () => {
    const state = (await bench.stack.stateFileBytes()).toString("utf8");
    expect(shown + state).not.toContain("hunter2secret");
    expect(bench.emulator.sessions.live().map((session) => session.callback_url)).toContain(url);
  });
});
