import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

export type Target = "cli" | "provider" | "both";

export interface Process {
  pid: number;
  parent: number;
  /** The command line, as far as the system shows it. */
  command: string;
}

/**
 * The processes of an operation: the CLI, which contains the engine, and its providers. They are remembered,
 * because the children of a killed CLI lose their parent.
 */
export class OperationProcesses {
  readonly #cli: Process;
  readonly #providers: readonly Process[];

  constructor(cli: Process, providers: readonly Process[]) {
    this.#cli = cli;
    this.#providers = providers;
  }

  async signal(target: Target, signal: NodeJS.Signals): Promise<void> {
    const chosen = target === "provider" ? [] : [this.#cli];
    if (target !== "cli") chosen.push(...this.#providers);
    const table = await processTable();
    for (const { pid } of chosen.filter((process) => isRunning(process, table))) send(pid, signal);
  }

  async runningProviders(): Promise<number[]> {
    const table = await processTable();
    return this.#providers.filter((process) => isRunning(process, table)).map(({ pid }) => pid);
  }
}

/**
 * Finds the processes of this process's operation.
 *
 * @throws Error if there is none.
 */
export async function operationProcesses(): Promise<OperationProcesses> {
  const table = await processTable();
  const cli = table.find(({ parent, command }) => parent === process.pid && isCli(command));
  if (cli === undefined) throw new Error("No operation of the engine is under way in this process.");
  const providers = descendants(cli, table).filter(({ command }) => isProvider(command));
  return new OperationProcesses(cli, providers);
}

/** Sends a signal to a process that may end at any moment. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

export function isCli(command: string): boolean {
  return path.basename(command.split(" ")[0] ?? "") === "pulumi";
}

/**
 * Whether this is the host of dynamic providers or the native plugin, but not the shell or the short run of
 * Node that start it.
 */
export function isProvider(command: string): boolean {
  const [program = "", script = ""] = command.split(" ");
  const scripts = /[/\\](cmd[/\\]dynamic-provider\b|pulumi-resource-plivo$)/;
  return path.basename(program) === "node" && scripts.test(script);
}

function descendants({ pid }: Process, table: readonly Process[]): Process[] {
  const children = table.filter(({ parent }) => parent === pid);
  return children.flatMap((child) => [child, ...descendants(child, table)]);
}

/** The system reuses process IDs, so the command must match too. */
function isRunning({ pid, command }: Process, table: readonly Process[]): boolean {
  return table.some((other) => other.pid === pid && other.command === command);
}

function processTable(): Promise<Process[]> {
  return existsSync("/proc/self/stat") ? processesOfLinux() : processesOfPosix();
}

export async function processesOfLinux(): Promise<Process[]> {
  const folders = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const read = await Promise.all(folders.map((folder) => processOfLinux(folder)));
  return read.filter((process) => process !== undefined);
}

/** Undefined if the process has ended or is a zombie. */
async function processOfLinux(pid: string): Promise<Process | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8");
    // The name, in parentheses, may contain anything.
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z") return undefined;
    return { pid: Number(pid), parent: Number(parent), command: command.replaceAll("\0", " ").trim() };
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

export function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ESRCH";
}

/** Processes from `ps`, for systems without `/proc`. */
export async function processesOfPosix(): Promise<Process[]> {
  const { stdout } = await promisify(execFile)("ps", [
    "-A",
    "-ww",
    "-o",
    "pid=",
    "-o",
    "ppid=",
    "-o",
    "args=",
  ]);
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, command = ""] = /^\s*(\d+)\s+(\d+)\s(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command: command.trim() }];
  });
}
