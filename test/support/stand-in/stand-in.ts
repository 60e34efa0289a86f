import type { Emulator } from "plivo-masking-emulator";
import { clockOf, type VirtualClock } from "../virtual-clock.ts";
import { startProcess, type Host } from "./hosts.ts";
import { refresh } from "./refresh.ts";
import type { Program, Resource } from "./resource.ts";
import { Run, type Kill, type Outcome } from "./run.ts";
import { preview, removeAllBut, update, type UpdateOptions } from "./update.ts";

export interface OperationOptions {
  /** Variables of the provider besides the account's. Default none. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Default: none. */
  readonly kill?: Kill | undefined;
  /** How often a failing create runs, as with an `onError` hook. Default 1. */
  readonly createAttempts?: number;
  /**
   * How many reads, and how many creates that may adopt, send requests of their own before they share lists.
   * Default: the provider's own.
   */
  readonly bulkThreshold?: number | undefined;
  /** How many steps run in parallel. Default: `defaultParallel`. */
  readonly parallel?: number;
}

export interface UpOptions extends OperationOptions, UpdateOptions {
  /** Refresh first. Default false. */
  readonly refresh?: boolean;
}

export interface StandInOptions {
  /** Default: dynamic. */
  readonly host?: Host;
  /** Numbers from 0 to 1 for the length of the provider's waits. Default: Math.random. */
  readonly random?: () => number;
}

/** Longer than any test on the emulator's clock. Clearing the faults releases what is held. */
const holdSeconds = 10_000_000;

/**
 * Pulumi's engine for resources without dependencies: its orders of check, diff, create and delete, and its
 * state. Each operation has its own process of the real provider. After pulumi/pulumi 3.259:
 * pkg/resource/deploy/step_generator.go, step.go and step_executor.go. test/engine/stand-in.test.ts compares
 * it with the real engine.
 */
export class EngineStandIn {
  readonly clock: VirtualClock;
  /** The state. Do not change it while an operation runs. */
  resources: Resource[] = [];

  readonly host: Host;
  readonly #random: () => number;

  constructor(
    readonly emulator: Emulator,
    { host = "dynamic", random = Math.random }: StandInOptions = {},
  ) {
    this.clock = clockOf(emulator);
    this.host = host;
    this.#random = random;
  }

  preview(program: Program, options: Omit<UpOptions, "refresh"> = {}): Promise<Outcome> {
    return this.#operate(options, (run) => preview(run, program, options));
  }

  up(program: Program, options: UpOptions = {}): Promise<Outcome> {
    return this.#operate(options, async (run) => {
      if (options.refresh === true) await refresh(run, options.parallel);
      if (!run.stopped) await update(run, program, options);
    });
  }

  refresh(options: OperationOptions = {}): Promise<Outcome> {
    return this.#operate(options, (run) => refresh(run, options.parallel));
  }

  destroy(options: OperationOptions & { readonly refresh?: boolean } = {}): Promise<Outcome> {
    return this.#operate(options, async (run) => {
      if (options.refresh === true) await refresh(run, options.parallel);
      if (!run.stopped) await removeAllBut(run, [], options);
    });
  }

  /** Does what `pulumi state taint` does. */
  taint(name: string): void {
    this.resources = this.resources.map((resource) =>
      resource.name === name && !resource.delete ? { ...resource, tainted: true } : resource,
    );
  }

  /** Does what `pulumi state untaint --all` does. */
  untaint(): void {
    this.resources = this.resources.map((resource) => ({ ...resource, tainted: false }));
  }

  /** Does what `pulumi state delete` does. */
  forget(name: string): void {
    this.resources = this.resources.filter((resource) => resource.name !== name || resource.delete);
  }

  async #operate(
    { environment = {}, kill, createAttempts = 1, bulkThreshold }: OperationOptions,
    work: (run: Run) => Promise<void>,
  ): Promise<Outcome> {
    const { emulator, clock } = this;
    const random = this.#random;
    const killable = kill !== undefined;
    const process = await startProcess(this.host, {
      emulator,
      clock,
      environment,
      random,
      killable,
      bulkThreshold,
    });
    const run = new Run(process, this.resources, kill, createAttempts);
    if (kill?.at === "request") this.#expect(run, kill);
    await Promise.race([work(run), run.death]);
    process.end();
    return run.outcome;
  }

  /** Kills the operation when Plivo holds the request, which commits late, when the faults are cleared. */
  #expect(run: Run, { operation, nth, when }: Extract<Kill, { at: "request" }>): void {
    const { faults } = this.emulator;
    const { id } = faults.arm({ kind: "delay", operation, nth, when, seconds: holdSeconds });
    faults.whenFired(id).then(
      () => {
        run.die();
      },
      // The operation ended without such a request.
      () => undefined,
    );
  }
}
