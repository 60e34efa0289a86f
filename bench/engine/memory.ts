import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import {
  descendants,
  isCli,
  isGone,
  isProvider,
  processTable,
  type Process,
} from "../../tools/engine/processes.ts";

/** The processes of an operation. */
export const processKinds = ["program", "CLI", "provider"] as const;
export type ProcessKind = (typeof processKinds)[number];

/** Bytes at most, by process; without those that were never seen. */
export type PeakMemory = Partial<Record<ProcessKind, number>>;

/** Milliseconds between two looks. */
const interval = 250;

/** Watches the process of an operation and what it starts, until it is stopped. */
export function watchMemory(pid: number): { readonly stop: () => Promise<PeakMemory> } {
  const peak: PeakMemory = {};
  const stopped = new AbortController();
  const watching = (async () => {
    let known: Known = new Map();
    while (!stopped.signal.aborted) {
      // The provider's process is the last to start: looking through all processes would cost what is measured here.
      if (!new Set(known.values()).has("provider")) known = await processesOf(pid);
      for (const [process, kind] of known) note(peak, kind, await memoryOf(process));
      await setTimeout(interval);
    }
  })();
  return {
    stop: async () => {
      stopped.abort();
      await watching;
      return peak;
    },
  };
}

/** Kinds by process id. */
type Known = ReadonlyMap<number, ProcessKind>;

async function processesOf(pid: number): Promise<Known> {
  const table = await processTable();
  const root = table.find((process) => process.pid === pid);
  if (root === undefined) return new Map();
  const all = [root, ...descendants(root, table)];
  return new Map(
    all.flatMap((process) => {
      const kind = kindOf(process, root);
      return kind === undefined ? [] : [[process.pid, kind] as const];
    }),
  );
}

function note(peak: PeakMemory, kind: ProcessKind, bytes: number): void {
  if (bytes > (peak[kind] ?? 0)) peak[kind] = bytes;
}

function kindOf({ pid, command }: Process, root: Process): ProcessKind | undefined {
  if (pid === root.pid) return "program";
  if (isCli(command)) return "CLI";
  return isProvider(command) ? "provider" : undefined;
}

/** The peak so far where the system keeps it, else what there is now; 0 of a process that has ended. */
async function memoryOf(pid: number): Promise<number> {
  if (!existsSync("/proc/self/status")) return memoryByPosix(pid);
  try {
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    return Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch (error) {
    if (isGone(error)) return 0;
    throw error;
  }
}

async function memoryByPosix(pid: number): Promise<number> {
  const all = await promisify(execFile)("ps", ["-A", "-o", "pid=,rss="]);
  const line = all.stdout.split("\n").find((text) => Number(text.trim().split(/\s+/)[0]) === pid);
  return Number(line?.trim().split(/\s+/)[1] ?? 0) * 1024;
}
