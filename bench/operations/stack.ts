import { copyFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { cliPath } from "../../tools/engine/cli.ts";
import { engineVariables, stackFolders } from "../../tools/engine/environment.ts";
import { createStackFolder } from "../../tools/engine/folder.ts";
import { EmulatorProcess } from "../emulator.ts";
import { startOperation, type Operation, type OperationSettings, type Outcome } from "./process.ts";

/**
 * Settings for thousands of sessions: the state is written once, at the end, and many requests are in flight.
 */
const large = {
  limit: true,
  parallel: { parallel: 64 },
  environment: { PULUMI_SKIP_CHECKPOINTS: "true" },
} as const;
const normal = { limit: false, parallel: {}, environment: {} } as const;

const rivals = path.join(import.meta.dirname, "..", "rivals");

/** The folder in which `npm run plugin` builds the native plugin. */
export const pluginFolder = path.join(import.meta.dirname, "..", "..", "plugin", "bin");

/** A stack of one rival, with its own backend, emulator and folder. */
export class BenchStack {
  readonly emulator: EmulatorProcess;
  readonly #settings: Omit<OperationSettings, "operation">;

  private constructor(emulator: EmulatorProcess, settings: Omit<OperationSettings, "operation">) {
    this.emulator = emulator;
    this.#settings = settings;
  }

  /**
   * @param rival a file in bench/rivals, or a module of this package.
   * @param isLarge whether to use the settings of docs/scaling.md for thousands of sessions, and the rate
   * limit.
   */
  static async open(rival: string, size: number, isLarge: boolean): Promise<BenchStack> {
    const { limit, parallel, environment: variables } = isLarge ? large : normal;
    const cli = await cliPath();
    const folder = await createStackFolder();
    await copyFile(path.join(rivals, "no-op-provider.cjs"), path.join(folder, "no-op-provider.cjs"));
    const emulator = await EmulatorProcess.start(100, limit);
    const engine = engineVariables(stackFolders(folder, cli));
    const environment = {
      ...engine,
      PATH: [pluginFolder, engine["PATH"]].join(path.delimiter),
      ...emulator.environment,
      ...variables,
      // Points Plivo's SDK to the emulator.
      ...(rival.endsWith("sdk.cjs") && { NODE_OPTIONS: `--require ${path.join(rivals, "plain-https.cjs")}` }),
    };
    return new BenchStack(emulator, { cli, folder, rival, size, environment, ...parallel });
  }

  start(operation: Operation, variables: Readonly<Record<string, string>> = {}) {
    const environment = { ...this.#settings.environment, ...variables };
    return startOperation({ ...this.#settings, operation, environment });
  }

  /**
   * Runs an operation.
   *
   * @throws Error if the engine's summary does not contain this text.
   */
  async run(
    operation: Operation,
    summary: string,
    variables: Readonly<Record<string, string>> = {},
  ): Promise<Outcome> {
    const outcome = await this.start(operation, variables).outcome;
    if (outcome.printed.includes(summary)) return outcome;
    const end = outcome.printed.trimEnd().split("\n").slice(-12).join("\n");
    throw new Error(`The engine's summary of ${operation} has no "${summary}":\n${end}`);
  }

  async stateBytes(): Promise<number> {
    return (await stat(this.#statePath("stacks", "bench", "dev.json"))).size;
  }

  /** Removes the lock that a killed operation left. */
  unlock(): Promise<void> {
    return rm(this.#statePath("locks"), { recursive: true });
  }

  async close(): Promise<void> {
    await this.emulator.stop();
    await rm(this.#settings.folder, { recursive: true });
  }

  #statePath(...names: string[]): string {
    return path.join(this.#settings.folder, "backend", ".pulumi", ...names);
  }
}
