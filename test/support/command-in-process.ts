import { once } from "node:events";
import { PassThrough, Readable } from "node:stream";
import { main } from "../../provider/command/main";

/** What the command has written. */
export interface Written {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandInProcessOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly input?: string;
  /** Whether the input and both outputs are terminals. Default: false. */
  readonly isTTY?: boolean;
}

/** The command under way. */
export interface RunningInProcess {
  readonly ended: Promise<Written>;
  /** Ctrl-C, once. */
  interrupt(): void;
  /** Resolves once this has been shown on stderr, or on stdout. */
  said(words: string, where?: "stderr" | "stdout"): Promise<void>;
}

/** Starts the command from its sources, in this process. */
export function startCommand(
  parameters: readonly string[],
  { environment, folder = process.cwd(), input = "", isTTY = false }: CommandInProcessOptions,
): RunningInProcess {
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
  const io = { stdin, stdout, stderr, environment, folder, interruption };
  return {
    ended: main(parameters, io).then((exitCode) => ({ exitCode, ...written })),
    interrupt: () => {
      interruption.abort();
    },
    said: async (words, where = "stderr") => {
      // One that is not said, the test's time limit ends.
      while (!written[where].includes(words)) await once(io[where], "data");
    },
  };
}

/** Runs the command from its sources, in this process. */
export function runCommand(
  parameters: readonly string[],
  options: CommandInProcessOptions,
): Promise<Written> {
  return startCommand(parameters, options).ended;
}
