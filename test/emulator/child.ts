import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { basic, type Answer, type Body } from "./support";

const MAIN = resolve(__dirname, "../../emulator/bin/plivo-masking-emulator.js");
const children: ChildProcess[] = [];

/** The built command in a process of its own, and the variables that lead to it. */
export interface RunningCommand {
  child: ChildProcess;
  environment: Record<string, string>;
}

/** Ends the commands that tests have started. */
export function killAll(): void {
  for (const child of children.splice(0)) child.kill("SIGKILL");
}

function spawnCommand(options: readonly string[], errors: "inherit" | "pipe" | "ignore"): ChildProcess {
  const child = spawn(process.execPath, [MAIN, ...options], { stdio: ["ignore", "pipe", errors] });
  children.push(child);
  return child;
}

/** Runs the built command until it has printed the three variables. */
export async function run(...options: string[]): Promise<RunningCommand> {
  const child = spawnCommand(["--port", "0", ...options], "inherit");
  let text = "";
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    if (/PLIVO_ENDPOINT=.*\n/.test(text)) break;
  }
  const lines = [...text.matchAll(/^export (\w+)=(.+)$/gm)];
  return { child, environment: Object.fromEntries(lines.map(([, name = "", value = ""]) => [name, value])) };
}

/** Runs the built command where it can't start; answers its exit code and what it complained of. */
export async function runRefused(...options: string[]): Promise<{ code: number | null; errors: string }> {
  const child = spawnCommand(options, "pipe");
  let errors = "";
  child.stderr?.on("data", (chunk) => (errors += String(chunk)));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, errors };
}

/** Ends a command by a signal; answers its exit code, or the signal that ended it. */
export async function end(
  { child }: RunningCommand,
  signal: NodeJS.Signals,
): Promise<number | string | null> {
  const exit = once(child, "exit");
  child.kill(signal);
  const [code, by] = (await exit) as [number | null, string | null];
  return code ?? by;
}

/** A request to a command's API with the account's credentials; `path` follows the endpoint. */
export async function ask(
  { environment }: RunningCommand,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const headers: Record<string, string> = {
    authorization: basic(environment["PLIVO_AUTH_ID"] ?? "", environment["PLIVO_AUTH_TOKEN"] ?? ""),
  };
  const init: RequestInit = { method, headers };
  if (body !== undefined) {
    headers["content-type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  const response = await fetch(`${environment["PLIVO_ENDPOINT"]}${path}`, init);
  const text = await response.text();
  return { status: response.status, body: (text === "" ? {} : JSON.parse(text)) as Body };
}
