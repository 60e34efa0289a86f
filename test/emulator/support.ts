import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator/index.ts";

/** A response of the emulator. */
export interface Answer {
  status: number;
  body: Body;
}

export interface Body {
  readonly [name: string]: Body;
}

/** A text in a body. */
export function text(body: Body | undefined, name: string): string {
  const value: unknown = body?.[name];
  if (typeof value !== "string") throw new TypeError(`${name} is no text`);
  return value;
}

/** Matches any text in an expected body. */
export const someText: unknown = expect.any(String);

export const firstNumber = "+12025550100";
export const secondNumber = "+12025550111";
export const startTime = Date.parse("2026-03-01T10:00:00.000Z");

const running: Emulator[] = [];

/** The test's emulator, in a file that calls `freshEmulator()`. */
export let emulator: Emulator;

/** Starts an emulator before each test of the file and stops it afterwards. */
export function freshEmulator(): void {
  beforeEach(async () => {
    emulator = await start();
  });
  afterEach(stopAll);
}

/** Starts an emulator with a clock that does not advance by itself. `stopAll` stops it. */
export async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ now: () => startTime, ...options });
  running.push(emulator);
  return emulator;
}

export async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
}

async function send(
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answer> {
  const init: RequestInit = { method, headers, redirect: "error" };
  if (body !== undefined) init.body = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(url, init);
  return { status: response.status, body: (await response.json()) as Body };
}

export function basic(authId: string, authToken: string): string {
  return `Basic ${Buffer.from(`${authId}:${authToken}`).toString("base64")}`;
}

/** A request to the API with the account's credentials. `path` follows `.../Masking/Session`. */
export function call(emulator: Emulator, method: string, path = "", body?: unknown): Promise<Answer> {
  const url = `${emulator.endpoint}/v1/Account/${emulator.authId}/Masking/Session${path}`;
  return send(url, method, body, {
    authorization: basic(emulator.authId, emulator.authToken),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  });
}

/** A request without credentials to any path. */
export function plain(
  emulator: Emulator,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return send(emulator.endpoint + path, method, body, headers);
}

/** Creates a session of the two default parties and returns its session_uuid. */
export async function create(emulator: Emulator, more: object = {}): Promise<string> {
  const answer = await call(emulator, "POST", "", {
    first_party: firstNumber,
    second_party: secondNumber,
    ...more,
  });
  if (answer.status !== 201)
    throw new Error(`create answered ${answer.status}: ${text(answer.body, "error")}`);
  return text(answer.body, "session_uuid");
}
