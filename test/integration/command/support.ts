import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { startEmulator, type Emulator, type EmulatorOptions } from "plivo-masking-emulator";
import { errorEntryAddress } from "../../../provider/common/project-address";
import { capture } from "../../../tools/leaks/record";
import { repositoryRoot } from "../../../tools/repository";
import { startCommand } from "../../support/command-in-process";
import { makeElsewhere } from "../../support/elsewhere";
import { parties } from "../../support/field-changes";

/** How the built command has ended. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  /** Without the line that says that the clock is shifted, as tests shift it. */
  readonly stderr: string;
}

export interface RunOptions {
  /** The only PLIVO_ variables that the command sees. Default: the emulator's. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly input?: string;
  /** It is asked to show personal data: then nothing is kept for the search for leaks. */
  readonly reveals?: boolean;
}

const clockLine = /^PLIVO_CLOCK_OFFSET is set: [^\n]*\n/;
const binary = path.join(repositoryRoot(), "dist", "command", "bin.js");

/** The command under way, without a terminal. */
export interface Running {
  readonly ended: Promise<Ended>;
  /** Ctrl-C, once. */
  interrupt(): void;
  /** Resolves once this has been shown on stderr, or on stdout. */
  said(words: string, where?: "stderr" | "stdout"): Promise<void>;
}

/** A process of the built command. */
export class RunningProcess implements Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  readonly #shown = { stdout: "", stderr: "" };

  constructor(parameters: readonly string[], options: RunOptions) {
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

  async said(words: string, where: "stderr" | "stdout" = "stderr"): Promise<void> {
    const over = new AbortController();
    this.child.once("close", () => {
      over.abort(new Error(`it ended without saying ${words}`));
    });
    while (!this.#shown[where].includes(words)) await once(this.child, "shown", over);
  }

  async #end(reveals: boolean): Promise<Ended> {
    const [exitCode] = (await once(this.child, "close")) as [number | null];
    const { stdout, stderr } = this.#shown;
    if (!reveals) capture("text", `${stdout}${stderr}`);
    return { exitCode, stdout, stderr: stderr.replace(clockLine, "") };
  }
}

/** Mutation testing sets it, since the built command has none of its mutants. */
const runsSources = process.env["MASKING_COMMAND_SOURCES"] === "1";

/** A test of what only a process of its own can do. */
export const itOfProcess = runsSources ? it.skip : it;

/** Starts the built command. */
function startBuilt(parameters: readonly string[], options: RunOptions): Running {
  if (!runsSources) return new RunningProcess(parameters, options);
  const { PATH = "" } = process.env;
  const { environment, folder = repositoryRoot(), input = "", reveals } = options;
  const running = startCommand(parameters, { environment: { PATH, ...environment }, folder, input });
  const ended = running.ended.then(({ exitCode, stdout, stderr }) => {
    if (reveals !== true) capture("text", `${stdout}${stderr}`);
    return { exitCode, stdout, stderr: stderr.replace(clockLine, "") };
  });
  return { ...running, ended };
}

/** Runs the built command to its end. */
export function runBuilt(parameters: readonly string[], options: RunOptions): Promise<Ended> {
  return startBuilt(parameters, options).ended;
}

/** An emulator, and the command against it. */
export interface CommandBench {
  readonly emulator: Emulator;
  /** Makes a session as somebody else does; its parties are those of `parties(index)`. */
  make(index: number, parameters?: Readonly<Record<string, string | number | boolean>>): Promise<string>;
  start(parameters: readonly string[], options?: RunOptions): Running;
  /** For tests of what only a process of its own can do. */
  startProcess(parameters: readonly string[]): RunningProcess;
  run(parameters: readonly string[], options?: RunOptions): Promise<Ended>;
  /** The API's requests so far, as "METHOD status". */
  requests(): string[];
  close(): Promise<void>;
}

export async function openCommand(options: EmulatorOptions = {}): Promise<CommandBench> {
  const emulator = await startEmulator(options);
  const environment = () => {
    const seconds = Math.round((emulator.clock.now() - Date.now()) / 1000);
    const shift = { PLIVO_CLOCK_OFFSET: String(seconds) };
    return { ...emulator.environment, ...(seconds === 0 ? {} : shift) };
  };
  const withAccount = (given: RunOptions = {}) => ({ environment: environment(), ...given });
  return {
    emulator,
    make: (index, parameters = {}) => makeElsewhere(emulator, { ...parties(index), ...parameters }),
    start: (parameters, given) => startBuilt(parameters, withAccount(given)),
    startProcess: (parameters) => new RunningProcess(parameters, withAccount()),
    run: (parameters, given) => runBuilt(parameters, withAccount(given)),
    requests: () => {
      const made = emulator.requests.all().map(({ method, status }) => `${method} ${status}`);
      emulator.requests.clear();
      return made;
    },
    close: () => emulator.close(),
  };
}

/** How the command ends an error's text: its code, and the address of its entry. */
export function addressed(code: string): string {
  return ` [${code}: ${errorEntryAddress(code)}]`;
}

/** What the command prints with --json. */
export function jsonOf({ stdout }: Ended): unknown {
  return JSON.parse(stdout);
}
