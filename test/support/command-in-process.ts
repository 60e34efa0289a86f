import { once } from "node:events";
import { PassThrough, Readable } from "node:stream";
import type { Clock } from "../../provider/common/clock.ts";
import { main } from "../../provider/command/main.ts";
import { capture } from "../../tools/leaks/record.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** How the command has ended. */
export interface Ended {
  /** null: a signal has ended its process. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  /** The only variables that the command sees, PATH aside. */
  readonly environment: Readonly<Record<string, string>>;
  /** Default: the repository's. */
  readonly folder?: string;
  readonly input?: string;
  /** It is asked to show personal data: then nothing is kept for the search for leaks. */
  readonly reveals?: boolean;
  /** Whether the input and both outputs are terminals. Default: false. */
  readonly isTTY?: boolean;
  /** Default: a clock of its own, which passes by itself. */
  readonly clock?: Clock;
}

/** The command under way. */
export interface Running {
  readonly ended: Promise<Ended>;
  /** Ctrl-C, once. */
  interrupt(): void;
  /** Resolves once this has been shown on stderr, or on stdout. */
  said(words: string, where?: "stderr" | "stdout"): Promise<void>;
}

/** Starts the command from its sources, in this process. */
export function startCommand(parameters: readonly string[], options: CommandOptions): Running {
  const { folder = repositoryRoot(), input = "", isTTY = false, clock = VirtualClock.passing() } = options;
  const { PATH = "" } = process.env;
  const written = { stdout: "", stderr: "" };
  const output = (name: keyof typeof written) => {
    const stream = Object.assign(new PassThrough(), { isTTY });
    stream.on("data", (chunk: Buffer) => {
      written[name] += chunk.toString();
    });
    return stream;
  };
  const [stdout, stderr] = [output("stdout"), output("stderr")];
  const stdin = Object.assign(Readable.from([input]), { isTTY });
  const interruption = new AbortController();
  const environment = { PATH, ...options.environment };
  const io = { stdin, stdout, stderr, environment, clock, folder, interruption };
  return {
    ended: main(parameters, io).then((exitCode) => {
      if (options.reveals !== true) capture("text", `${written.stdout}${written.stderr}`);
      return { exitCode, ...written };
    }),
    interrupt: () => interruption.abort(),
    said: async (words, where = "stderr") => {
      // One that is not said, the test's time limit ends.
      while (!written[where].includes(words)) await once(io[where], "data");
    },
  };
}

/** Runs the command from its sources, in this process. */
export function runCommand(parameters: readonly string[], options: CommandOptions): Promise<Ended> {
  return startCommand(parameters, options).ended;
}
