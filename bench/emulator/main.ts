import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { Pool } from "undici";

/*
 * How fast the emulator answers with 10,000 sessions stored, and what it holds after each 10,000 of 100,000 requests. It runs in a process
 * of its own; this one sends the requests. With `--data` it writes a data file too.
 */

const SESSIONS = 10_000;
const CONNECTIONS = 20;
const MEASURED = 5_000;
const LONG_RUN = 100_000;

interface Server {
  endpoint: string;
  authId: string;
  authToken: string;
  child: ChildProcess;
}

type Send = (method: "GET" | "POST", at: string, body?: object) => Promise<unknown>;

/** The emulator's own process: says where it listens, and on request what it holds after a collection of garbage. */
async function serve(data: string | undefined): Promise<void> {
  const emulator: Emulator = await startEmulator(data === undefined ? {} : { data });
  process.on("message", () => {
    globalThis.gc?.();
    process.send?.(process.memoryUsage().heapUsed);
  });
  // Ends with whoever measures, however that ends.
  process.on("disconnect", () => void emulator.close());
  const { endpoint, authId, authToken } = emulator;
  process.send?.({ endpoint, authId, authToken });
}

async function startServer(data: string | undefined): Promise<Server> {
  const parameters = data === undefined ? ["serve"] : ["serve", data];
  const child = fork(fileURLToPath(import.meta.url), parameters, { execArgv: ["--expose-gc"] });
  const [where] = (await once(child, "message")) as [Omit<Server, "child">];
  return { ...where, child };
}

async function heapOf({ child }: Server): Promise<string> {
  const answer = once(child, "message");
  child.send("heap");
  const [bytes] = (await answer) as [number];
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

function sender(pool: Pool, { authId, authToken }: Server): Send {
  const authorization = `Basic ${Buffer.from(`${authId}:${authToken}`).toString("base64")}`;
  const headers = { authorization, "content-type": "application/json" };
  return async (method, at, body) => {
    const answer = await pool.request({
      method,
      path: `/v1/Account/${authId}/Masking/Session${at}`,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (answer.statusCode >= 300) throw new Error(`${method} ${at} answered ${answer.statusCode}`);
    return answer.body.json();
  };
}

/** Does a piece of work so often, over all connections at once. */
async function repeat(count: number, work: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
}

async function measure(name: string, work: (index: number) => Promise<unknown>): Promise<void> {
  const begin = performance.now();
  await repeat(MEASURED, work);
  const seconds = (performance.now() - begin) / 1000;
  console.log(`${name.padEnd(34)} ${Math.round(MEASURED / seconds)} requests per second`);
}

function parties(index: number): { first_party: string; second_party: string } {
  const digits = String(index).padStart(7, "0");
  return { first_party: `+1202${digits}`, second_party: `+1303${digits}` };
}

async function run(server: Server): Promise<void> {
  const pool = new Pool(server.endpoint, { connections: CONNECTIONS });
  const send = sender(pool, server);
  const made: string[] = [];
  const create = async (index: number) => {
    const { session_uuid } = (await send("POST", "", { ...parties(index), session_expiry: 86_400 })) as {
      session_uuid: string;
    };
    made.push(session_uuid);
  };
  const get = (index: number) => send("GET", `/${made[index % made.length]}`);
  await repeat(SESSIONS - MEASURED, create);
  await measure("create, up to 10,000 sessions", (index) => create(SESSIONS - MEASURED + index));
  await measure("get", get);
  await measure("list, first page", () => send("GET", "/"));
  await measure("list, first page of the active", () => send("GET", "/?status=active"));
  await measure("list, by both parties", (index) => {
    const { first_party, second_party } = parties(index);
    return send("GET", `/?${new URLSearchParams({ first_party, second_party }).toString()}`);
  });
  await measure("update", (index) => send("POST", `/${made[index % made.length]}`, { ring_timeout: 30 }));
  console.log(`heap with ${made.length} sessions: ${await heapOf(server)}`);
  for (let sent = 10_000; sent <= LONG_RUN; sent += 10_000) {
    await repeat(10_000, get);
    console.log(`heap after ${sent} more requests: ${await heapOf(server)}`);
  }
  await pool.close();
}

async function main(withData: boolean): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "masking-bench-"));
  const server = await startServer(withData ? path.join(folder, "state.json") : undefined);
  try {
    await run(server);
  } finally {
    server.child.kill();
    await once(server.child, "exit");
    await rm(folder, { recursive: true });
  }
}

const [task, data] = process.argv.slice(2);
await (task === "serve" ? serve(data) : main(task === "--data"));
