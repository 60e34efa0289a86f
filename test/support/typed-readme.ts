import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import semver from "semver";
import { environmentOf } from "../../tools/engine/environment.ts";
import { capture } from "../../tools/leaks/record.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { variablesIn } from "./engine-variables.ts";
import { nodeHost } from "./node-host.ts";

const run = promisify(execFile);

/** The README's program, and the blocks below "A program of your own". */
export interface ReadmePage {
  readonly program: string;
  /** One block per terminal and step. */
  readonly terminals: readonly string[];
  /** The shown part of the preview. */
  readonly preview: string;
}

export async function readmePage(): Promise<ReadmePage> {
  const page = await readFile(path.join(repositoryRoot(), "README.md"), "utf8");
  const one = (heading: string, language: string) => {
    const [block, ...others] = codeBlocksUnder(page, heading, language);
    if (block !== undefined && others.length === 0) return block;
    throw new Error(`README.md must have one block of ${language} below "${heading}".`);
  };
  const section = "A program of your own";
  return {
    program: one("The program", "typescript"),
    terminals: codeBlocksUnder(page, section, "console"),
    preview: one(section, "text"),
  };
}

const commandsOf = (terminal = "") =>
  Array.from(terminal.matchAll(/^\$ (.*)$/gm), ([, command = ""]) => command);

/** An `npm install` of the tested versions: a tarball, or the checkout's version. */
function withTestedPackages(command: string, tested: Readonly<Record<string, string>>): string {
  const [, options = "", names = ""] = /^npm install( --save-dev|) (.*)$/.exec(command) ?? [];
  const words = names.split(" ").map((word) => {
    const [, name = "", range = "*"] = /^(@?[^@]+)@?(.*)$/.exec(word) ?? [];
    const version = tested[name];
    if (version === undefined) throw new Error(`README.md installs ${name}, which this test does not know`);
    if (!version.startsWith("file:") && !semver.satisfies(version, range || "*"))
      throw new Error(`README.md installs ${word}, but ${version} is tested`);
    return `${name}@${version}`;
  });
  return `npm install --silent --prefer-offline${options} ${words.join(" ")}`;
}

/** Types what the README says in an empty folder, with an empty home. */
export class TypedReadme {
  #emulator: ChildProcess | undefined;

  private constructor(
    readonly home: string,
    readonly page: ReadmePage,
    readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** Types the first block except its last command, which starts the emulator. */
  static async open(parent: string, tested: Readonly<Record<string, string>>): Promise<TypedReadme> {
    const home = await mkdtemp(path.join(parent, "home-"));
    const { PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE, ...engine } = await variablesIn(home);
    const environment = environmentOf({
      ...engine,
      HOME: home,
      npm_config_cache: process.env["npm_config_cache"] ?? path.join(homedir(), ".npm"),
      PATH: [nodeHost, engine["PATH"]].join(path.delimiter),
    });
    const typed = new TypedReadme(home, await readmePage(), environment);
    const commands = commandsOf(typed.page.terminals[0]).slice(0, -1);
    await typed.#type(
      home,
      commands.map((command) =>
        command.startsWith("npm install") ? withTestedPackages(command, tested) : command,
      ),
    );
    return typed;
  }

  get folder(): string {
    return path.join(this.home, "rides");
  }

  /** Types the last command of the first block, at a free port. @returns the variables that it prints. */
  async startEmulator(): Promise<string[]> {
    const command = `exec ${commandsOf(this.page.terminals[0]).at(-1) ?? ""} --port 0`;
    const options = { cwd: this.folder, env: this.environment, detached: true } as const;
    this.#emulator = spawn("bash", ["-c", command], { ...options, stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    for await (const chunk of this.#emulator.stdout ?? []) {
      text += String(chunk);
      const lines = text.match(/^export .*(?=\n)/gm) ?? [];
      if (lines.length >= 3) return lines;
    }
    throw new Error(`The emulator's command has ended:\n${text}`);
  }

  /** Saves the program, and types the variables and the other blocks. @returns their output. */
  async typeOthers(variables: readonly string[]): Promise<string> {
    await writeFile(path.join(this.folder, "index.ts"), this.page.program);
    const commands = this.page.terminals.slice(1).flatMap(commandsOf);
    return this.#type(this.folder, [...variables, ...commands]);
  }

  async #type(cwd: string, commands: readonly string[]): Promise<string> {
    const options = { cwd, env: this.environment, maxBuffer: 2 ** 24 };
    const { stdout, stderr } = await run("bash", ["-e", "-c", commands.join("\n")], options);
    capture("text", `${stdout}${stderr}`);
    return stdout;
  }

  async close(): Promise<void> {
    if (this.#emulator?.pid === undefined || this.#emulator.exitCode !== null) return;
    const ended = once(this.#emulator, "exit");
    process.kill(-this.#emulator.pid);
    await ended;
  }
}

/** The code blocks of a language under a heading, up to the next heading. */
function codeBlocksUnder(page: string, heading: string, language: string): string[] {
  const section = page.split(/^#{1,6} /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  return Array.from(section.matchAll(/^```(\w*)\n(.*?)^```$/gms))
    .filter(([, found]) => found === language)
    .map(([, , text = ""]) => text);
}
