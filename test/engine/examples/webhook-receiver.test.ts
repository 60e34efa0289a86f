import { MaskingClient } from "pulumi-plivo-masking/client";
import { startReceiver, type Receiver } from "../../../examples/webhook-receiver/receiver.ts";
import webhookReceiver from "../../../examples/webhook-receiver/index.ts";
import { everythingShown, expectSuccess, secretConfig, useBench } from "../../support/engine.ts";
import { createElsewhere } from "../../support/elsewhere.ts";
import { missingOutput } from "../../support/example.ts";
import { parties } from "../../support/field-changes.ts";

const { firstParty, secondParty } = parties(0);
const stranger = "+12025550299";

describe("examples/webhook-receiver", () => {
  const config = secretConfig("webhook-receiver", { driver: firstParty, customer: secondParty });
  const bench = useBench({}, { prices: { callMinute: 0.01 }, config });
  let receiver: Receiver;
  const lines: string[] = [];

  beforeAll(async () => {
    const { authToken } = bench.emulator;
    receiver = await startReceiver({ authToken, print: (line) => lines.push(line) });
    bench.stack.setProgram(() => Promise.resolve(webhookReceiver()));
    await bench.stack.setConfig("webhook-receiver:receiverUrl", receiver.url);
    const up = expectSuccess(await bench.stack.up());
    expect(everythingShown(up)).not.toContain(firstParty.slice(1));
  });
  afterAll(() => receiver.close());
  beforeEach(() => {
    lines.length = 0;
  });

  /** A stranger calls the session's number with wrong PINs, then with the right one. Plays the whole call. */
  async function call(...wrong: string[]): Promise<void> {
    const [session] = bench.emulator.sessions.live();
    const pins = [...wrong, String(session?.first_party_pin)];
    bench.emulator.calls.place({ virtualNumber: session?.virtual_number ?? "", from: stranger, pins });
    bench.advance(300);
    await bench.emulator.callbacks.whenSettled();
  }

  it("verifies, orders and prints the events of a call with a wrong and then the right PIN", async () => {
    await call("0");
    const parties = `•••99 -> •••${secondParty.slice(-2)}`;
    expect(lines.map((line) => line.replace(/^\S+Z {2}/, ""))).toEqual([
      "#1  SessionPinAuthenticationStatus  •••99 -> ?  PIN: failed  wrong PINs: 1",
      "#2  SessionPinAuthenticationStatus  •••99 -> ?  PIN: success  wrong PINs: 1",
      `#3  SessionSecondPartyRing  ${parties}`,
      `#4  SessionSecondPartyAnswer  ${parties}`,
      `#5  SessionRecordingInitiated  ${parties}`,
      `#6  SessionFirstPartyHangup  ${parties}  70 s  cost: 0.00000  Normal Hangup`,
      `#7  SessionRecordingCompleted  ${parties}  60 s recorded`,
      `#8  SessionPartiesHangup  ${parties}  130 s  cost: 0.01000  Normal Hangup`,
    ]);
    expect(missingOutput("webhook-receiver", lines.join("\n"))).toEqual([]);
    expect(lines.join("\n")).not.toMatch(/\d{7}/);
    expect(bench.emulator.callbacks.all().map(({ state }) => state)).toEqual(lines.map(() => "delivered"));
  });

  it("gets the call's cost from the client, as in the last event", async () => {
    const client = MaskingClient.fromEnvironment({ environment: bench.emulator.environment });
    const session = await client.get(String(bench.emulator.sessions.live()[0]?.session_uuid));
    await client.close();
    expect(session).toMatchObject({ totalCallCount: 2, totalCallAmount: "0.01", status: "active" });
    expect(session.interaction).toMatchObject([{ duration: 130, totalCallAmount: "0.01", type: "call" }]);
    expect(session.interaction[0]?.recordingResourceUrl).toMatch(/\/Recording\//);
  });

  it("gets the event of the session's expiry", async () => {
    bench.advance(3600);
    await bench.emulator.callbacks.whenSettled();
    expect(lines).toEqual([expect.stringMatching(/ {2}SessionTimeout {2}/)]);
  });

  it("refuses what is signed with another token, and prints no more than why", async () => {
    const other = await startReceiver({ authToken: "another-token", print: (line) => lines.push(line) });
    const id = await createElsewhere(bench.emulator, { ...parties(1), callbackUrl: `${other.url}/events` });
    bench.emulator.callbacks.clear();
    const virtualNumber = bench.emulator.sessions.get(id)?.virtual_number ?? "";
    bench.emulator.calls.place({ virtualNumber, from: parties(1).firstParty });
    bench.advance(300);
    await bench.emulator.callbacks.whenSettled();
    await other.close();
    const told = bench.emulator.callbacks.all();
    expect(told.map(({ attempts }) => attempts.map(({ status }) => status))).toEqual(told.map(() => [403]));
    expect(told.map(({ eventName }) => eventName)).toContain("SessionPartiesHangup");
    expect(new Set(lines).size).toBe(1);
    expect(lines[0]).toMatch(/^a request was refused: No signature of the request is valid\./);
  });
});
