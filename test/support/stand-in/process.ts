import type { Emulator } from "plivo-masking-emulator";
import type { Clock } from "../../../provider/common/clock.ts";
import type { VirtualClock } from "../virtual-clock.ts";
import { Connections } from "./connections.ts";
import type { Gateway } from "./gateway.ts";
import type { Properties, Resource } from "./resource.ts";

/** The result of a create or an update. */
export interface Created {
  readonly id: string;
  readonly outputs: Properties;
  /** Reasons and error of a partial failure. */
  readonly initErrors: readonly string[];
  readonly error?: unknown;
}

export interface CheckResult {
  readonly inputs: Properties;
  readonly failures: readonly { readonly reason: string }[];
}

export interface DiffResult {
  /** If undefined, the engine compares the inputs itself. */
  readonly changes?: boolean | undefined;
  readonly replaces: readonly string[];
}

export interface ReadResult {
  /** Empty if it is gone. */
  readonly id: string;
  readonly outputs: Properties;
  readonly inputs?: Properties | undefined;
}

/** What the engine passes to the provider about a resource. */
export type Known = Pick<Resource, "name" | "id" | "inputs" | "outputs">;

export interface ProcessOptions {
  readonly emulator: Emulator;
  readonly clock: VirtualClock;
  /** Variables besides the account's. */
  readonly environment: NodeJS.ProcessEnv;
  /** Random numbers for the length of the provider's waits. */
  readonly random: () => number;
  /**
   * How many reads and creates of its provider send requests of their own before they share lists. Default:
   * the provider's own.
   */
  readonly bulkThreshold?: number | undefined;
  /** Whether it may end while requests are in flight. */
  readonly killable: boolean;
}

/** A process of a provider, simulated in this process: the part that both hosts share. */
export abstract class ProviderProcess {
  /** The lines that the provider has shown to the user. */
  readonly lines: string[] = [];
  /** The calls of the provider's methods, each with the session's first party. */
  readonly calls: string[] = [];
  protected readonly clock: Clock;
  readonly #gateway: Gateway | undefined;
  readonly #connections = new Connections();
  #gone = false;

  constructor({ clock }: ProcessOptions, gateway: Gateway | undefined) {
    this.clock = clock.until(() => this.#gone);
    this.#gateway = gateway;
  }

  /** Passes the stack's configuration, which is empty. */
  abstract configure(): Promise<void>;

  abstract check(name: string, olds: Properties, args: Properties): Promise<CheckResult>;
  abstract diff(known: Known, news: Properties): Promise<DiffResult>;
  abstract create(name: string, inputs: Properties): Promise<Created>;
  abstract read(known: Known): Promise<ReadResult>;
  abstract update(known: Known, news: Properties): Promise<Created>;
  abstract delete(known: Known): Promise<void>;

  /** What a preview calls for a create, and for an update. */
  abstract planCreate(name: string, inputs: Properties): Promise<void>;
  abstract planUpdate(known: Known, news: Properties): Promise<void>;

  /** Cuts the connections. No running call ever returns, and no wait ends. */
  end(): void {
    this.#gone = true;
    this.#connections.close();
    this.#gateway?.close();
  }

  /** Returns what `work` returns; never, if the process has ended. */
  protected async call<T>(method: string, { firstParty }: Properties, work: () => Promise<T>): Promise<T> {
    await this.#alive();
    this.calls.push(`${method} ${String(firstParty)}`);
    try {
      return await work();
    } finally {
      await this.#alive();
    }
  }

  #alive(): Promise<void> {
    return this.#gone ? new Promise(() => undefined) : Promise.resolve();
  }
}

/** The name of a check in the record. The engine passes no old inputs to the check of a replacement. */
export function checkName(olds: Properties): string {
  return Object.keys(olds).length === 0 ? "check without olds" : "check";
}
