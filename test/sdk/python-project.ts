import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { capture } from "../../tools/leaks/record.ts";
import { withLock } from "../../tools/pulumi-cli/install.ts";
import { pinnedVersion } from "../../tools/pulumi-cli/versions.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { generateSdks } from "../../tools/sdk/generate.ts";
import { BareProject } from "../support/bare-project.ts";

/** Not a synchronous one: a timer keeps the lock. */
const run = promisify(execFile);

const here = path.join(repositoryRoot(), "test", "sdk");

/**
 * A Python in the cache with Pulumi's SDK, and with the generated package from an archive like a release's.
 */
async function pythonWithPackage(): Promise<string> {
  const packages = await generateSdks();
  const cache = path.join(repositoryRoot(), ".cache", "test-sdk");
  const python = path.join(cache, "venv", "bin", "python");
  const generated = await readFile(path.join(packages, "generated-from"), "utf8");
  const note = path.join(cache, "installed");
  // No other test file may change what is installed while one uses it.
  await withLock(cache, async () => {
    if ((await readFile(note, "utf8").catch(() => undefined)) === generated) return;
    await run("python3", ["-m", "venv", "--clear", path.join(cache, "venv")]);
    const archive = path.join(cache, "python.tar.gz");
    await run("tar", ["-czf", archive, "-C", packages, "python"]);
    const sdk = `pulumi==${pinnedVersion}`;
    await run(python, ["-m", "pip", "install", "--quiet", sdk, archive]);
    await writeFile(note, generated);
  });
  return python;
}

export type Operation = "preview" | "up" | "refresh" | "destroy";

/**
 * A project in Python on the real engine, with the plugin's service in this process and an emulator of its
 * own.
 */
export class PythonProject {
  readonly bare: BareProject;
  readonly #python: string;
  /** All output and all events so far. */
  shown = "";

  private constructor(bare: BareProject, python: string) {
    this.bare = bare;
    this.#python = python;
  }

  static async open(): Promise<PythonProject> {
    const python = await pythonWithPackage();
    const files = { "Pulumi.yaml": "name: rides\nruntime: python\n" };
    return new PythonProject(await BareProject.open({ files }), python);
  }

  /**
   * Runs an operation of a program of this folder, or of the project's.
   *
   * @returns what was printed.
   * @throws Error if it fails.
   */
  async operate(operation: Operation, program = path.join(here, "rides.py")): Promise<string> {
    const parameters = [path.join(here, "operate.py"), program, "events.json", operation];
    const { exitCode, text } = await this.bare.run(this.#python, parameters);
    const events = await this.bare.read("events.json");
    capture("events", events);
    this.shown += text + events;
    if (exitCode !== 0) throw new Error(`${operation} failed:\n${text}`);
    return text;
  }
}
