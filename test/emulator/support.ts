import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
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
export const parties = { first_party: firstNumber, second_party: secondNumber };
export const startTime = Date.parse("2026-03-01T10:00:00.000Z");

const closers: (() => unknown)[] = [];

/** Calls `close` after the test, before what was opened earlier is closed. */
export function closeAfterTest(close: () => unknown): void {
  closers.push(close);
}

/** Closes what the test has opened, the latest first. */
export async function closeAll(): Promise<void> {
  while (closers.length > 0) await closers.pop()?.();
}

afterEach(closeAll);

/** The test's emulator, in a file that calls `freshEmulator()`. */
export let emulator: Emulator;

/** Starts an emulator before each test of the file. */
export function freshEmulator(): void {
  beforeEach(async () => {
    emulator = await start();
  });
}

/** Starts an emulator with a clock that does not advance by itself, until the end of the test. */
export async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ now: () => startTime, ...options });
  closeAfterTest(() => emulator.close());
  return emulator;
}

/** Advances the clock and waits until all callbacks are sent. */
export async function advance({ clock, callbacks }: Emulator, seconds: number): Promise<void> {
  clock.advance(seconds);
  await callbacks.whenSettled();
}

/** Creates a folder and deletes it after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "masking-emulator-"));
  closeAfterTest(() => rm(folder, { recursive: true }));
  return folder;
}

/** The path of the test's data file, in a file that calls `freshDataFile()`. */
export let dataFile: string;

/** Creates a folder for a data file before each test of the file. */
export function freshDataFile(): void {
  beforeEach(async () => {
    dataFile = path.join(await temporaryFolder(), "state.json");
  });
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

/** An emulator of this process or another one. */
export type Address = Pick<Emulator, "endpoint" | "authId" | "authToken">;

/** The path of an account's sessions. */
export function collectionPath({ authId }: Address): string {
  return `/v1/Account/${authId}/Masking/Session`;
}

/** A request to the API with the account's credentials. `path` follows `.../Masking/Session`. */
export function call(emulator: Address, method: string, path = "", body?: unknown): Promise<Answer> {
  return send(emulator.endpoint + collectionPath(emulator) + path, method, body, {
    authorization: basic(emulator.authId, emulator.authToken),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  });
}

/** A request without credentials to any path. */
export function plain(
  emulator: Address,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return send(emulator.endpoint + path, method, body, headers);
}

/** Creates a session of the two default parties and returns its session_uuid. */
export async function create(emulator: Address, more: object = {}): Promise<string> {
  const answer = await call(emulator, "POST", "", { ...parties, ...more });
  if (answer.status !== 201)
    throw new Error(`create answered ${answer.status}: ${text(answer.body, "error")}`);
  return text(answer.body, "session_uuid");
}
