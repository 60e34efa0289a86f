import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { signCallback } from "../../../provider/callbacks/index.ts";
import { startReceiver, type Receiver } from "../../../examples/webhook-receiver/receiver.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import { attributesOf, token } from "./bench.ts";

/** In the last minute, because the receiver rejects events older than a day. */
const minute = new Date(Date.now() - 60_000).toISOString().slice(0, 16);
const now = (number: number, more: Readonly<Record<string, string>> = {}) =>
  attributesOf(number, { EventTimestamp: `${minute.replace("T", " ")}:0${number} +0000 UTC`, ...more });

const caller = { From: "12025550199", To: "" };
const pin = { EventName: "SessionPinAuthenticationStatus", ...caller };

/** A call from an unknown phone: a wrong PIN, then the right one. */
const call = [
  now(1, { ...pin, PinAuthenticationStatus: "failed", PinRetryCounter: "1" }),
  now(2, { ...pin, PinAuthenticationStatus: "success", PinRetryCounter: "1" }),
  now(3, { From: caller.From }),
  now(4, { EventName: "SessionSecondPartyAnswer", From: caller.From }),
  now(5, {
    EventName: "SessionPartiesHangup",
    From: caller.From,
    Duration: "60",
    Amount: "0.0100",
    PlivoHangupCause: "Normal Hangup",
  }),
];

const printed = [
  `${minute}:01Z  #1  SessionPinAuthenticationStatus  •••99 -> ?  PIN: failed  wrong PINs: 1`,
  `${minute}:02Z  #2  SessionPinAuthenticationStatus  •••99 -> ?  PIN: success  wrong PINs: 1`,
  `${minute}:03Z  #3  SessionSecondPartyRing  •••99 -> •••48`,
  `${minute}:04Z  #4  SessionSecondPartyAnswer  •••99 -> •••48`,
  `${minute}:05Z  #5  SessionPartiesHangup  •••99 -> •••48  60 s  cost: 0.0100  Normal Hangup`,
];

async function post(url: string, attributes: Record<string, string>, dialled = url, authToken = token) {
  const { url: _, ...init } = signCallback({ url: dialled, attributes, authToken });
  return (await fetch(url, init)).status;
}

describe("examples/webhook-receiver", () => {
  const lines: string[] = [];
  let receiver: Receiver;
  beforeEach(async () => {
    lines.length = 0;
    receiver = await startReceiver({ authToken: token, print: (line) => lines.push(line) });
  });
  afterEach(() => receiver.close());

  it("prints a call's events in order, with at most two digits of a number", async () => {
    const [first, second, third, ...rest] = call as [(typeof call)[0], (typeof call)[0], (typeof call)[0]];
    const url = `${receiver.url}/events`;
    await post(url, first);
    await Promise.all([
      post(url, third),
      ...rest.map((attributes) => post(url, attributes)),
      post(url, second),
    ]);
    expect(lines).toEqual(printed);
    expect(lines.join("\n")).not.toMatch(/\d{7}/);
  });

  it("prints recordings, and each event once", async () => {
    const completed = now(1, { EventName: "SessionRecordingCompleted", RecordingDuration: "58" });
    for (let times = 0; times < 3; times += 1) {
      expect(await post(`${receiver.url}/recordings`, completed)).toBe(200);
    }
    expect(lines).toEqual([`${minute}:01Z  #1  SessionRecordingCompleted  •••47 -> •••48  58 s recorded`]);
  });

  it("says what to check if a signature is wrong, and prints nothing of the request", async () => {
    const url = `${receiver.url}/events`;
    expect(await post(url, now(1), url, "another")).toBe(403);
    expect(await post(url, now(1), "https://example.com/events")).toBe(403);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^a request was refused: No signature of the request is valid\. Check .*publicUrl/,
    );
    expect(lines.join("\n")).not.toMatch(/202555014\d/);
  });

  it("verifies the origin that Plivo dials", async () => {
    const public_ = await startReceiver({
      authToken: token,
      publicUrl: "https://example.com",
      print: (line) => lines.push(line),
    });
    expect(await post(`${public_.url}/events`, now(1), "https://example.com/events")).toBe(200);
    expect(await post(`${public_.url}/events`, now(2))).toBe(403);
    await public_.close();
  });

  it("runs as a command, and says which setting is missing", async () => {
    const folder = path.join(repositoryRoot(), "examples", "webhook-receiver");
    const run = (environment: NodeJS.ProcessEnv) =>
      spawn(process.execPath, ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "receiver.ts"], {
        cwd: folder,
        env: {
          ...process.env,
          PLIVO_AUTH_TOKEN: undefined,
          RECEIVER_URL: undefined,
          PORT: "0",
          ...environment,
        },
      });
    const command = run({ PLIVO_AUTH_TOKEN: token });
    const output = createInterface({ input: command.stdout })[Symbol.asyncIterator]();
    const started = ((await output.next()) as { value: string }).value;
    const [, url = ""] = /^Waiting for Plivo's callbacks at (http:\S+)$/.exec(started) ?? [];
    expect(await post(`${url}/events`, call[0] ?? {})).toBe(200);
    expect(((await output.next()) as { value: string }).value).toBe(printed[0]);
    command.kill();
    const without = run({});
    const said = createInterface({ input: without.stderr })[Symbol.asyncIterator]();
    expect(((await said.next()) as { value: string }).value).toMatch(/needs authToken/);
    await once(without, "exit");
    expect(without.exitCode).toBe(1);
  });
});
