import { createRequire } from "node:module";
import { Pool } from "undici";
import { machineClock, MaskingClient, RequestLimiter } from "pulumi-plivo-masking/client";
import { EmulatorProcess } from "./emulator.ts";
import { ratios, type Row, type Settings } from "./results.ts";
import { declaredSession } from "./rivals/session.ts";

const requestCount = 10_000;
const concurrency = 50;

type Get = (sessionUuid: string) => Promise<unknown>;

/** Reads sessions with this package's client, bare undici and Plivo's SDK, in turn. */
export async function measureClients({ rounds, note }: Settings): Promise<Row[]> {
  const emulator = await EmulatorProcess.start(0, false);
  try {
    const { client, clients } = clientsOf(emulator);
    const uuids: string[] = [];
    for (let index = 0; index < 100; index += 1) {
      const { firstParty, secondParty } = declaredSession(index);
      uuids.push((await client.create({ firstParty, secondParty })).session.sessionUuid);
    }
    const times: Record<string, number[]> = {};
    for (const [name, get] of Object.entries(clients)) {
      note(`warming up ${name}`);
      await send(get, uuids, requestCount / 10);
    }
    for (let round = 1; round <= rounds; round += 1) {
      for (const [name, get] of Object.entries(clients)) {
        note(`round ${round}: ${requestCount} requests by ${name}`);
        (times[name] ??= []).push(await send(get, uuids, requestCount));
      }
    }
    const { client: ours = [], ...baselines } = times;
    return ratios(
      [`processor time of ${requestCount.toLocaleString("en-GB")} reads by the client`, undefined],
      ours,
      baselines,
    );
  } finally {
    await emulator.stop();
  }
}

/** Each client as its users would configure it for this concurrency. */
function clientsOf({ environment }: EmulatorProcess) {
  const {
    PLIVO_AUTH_ID: authId = "",
    PLIVO_AUTH_TOKEN: authToken = "",
    PLIVO_ENDPOINT: endpoint = "",
  } = environment;
  const log = () => undefined;
  // Without the account's rate limit, which would slow all clients equally.
  const limits = { requests: Number.MAX_SAFE_INTEGER, inFlight: concurrency };
  const limiter = new RequestLimiter({ clock: machineClock, log, ...limits });
  const client = new MaskingClient({ authId, authToken, endpoint, limiter, connections: concurrency });
  const clients: Record<string, Get> = {
    client: (sessionUuid) => client.get(sessionUuid),
    "bare undici": bareUndici(authId, authToken, endpoint),
    "Plivo's SDK": vendorSdk(authId, authToken, endpoint),
  };
  return { client, clients };
}

function bareUndici(authId: string, authToken: string, endpoint: string): Get {
  const pool = new Pool(endpoint, { connections: concurrency });
  const authorization = `Basic ${Buffer.from(`${authId}:${authToken}`).toString("base64")}`;
  return async (sessionUuid) => {
    const path = `/v1/Account/${authId}/Masking/Session/${sessionUuid}`;
    const { statusCode, body } = await pool.request({ method: "GET", path, headers: { authorization } });
    await body.text();
    if (statusCode !== 200) throw new Error(`GET responds with ${statusCode}.`);
  };
}

function vendorSdk(authId: string, authToken: string, endpoint: string): Get {
  const require = createRequire(import.meta.url);
  process.env["PLIVO_ENDPOINT"] = endpoint;
  require("./rivals/plain-https.cjs");
  const { Client } = require("plivo") as {
    Client: new (authId: string, authToken: string) => { maskingSession: { getMaskingSession: Get } };
  };
  const { maskingSession } = new Client(authId, authToken);
  return (sessionUuid) => maskingSession.getMaskingSession(sessionUuid);
}

/** Sends `count` requests concurrently and returns the processor time in microseconds. */
async function send(get: Get, uuids: readonly string[], count: number): Promise<number> {
  let next = 0;
  const sendInTurn = async () => {
    while (next < count) await get(uuids[next++ % uuids.length] ?? "");
  };
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: concurrency }, sendInTurn));
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
