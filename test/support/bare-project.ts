import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { startEmulator, type Emulator, type EmulatorOptions } from "plivo-masking-emulator";
import { environmentOf } from "../../tools/engine/environment.ts";
import { createStackFolder } from "../../tools/engine/folder.ts";
import { capture } from "../../tools/leaks/record.ts";
import { variablesIn } from "./engine-variables.ts";
import { filesBelow } from "./files.ts";
import { servePlugin } from "./serve-plugin.ts";
import { takeRequests } from "./requests.ts";

/** The output of a command. */
export interface Printed {
  readonly exitCode: number;
  /** What it printed, its errors last. */
  readonly text: string;
}

interface BareProjectOptions extends EmulatorOptions {
  /** Folders with language hosts, first on PATH. */
  readonly hosts?: readonly string[];
  /** The files of the project, by name; `Pulumi.yaml` among them. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * A project for the bare `pulumi` command, with an emulator. The plugin's service in this process is its
 * provider. Its stack is `dev`.
 */
export class BareProject {
  readonly emulator: Emulator;
  readonly folder: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #closeService: () => void;

  private constructor(
    emulator: Emulator,
    folder: string,
    environment: NodeJS.ProcessEnv,
    closeService: () => void,
  ) {
    this.emulator = emulator;
    this.folder = folder;
    this.#environment = environment;
    this.#closeService = closeService;
  }

  static async open({ hosts = [], files, ...options }: BareProjectOptions): Promise<BareProject> {
    const emulator = await startEmulator(options);
    const { variables, close } = await servePlugin(emulator, emulator.environment);
    const folder = await createStackFolder();
    const engine = await variablesIn(folder);
    const environment = environmentOf({
      ...emulator.environment,
      ...engine,
      ...variables,
      PATH: [...hosts, engine["PATH"]].join(path.delimiter),
    });
    const project = new BareProject(emulator, folder, environment, close);
    for (const [name, text] of Object.entries(files)) await project.write(name, text);
    await project.succeed("stack init dev");
    return project;
  }

  write(name: string, text: string): Promise<void> {
    return writeFile(path.join(this.folder, name), text);
  }

  read(name: string): Promise<string> {
    return readFile(path.join(this.folder, name), "utf8");
  }

  /** Runs `pulumi` with these words, which are separated by blanks. */
  pulumi(words: string): Promise<Printed> {
    return this.run("pulumi", words.split(" "));
  }

  /** Runs `pulumi`. @returns what it printed. @throws Error if it fails. */
  async succeed(words: string): Promise<string> {
    const { exitCode, text } = await this.pulumi(words);
    if (exitCode !== 0) throw new Error(`pulumi failed:\n${text}`);
    return text;
  }

  /** Runs a command in the project. The leak search gets its output and the state. */
  async run(command: string, parameters: readonly string[]): Promise<Printed> {
    const {
      stdout,
      stderr,
      code = 0,
    } = await promisify(execFile)(command, parameters, { cwd: this.folder, env: this.#environment }).then(
      (printed: { stdout: string; stderr: string; code?: unknown }) => printed,
      (error: unknown) => error as { stdout: string; stderr: string; code?: unknown },
    );
    if (typeof code !== "number") throw new Error(`${command} could not be started: ${String(code)}`);
    const text = `${stdout}${stderr}`;
    capture("text", text);
    capture("state", await this.#state());
    return { exitCode: code, text };
  }

  /** The stack's state on disk. Empty if there is none yet. */
  async #state(): Promise<string> {
    const stacks = path.join(this.folder, "backend", ".pulumi", "stacks");
    return existsSync(stacks) ? filesBelow(stacks, "dev.json") : "";
  }

  /** Every version of the state in the backend. */
  history(): Promise<string> {
    return filesBelow(path.join(this.folder, "backend", ".pulumi"), ".json");
  }

  /** The API requests since the last call, as "METHOD status", in order. */
  requests(): string[] {
    return takeRequests(this.emulator);
  }

  async close(): Promise<void> {
    this.#closeService();
    await this.emulator.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
