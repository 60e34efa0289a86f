import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { BenchError } from "../errors.ts";
import { watchMemory, type PeakMemory } from "./memory.ts";
import type { OperationReport, OperationSettings } from "./settings.ts";

/** What one operation took. */
export interface Measured {
  readonly seconds: number;
  readonly memory: PeakMemory;
  /** The end of the CLI's output. */
  readonly printed: string;
}

/** An operation that is under way. */
export interface RunningOperation {
  /** Resolves once the CLI is about to start. */
  readonly started: Promise<void>;
  /** Rejects where the operation fails. */
  readonly ended: Promise<Measured>;
  /** Kills the CLI and the program at once, as `kill -9` of their process group does. */
  readonly kill: () => Promise<void>;
}

const script = path.join(import.meta.dirname, "operate.ts");

/** Starts an operation in a process, and a process group, of its own. */
export function startOperation(settings: OperationSettings): RunningOperation {
  const child = fork(script, [JSON.stringify(settings)], { detached: true, silent: true, env: process.env });
  const messages = listen(child);
  const exit = exited(child);
  return {
    started: messages.started,
    ended: outcome(child, messages, exit),
    kill: async () => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      await exit;
    },
  };
}

/** Runs an operation to its end. */
export function runOperation(settings: OperationSettings): Promise<Measured> {
  return startOperation(settings).ended;
}

/** Resolves with the exit code once its messages have come, too. */
async function exited(child: ChildProcess): Promise<number | null> {
  const disconnected = once(child, "disconnect");
  const [code] = (await once(child, "exit")) as [number | null];
  await disconnected;
  return code;
}

interface Messages {
  readonly started: Promise<void>;
  readonly ended: () => (OperationReport & { kind: "ended" }) | undefined;
  /** What it has said of a failure. */
  readonly said: () => string;
}

function listen(child: ChildProcess): Messages {
  let [said, ended]: [string, (OperationReport & { kind: "ended" }) | undefined] = ["", undefined];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (said += text));
  }
  const started = new Promise<void>((resolve) => {
    child.on("message", (report: OperationReport) => {
      if (report.kind === "started") resolve();
      else ended = report;
    });
  });
  return { started, ended: () => ended, said: () => said };
}

async function outcome(
  child: ChildProcess,
  messages: Messages,
  exit: Promise<number | null>,
): Promise<Measured> {
  const watch = watchMemory(child.pid ?? 0);
  const code = await exit;
  const memory = await watch.stop();
  const report = messages.ended();
  if (code !== 0 || report === undefined) {
    throw new BenchError(`An operation of the engine failed (${code ?? "killed"}): ${messages.said()}`);
  }
  return { seconds: report.seconds, printed: report.printed, memory };
}
