import { readFileSync } from "node:fs";

const pollMs = 500;
const shells = ["sh", "dash", "bash", "ash", "zsh"];

/** A process's name and parent from Linux's /proc. Undefined on other systems, or if it is gone. */
function readProcess(pid: number): { name: string; parent: number } | undefined {
  try {
    const [, name = "", parent = ""] =
      /^\d+ \((.*)\) \S+ (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return { name, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

/** The processes up to npm, which starts a command through a shell. */
function ancestors(): string {
  const parent = readProcess(process.ppid);
  return parent !== undefined && shells.includes(parent.name)
    ? `${process.ppid} ${parent.parent}`
    : `${process.ppid}`;
}

/**
 * Calls back when the npm that started this process is gone. `npx ... & kill $!` ends only npx: npm does not
 * pass the signal on. Without npm it never calls back, since a background command may outlive its shell on
 * purpose. Without /proc it sees only its direct parent.
 */
export function onParentEnd(callback: () => void): void {
  if (process.env["npm_command"] === undefined) return;
  const first = ancestors();
  const poll = setInterval(() => {
    if (ancestors() === first) return;
    clearInterval(poll);
    callback();
  }, pollMs);
  poll.unref();
}
