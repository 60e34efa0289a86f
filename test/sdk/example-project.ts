import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { startEmulator, type Emulator, type EmulatorOptions } from "plivo-masking-emulator";
import { environmentOf } from "../../tools/engine/environment.ts";
import { capture } from "../../tools/leaks/record.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { exampleFile } from "../support/example.ts";
import { filesBelow } from "../support/files.ts";
import { takeRequests } from "../support/requests.ts";

/** The checkout has already run the first commands of each README. */
const done = ["npm ci", "npm run build"];

const root = repositoryRoot();

/**
 * An example's project in the cache, with an emulator, which follows the commands of the example's README.
 * The copy is as deep as the example, because of relative paths, and keeps what was installed.
 */
export class ExampleProject {
  readonly emulator: Emulator;
  readonly folder: string;
  /** The blocks of commands that the README has, in its order. */
  readonly #blocks: string[][];
  #environment: NodeJS.ProcessEnv;

  private constructor(name: string, emulator: Emulator, folder: string, environment: NodeJS.ProcessEnv) {
    this.emulator = emulator;
    this.folder = folder;
    this.#environment = environment;
    const blocks = exampleFile(name, "README.md").matchAll(/^```console\n(.*?)^```$/gms);
    this.#blocks = Array.from(blocks, ([, block = ""]) =>
      block
        .trim()
        .split("\n")
        .map((line) => line.replace(/^\$ /, "").replace(`cd examples/${name}`, `cd ${folder}`))
        .filter((line) => !done.includes(line)),
    );
  }

  static async open(name: string, options: EmulatorOptions = {}): Promise<ExampleProject> {
    const emulator = await startEmulator(options);
    const folder = path.join(root, ".cache", `example-${name}`);
    await mkdir(folder, { recursive: true });
    const kept = ["venv"];
    const old = (await readdir(folder)).filter((file) => !kept.includes(file));
    for (const file of old) await rm(path.join(folder, file), { recursive: true });
    const example = path.join(root, "examples", name);
    const own = (await readdir(example)).filter((file) => !kept.includes(file));
    for (const file of own) await cp(path.join(example, file), path.join(folder, file), { recursive: true });
    // A user's shell after the emulator's lines were pasted.
    const environment = environmentOf({
      ...emulator.environment,
      PWD: root,
      PULUMI_HOME: path.join(folder, ".home"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    });
    return new ExampleProject(name, emulator, folder, environment);
  }

  /** Types the README's next block of commands. @returns what they printed. @throws Error if one fails. */
  async next(change: (command: string) => string = (command) => command): Promise<string> {
    const commands = this.#blocks.shift()?.map(change);
    if (commands === undefined) throw new Error("The README has no more commands.");
    const after = path.join(this.folder, ".environment");
    const script = ["set -e", ...commands, `env -0 > ${after}`].join("\n");
    const child = spawn("bash", ["-c", script], {
      cwd: this.#environment["PWD"],
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    }
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject).on("close", resolve);
    });
    capture("text", text);
    capture("state", await this.state());
    if (exitCode !== 0) throw new Error(`${commands.join("\n")}\nended with ${String(exitCode)}:\n${text}`);
    const variables = (await readFile(after, "utf8")).split("\0").filter(Boolean);
    this.#environment = Object.fromEntries(
      variables.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );
    return text;
  }

  write(file: string, text: string): Promise<void> {
    return writeFile(path.join(this.folder, file), text);
  }

  /** The stack's state on disk, with all its versions. Empty if there is none yet. */
  async state(): Promise<string> {
    const backend = path.join(this.folder, ".pulumi");
    return existsSync(backend) ? filesBelow(backend, ".json") : "";
  }

  /** The API requests since the last call, as "METHOD status", in order. */
  requests(): string[] {
    return takeRequests(this.emulator);
  }

  /** The number of blocks in the README that were not run yet. */
  get left(): number {
    return this.#blocks.length;
  }

  close(): Promise<void> {
    return this.emulator.close();
  }
}
