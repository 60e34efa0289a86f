import { copyFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { cliPath } from "../../tools/engine/cli.ts";
import { engineVariables, stackFolders } from "../../tools/engine/environment.ts";
import { createStackFolder } from "../../tools/engine/folder.ts";
import { EmulatorProcess } from "../emulator.ts";
import { pluginFolder } from "../plugin.ts";
import { startOperation, type OperationSettings, type Outcome, type RunningOperation } from "./process.ts";

/**
 * Settings for thousands of sessions: the state is written once, at the end, and many requests are in flight.
 */
const large = {
  limit: true,
  parallel: { parallel: 64 },
  environment: { PULUMI_SKIP_CHECKPOINTS: "true" },
} as const;
const normal = { limit: false, parallel: {}, environment: {} } as const;

type Settings = Omit<OperationSettings, "operation" | "isAfterKill">;

const rivals = path.join(import.meta.dirname, "..", "rivals");

export type Step = Pick<OperationSettings, "operation"> & Partial<Pick<OperationSettings, "isAfterKill">>;

/** A stack of one rival, with its own backend, emulator and folder. */
export class BenchStack {
  readonly emulator: EmulatorProcess;
  readonly #settings: Settings;

  private constructor(emulator: EmulatorProcess, settings: Settings) {
    this.emulator = emulator;
    this.#settings = settings;
  }

  /**
   * @param rival a file in bench/rivals.
   * @param isLarge whether to use the settings of docs/scaling.md for thousands of sessions, and the rate
   * limit.
   */
  static async open(rival: string, size: number, isLarge: boolean): Promise<BenchStack> {
    const { limit, parallel, environment: variables } = isLarge ? large : normal;
    const cli = await cliPath();
    const folder = await createStackFolder({});
    await copyFile(path.join(rivals, "no-op-provider.cjs"), path.join(folder, "no-op-provider.cjs"));
    const emulator = await EmulatorProcess.start({ latencyMs: 100, limit });
    const engine = engineVariables(stackFolders(folder, cli));
    const environment = {
      ...engine,
      PATH: [pluginFolder, engine["PATH"]].join(path.delimiter),
      ...emulator.environment,
      ...variables,
      // Points Plivo's SDK to the emulator.
      ...(rival === "sdk.cjs" ? { NODE_OPTIONS: `--require ${path.join(rivals, "plain-https.cjs")}` } : {}),
    };
    return new BenchStack(emulator, { cli, folder, rival, size, environment, ...parallel });
  }

  start(step: Step, variables: Readonly<Record<string, string>> = {}): RunningOperation {
    const environment = { ...this.#settings.environment, ...variables };
    return startOperation({ ...this.#settings, isAfterKill: false, ...step, environment });
  }

  /**
   * Runs an operation.
   *
   * @throws Error if the engine's summary does not contain this text.
   */
  async run(step: Step, summary: string, variables: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    const outcome = await this.start(step, variables).outcome;
    if (outcome.printed.includes(summary)) return outcome;
    const end = outcome.printed.trimEnd().split("\n").slice(-12).join("\n");
    throw new Error(`The engine's summary of ${step.operation} has no "${summary}":\n${end}`);
  }

  async stateBytes(): Promise<number> {
    const file = path.join(this.#settings.folder, "backend", ".pulumi", "stacks", "bench", "dev.json");
    return (await stat(file)).size;
  }

  async close(): Promise<void> {
    await this.emulator.stop();
    await rm(this.#settings.folder, { recursive: true });
  }
}
