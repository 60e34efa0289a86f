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

/** Runs the command from its sources, in this process. */
export async function runCommand(
  parameters: readonly string[],
  { environment, folder = process.cwd(), input = "", isTTY = false }: CommandInProcessOptions,
): Promise<Written> {
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
  const exitCode = await main(parameters, { stdin, stdout, stderr, environment, folder, interruption });
  return { exitCode, ...written };
}
