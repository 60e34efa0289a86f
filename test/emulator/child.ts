import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { closeAfterTest, type Address } from "./support.ts";

const main = resolve(__dirname, "../../emulator/bin/plivo-masking-emulator.js");

/** The built command in its own process, with its variables. */
export interface RunningCommand extends Address {
  child: ChildProcess;
  environment: Record<string, string>;
}

function spawnCommand(
  options: readonly string[],
  errors: "inherit" | "pipe" | "ignore",
  nodeOptions: readonly string[] = [],
): ChildProcess {
  const parameters = [...nodeOptions, main, ...options];
  const child = spawn(process.execPath, parameters, { stdio: ["ignore", "pipe", errors] });
  closeAfterTest(() => child.kill("SIGKILL"));
  return child;
}

/** The command's output up to a match or its end. */
export function runUntil({ child }: Pick<RunningCommand, "child">, match?: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const { stdout } = child;
    const settle = () => {
      stdout?.off("data", read);
      resolve(text);
    };
    const read = (chunk: unknown) => {
      text += String(chunk);
      if (match?.test(text)) settle();
    };
    stdout?.on("data", read).once("end", settle);
  });
}

function readEnvironment(text: string): Record<string, string> {
  const [json] = /^\{"endpoint".*/.exec(text) ?? [];
  if (json !== undefined) return (JSON.parse(json) as { environment: Record<string, string> }).environment;
  const lines = [...text.matchAll(/^export (\w+)=(.+)$/gm)];
  return Object.fromEntries(lines.map(([, name = "", value = ""]) => [name, value]));
}

/** Starts the built command and waits for its three variables. */
export function run(...options: string[]): Promise<RunningCommand> {
  return runWith([], ...options);
}

/** The same with options for Node, such as a module to preload. */
export async function runWith(nodeOptions: readonly string[], ...options: string[]): Promise<RunningCommand> {
  const child = spawnCommand(["--port", "0", ...options], "inherit", nodeOptions);
  const text = await runUntil({ child }, /PLIVO_ENDPOINT.*\n/);
  const environment = readEnvironment(text);
  const {
    PLIVO_ENDPOINT: endpoint = "",
    PLIVO_AUTH_ID: authId = "",
    PLIVO_AUTH_TOKEN: authToken = "",
  } = environment;
  return { child, environment, endpoint, authId, authToken };
}

/** Runs a command that cannot start. Returns its exit code and its errors. */
export async function runFailing(...options: string[]): Promise<{ code: number | null; errors: string }> {
  const child = spawnCommand(options, "pipe");
  let errors = "";
  child.stderr?.on("data", (chunk) => (errors += String(chunk)));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, errors };
}

/** Ends a command by a signal. Returns its exit code or signal. */
export async function end(
  { child }: RunningCommand,
  signal: NodeJS.Signals,
): Promise<number | string | null> {
  const exit = once(child, "exit");
  child.kill(signal);
  const [code, by] = (await exit) as [number | null, string | null];
  return code ?? by;
}
