import { once } from "node:events";
import { PassThrough, Readable } from "node:stream";
import type { Clock } from "../../provider/common/clock.ts";
import { main } from "../../provider/command/main.ts";
import { capture } from "../../tools/leaks/record.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** The result of the command. */
export interface Ended {
  /** Null if a signal ended its process. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  /** All variables of the command, except PATH. */
  readonly environment: Readonly<Record<string, string>>;
  /** Default: the repository's. */
  readonly folder?: string;
  readonly input?: string;
  /**
   * Whether the command shows personal data on request, so that the leak search gets no output. Default
   * false.
   */
  readonly reveals?: boolean;
  /** Whether the input and both outputs are terminals. Default: false. */
  readonly isTTY?: boolean;
  /** Default: a virtual clock that passes by itself. */
  readonly clock?: Clock;
}

/** A running command. */
export interface Running {
  readonly ended: Promise<Ended>;
  /** Ctrl-C, once. */
  interrupt(): void;
  /** Resolves when this text is on stderr, or on stdout. */
  waitForText(words: string, where?: "stderr" | "stdout"): Promise<void>;
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
    waitForText: async (words, where = "stderr") => {
      // The test's timeout ends this loop if the text never comes.
      while (!written[where].includes(words)) await once(io[where], "data");
    },
  };
}

/** Runs the command from its sources, in this process. */
export function runCommand(parameters: readonly string[], options: CommandOptions): Promise<Ended> {
  return startCommand(parameters, options).ended;
}
