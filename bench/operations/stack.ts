import { copyFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { cliPath } from "../../tools/engine/cli.ts";
import { engineVariables, placesIn } from "../../tools/engine/environment.ts";
import { folderFor } from "../../tools/engine/folder.ts";
import { EmulatorProcess } from "../emulator/process.ts";
import { BenchError } from "../errors.ts";
import { noOpModule, sdkEnvironment } from "../rivals/index.ts";
import type { Sample } from "../samples.ts";
import { series, type Series, type SeriesName } from "../series.ts";
import { processKinds } from "./memory.ts";
import { runOperation, startOperation, type Measured, type RunningOperation } from "./operation.ts";
import type { OperationSettings } from "./settings.ts";
import { steps, type StepName } from "./steps.ts";

/** A stack of one series, with a backend, an emulator and a folder of its own. */
export class BenchStack {
  readonly emulator: EmulatorProcess;
  readonly #name: SeriesName;
  readonly #size: number;
  readonly #cli: string;
  readonly #folder: string;

  private constructor(
    [name, size]: [SeriesName, number],
    places: { cli: string; folder: string },
    emulator: EmulatorProcess,
  ) {
    this.#name = name;
    this.#size = size;
    this.#cli = places.cli;
    this.#folder = places.folder;
    this.emulator = emulator;
  }

  static async open(name: SeriesName, size: number): Promise<BenchStack> {
    const cli = await cliPath();
    const folder = await folderFor({});
    await copyFile(noOpModule, path.join(folder, path.basename(noOpModule)));
    return new BenchStack([name, size], { cli, folder }, await EmulatorProcess.start(series[name]));
  }

  /**
   * Does one step of the stack's life.
   *
   * @throws BenchError where the engine did not do what was to be measured.
   */
  async step(name: StepName): Promise<Sample[]> {
    const { title, operation, changed, says } = steps[name];
    const before = await this.emulator.requestCount();
    const measured = await runOperation(this.#settings({ operation, changed }));
    this.expect(measured.printed, says(this.#size));
    const figures: [string, number][] = [
      [`${title}, s`, measured.seconds],
      [`${title}, requests`, (await this.emulator.requestCount()) - before],
      ...memoryFigures(title, measured),
    ];
    if (name === "up") figures.push(["state, bytes", await this.#stateBytes()]);
    return figures.map(([figure, value]) => ({ of: this.#name, size: this.#size, figure, value }));
  }

  /** Starts an `up`, to be killed. */
  startUp(): RunningOperation {
    return startOperation(this.#settings({ operation: "up", changed: false }));
  }

  /** An `up` after one that was killed. */
  async upAgain(environment: Record<string, string>): Promise<Measured> {
    const settings = this.#settings({ operation: "up", changed: false, cancel: true });
    const variables = { ...settings.environment, ...environment };
    const measured = await runOperation({ ...settings, environment: variables });
    this.expect(measured.printed, steps.up.says(this.#size));
    return measured;
  }

  async close(): Promise<void> {
    await this.emulator.stop();
    await rm(this.#folder, { recursive: true });
  }

  private expect(printed: string, text: string): void {
    if (printed.includes(text)) return;
    const end = printed.trimEnd().split("\n").slice(-12).join("\n");
    throw new BenchError(`The engine did not say "${text}":\n${end}`);
  }

  #settings({
    operation,
    changed,
    cancel = false,
  }: Pick<OperationSettings, "operation" | "changed"> & { cancel?: boolean }): OperationSettings {
    const { rival, parallel, checkpoints }: Series = series[this.#name];
    const [cli, folder, size] = [this.#cli, this.#folder, this.#size];
    const environment = {
      ...engineVariables(placesIn(folder, cli)),
      ...this.emulator.environment,
      ...(checkpoints ? {} : { PULUMI_SKIP_CHECKPOINTS: "true" }),
      ...(rival === "sdk" ? sdkEnvironment : {}),
    };
    const most = parallel === undefined ? {} : { parallel };
    return { cli, folder, rival, size, operation, changed, cancel, environment, ...most };
  }

  async #stateBytes(): Promise<number> {
    const file = path.join(this.#folder, "backend", ".pulumi", "stacks", "bench", "dev.json");
    return (await stat(file)).size;
  }
}

function memoryFigures(title: string, { memory }: Measured): [string, number][] {
  return processKinds.flatMap((kind) => {
    const bytes = memory[kind];
    return bytes === undefined ? [] : [[`${title}, memory of the ${kind}'s process, bytes`, bytes]];
  });
}
