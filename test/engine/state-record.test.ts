import * as pulumi from "@pulumi/pulumi";
import type { MaskingSessionArgs } from "pulumi-plivo-masking";
import { everythingShown, expectSuccess, useBench } from "../support/engine.ts";
import { parties } from "../support/field-changes.ts";

/** Bytes of a session's record in state, without what the engine adds about the program's source. */
function recordBytes(resource: Record<string, unknown>): number {
  const { sourcePosition: _, stackTrace: __, ...rest } = resource;
  return Buffer.byteLength(JSON.stringify(rest));
}

describe("what the state keeps of a session", () => {
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
  const url = "https://plivo:hunter2secret@example.com/events";
  const sessions = {
    base,
    withPins,
    plainUrl: { ...parties(0), callbackUrl: url },
    outputUrl: { ...parties(1), recordingCallbackUrl: pulumi.output(url) },
  };
  const bench = useBench(sessions);
  let shown: string;
  beforeAll(async () => {
    const preview = expectSuccess(await bench.stack.preview({ diff: true }));
    expect(preview.text).toMatch(/callbackUrl\s*: \[secret\]/);
    shown = everythingShown(preview) + everythingShown(expectSuccess(await bench.stack.up()));
  });

  it("is at most 2.5 KB, and 3.4 KB with PINs", async () => {
    const { deployment } = (await bench.stack.exportState()) as {
      deployment: { resources: Record<string, unknown>[] };
    };
    const bytesOf = (name: string) =>
      deployment.resources.filter(({ urn }) => String(urn).endsWith(`::${name}`)).map(recordBytes);
    const sizes = [...bytesOf("base"), ...bytesOf("withPins")];
    expect(sizes).toHaveLength(2);
    expect(sizes[0]).toBeLessThanOrEqual(2500);
    expect(sizes[1]).toBeLessThanOrEqual(3400);
  });

  it("has no user and password of a URL in clear, nor do previews, whether it is plain or an output", async () => {
    const state = (await bench.stack.stateFileBytes()).toString("utf8");
    expect(shown + state).not.toContain("hunter2secret");
    expect(bench.emulator.sessions.live().map((session) => session.callback_url)).toContain(url);
  });
});
