import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { descendants, isCli, isGone, isProvider, processTable, type Process } from "../../tools/engine/processes.ts";

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
  let stopped = false;
  const look = async () => {
    const table = await processTable();
    const root = table.find((process) => process.pid === pid);
    if (root === undefined) return;
    const seen = [root, ...descendants(root, table)].map((process) => note(peak, process, root));
    await Promise.all(seen);
  };
  const watching = (async () => {
    while (!stopped) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, interval));
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      await watching;
      return peak;
    },
  };
}

async function note(peak: PeakMemory, process: Process, root: Process): Promise<void> {
  const kind = kindOf(process, root);
  if (kind === undefined) return;
  const bytes = await memoryOf(process.pid);
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
