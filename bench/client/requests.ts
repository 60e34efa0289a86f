import { senders, type SenderName } from "./senders.ts";

/** What the process of one client is told. */
export interface RequestSettings {
  readonly sender: SenderName;
  readonly requests: number;
  readonly concurrency: number;
  /** Sessions that are there. */
  readonly sessions: readonly string[];
}

/** What it tells: for all requests together. */
export interface RequestReport {
  readonly seconds: number;
  /** Of this process: of all processors together. */
  readonly cpuSeconds: number;
}

const { sender, requests, concurrency, sessions } = JSON.parse(process.argv[2] ?? "") as RequestSettings;
const { PLIVO_AUTH_ID: authId, PLIVO_AUTH_TOKEN: authToken, PLIVO_ENDPOINT: endpoint } = process.env;
const get = senders[sender]({
  authId: authId ?? "",
  authToken: authToken ?? "",
  endpoint: endpoint ?? "",
  concurrency,
});

/** So many requests, as many at once as may be. */
async function send(count: number): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < count) await get(sessions[next++ % sessions.length] ?? "");
  };
  await Promise.all(Array.from({ length: concurrency }, one));
}

// Connections are made, and code is compiled.
await send(requests / 10);
const cpu = process.cpuUsage();
const begin = performance.now();
await send(requests);
const seconds = (performance.now() - begin) / 1000;
const { user, system } = process.cpuUsage(cpu);
const report: RequestReport = { seconds, cpuSeconds: (user + system) / 1e6 };
process.stdout.write(JSON.stringify(report));
process.exit();
