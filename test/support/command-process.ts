import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { capture } from "../../tools/leaks/record.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import type { CommandOptions, Ended, Running } from "./command-in-process.ts";

/** The built command. */
export const binary = path.join(repositoryRoot(), "dist", "command", "bin.js");

/** The line about the shifted clock, which tests always shift. */
const clockLine = /^PLIVO_CLOCK_OFFSET is set: [^\n]*\n/;

/** A process of the built command, without a terminal. */
export class CommandProcess implements Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  readonly #shown = { stdout: "", stderr: "" };

  constructor(parameters: readonly string[], options: Omit<CommandOptions, "isTTY" | "clock">) {
    const { PATH = "" } = process.env;
    this.child = spawn(process.execPath, [binary, ...parameters], {
      cwd: options.folder ?? repositoryRoot(),
      env: { PATH, ...options.environment },
      stdio: "pipe",
    });
    for (const name of ["stdout", "stderr"] as const) {
      this.child[name]?.setEncoding("utf8").on("data", (chunk: string) => {
        this.#shown[name] += chunk;
        this.child.emit("shown");
      });
    }
    this.child.stdin?.end(options.input ?? "");
    this.ended = this.#end(options.reveals === true);
  }

  interrupt(): void {
    this.child.kill("SIGINT");
  }

  async waitForText(words: string, where: "stderr" | "stdout" = "stderr"): Promise<void> {
    const over = new AbortController();
    this.child.once("close", () => over.abort(new Error(`it ended without saying ${words}`)));
    while (!this.#shown[where].includes(words)) await once(this.child, "shown", over);
  }

  async #end(reveals: boolean): Promise<Ended> {
    const [exitCode] = (await once(this.child, "close")) as [number | null];
    const { stdout, stderr } = this.#shown;
    if (!reveals) capture("text", `${stdout}${stderr}`);
    return { exitCode, stdout, stderr: stderr.replace(clockLine, "") };
  }
}
