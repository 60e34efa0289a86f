import path from "node:path";
import { EmulatorProcess } from "../emulator/process.ts";
import { BenchError } from "../errors.ts";
import { runScript } from "../run-script.ts";
import { sdkEnvironment } from "../rivals/index.ts";
import { declaredSession } from "../rivals/session.ts";
import type { Sample } from "../samples.ts";
import { concurrency, requests } from "./load.ts";
import type { RequestReport, RequestSettings } from "./requests.ts";
import { senderNames, type SenderName } from "./senders.ts";

const script = path.join(import.meta.dirname, "requests.ts");

/** Each client in turn, in a process of its own, against an emulator that answers at once. */
export async function measureClients(round: number, note: (text: string) => void): Promise<Sample[]> {
  const emulator = await EmulatorProcess.start({ latency: 0, limit: false });
  try {
    const sessions = await makeSessions(emulator, 100);
    const order = round % 2 === 0 ? senderNames : senderNames.toReversed();
    const samples: Sample[] = [];
    for (const sender of order) {
      note(`${requests} requests, ${sender}`);
      samples.push(...(await measureClient(sender, sessions, emulator)));
    }
    return samples;
  } finally {
    await emulator.stop();
  }
}

async function measureClient(
  sender: SenderName,
  sessions: readonly string[],
  emulator: EmulatorProcess,
): Promise<Sample[]> {
  const settings: RequestSettings = { sender, requests, concurrency, sessions };
  const environment = { ...emulator.environment, ...(sender === "sdk" ? sdkEnvironment : {}) };
  const { seconds, cpuSeconds } = await runScript<RequestReport>(script, [JSON.stringify(settings)], {
    environment,
  });
  return [
    { of: sender, size: requests, figure: "GET, requests/s", value: requests / seconds },
    {
      of: sender,
      size: requests,
      figure: "GET, processor time, µs a request",
      value: (cpuSeconds / requests) * 1e6,
    },
  ];
}

async function makeSessions({ environment }: EmulatorProcess, count: number): Promise<string[]> {
  const {
    PLIVO_AUTH_ID: authId = "",
    PLIVO_AUTH_TOKEN: authToken = "",
    PLIVO_ENDPOINT: endpoint = "",
  } = environment;
  const authorization = `Basic ${Buffer.from(`${authId}:${authToken}`).toString("base64")}`;
  const headers = { authorization, "content-type": "application/json" };
  const made: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { firstParty, secondParty } = declaredSession(index, 30);
    const body = JSON.stringify({ first_party: firstParty, second_party: secondParty });
    const url = `${endpoint}/v1/Account/${authId}/Masking/Session/`;
    const answer = await fetch(url, { method: "POST", headers, body });
    if (!answer.ok) throw new BenchError(`The emulator made no session: ${answer.status}`);
    made.push(((await answer.json()) as { session_uuid: string }).session_uuid);
  }
  return made;
}
