import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { defaultAuthId, defaultAuthToken } from "./domain/account";
import { shapes, type Shape } from "./domain/response-shapes";
import { readSwitches } from "./domain/read-switches";
import type { EmulatorOptions } from "./emulation/options";
import { readProfile } from "./emulation/profile";
import { onParentEnd } from "./parent-process";
import { accessLine } from "./server/access-log";
import { startEmulator, type Emulator } from "./start";

interface CommandOptions {
  port: number;
  host?: string;
  allowHost?: string[];
  authId: string;
  authToken: string;
  shape?: Shape;
  lenient?: true;
  controls: boolean;
  rateLimit?: true;
  latency: number;
  sessionPrice: number;
  minutePrice: number;
  allowRemoteCallbacks?: true;
  data?: string;
  quiet?: true;
  json?: true;
  profile?: string;
  switch?: Record<string, string>;
}

/** A parser of whole numbers from 0 to `max`. */
function parseWholeNumber(max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value > max) throw new InvalidArgumentError(`It should be 0 to ${max}.`);
    return value;
  };
}

function parseAmount(text: string): number {
  if (!/^\d{1,6}(\.\d{1,5})?$/.test(text))
    throw new InvalidArgumentError("It should be 0 or more, with at most five decimals.");
  return Number(text);
}

/** Adds `name=value` to the switches so far. */
function parsePosition(text: string, chosen: Record<string, string> = {}): Record<string, string> {
  const [name = "", value = ""] = text.split("=", 2);
  const all = { ...chosen, [name]: value };
  try {
    readSwitches(all);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : "");
  }
  return all;
}

function packageVersion(): string {
  const text = readFileSync(join(__dirname, "..", "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

function announce(emulator: Emulator, { controls, data, json }: CommandOptions): void {
  if (json) {
    console.log(JSON.stringify({ endpoint: emulator.endpoint, environment: emulator.environment }));
    return;
  }
  const lines = Object.entries(emulator.environment).map(([name, value]) => `export ${name}=${value}`);
  const about = [
    `Plivo masking emulator listening on ${emulator.endpoint}`,
    ...(controls ? [`Console: ${emulator.endpoint}/`] : []),
    ...(data === undefined ? [] : [`Data file: ${data} (sessions: ${emulator.sessions.all().length})`]),
  ];
  console.log(`${about.join("\n")}\n\n${lines.join("\n")}`);
}

/** Writes the access log to stdout. If the reader closes it, the emulator keeps running. */
function accessLog({ quiet, json }: CommandOptions): Pick<EmulatorOptions, "onAccess"> {
  if (quiet) return {};
  process.stdout.on("error", () => undefined);
  return {
    onAccess: (access) => {
      process.stdout.write(`${json ? JSON.stringify(access) : accessLine(access)}\n`);
    },
  };
}

async function run(options: CommandOptions): Promise<void> {
  const { lenient, rateLimit, sessionPrice, minutePrice, allowHost, profile, ...more } = options;
  const { switch: chosen, ...rest } = more;
  const emulator = await startEmulator({
    ...rest,
    ...accessLog(options),
    allowHosts: allowHost ?? [],
    switches: readSwitches({ ...(profile === undefined ? {} : readProfile(profile)), ...chosen }),
    ...(lenient ? { strict: false } : {}),
    rateLimit: rateLimit ?? false,
    prices: { session: sessionPrice, callMinute: minutePrice },
  });
  const stop = () => {
    emulator.close().catch(fail);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  onParentEnd(stop);
  // Announce last: a script that reads this may stop the emulator at once.
  announce(emulator, options);
}

function fail(error: unknown): void {
  console.error(`plivo-masking-emulator: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

const command = new Command("plivo-masking-emulator")
  .description("Simulates Plivo's Masking Session API on this machine.")
  .version(packageVersion())
  .option("--port <port>", "port to listen on; 0 takes any free one", parseWholeNumber(65_535), 4010)
  .option("--host <address>", "address to listen on, such as 0.0.0.0 in a container (default: 127.0.0.1)")
  .option("--allow-host <name...>", "additional host names in requests, such as api.plivo.com")
  .option("--auth-id <id>", "the account's auth ID", defaultAuthId)
  .option("--auth-token <token>", "the account's auth token", defaultAuthToken)
  .addOption(new Option("--shape <shape>", "the shape of responses").choices(shapes))
  .option("--lenient", "ignore unknown parameters instead of refusing them")
  .option("--switch <name=value>", "answer an open question of docs/emulator.md; repeatable", parsePosition)
  .option("--profile <file>", "the switches that a probe found")
  .option("--no-controls", "serve neither controls nor console")
  .option("--rate-limit", "respond with 429 above 300 requests in 5 seconds")
  .option("--latency <ms>", "milliseconds added to each response", parseWholeNumber(600_000), 0)
  .option("--session-price <amount>", "price of a session", parseAmount, 0)
  .option("--minute-price <amount>", "price of a billed minute", parseAmount, 0)
  .option("--allow-remote-callbacks", "send callbacks to other machines too")
  .option("--data <file>", "keep sessions, clock and pool in this file")
  .option("--quiet", "print no access log")
  .option("--json", "print endpoint and requests as lines of JSON")
  .action(run);

command.parseAsync().catch(fail);
