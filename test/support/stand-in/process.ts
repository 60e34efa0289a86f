import type { Emulator } from "plivo-masking-emulator";
import { maskingProvider, type Host, type MaskingProvider } from "../../../provider/dynamic/provider";
import { providerText } from "../provider-process";
import type { VirtualClock } from "../virtual-clock";
import { Connections } from "./connections";
import { Gateway } from "./gateway";
import type { Properties } from "./resource";

/** The result of a create or an update. */
export interface Made {
  readonly id: string;
  readonly outputs: Properties;
  /** Of a partial failure: the reasons, and what was thrown. */
  readonly initErrors: readonly string[];
  readonly error?: unknown;
}

export interface ProcessOptions {
  readonly emulator: Emulator;
  readonly clock: VirtualClock;
  /** Variables beside the account's. */
  readonly environment: NodeJS.ProcessEnv;
  /** For the length of the provider's waits. */
  readonly random: () => number;
  /** How many reads and creates of its provider ask for themselves before they share lists. Default: the provider's own. */
  readonly bulkAfter?: number | undefined;
  /** Whether it may be ended while something is in flight. */
  readonly killable: boolean;
}

/**
 * One process of Pulumi's provider host, with a provider of its own: as the host does, it hands properties over as a Struct, adds
 * `__provider` to results, and tells "half done" by an error's `id`.
 */
export class ProviderProcess {
  /** What the provider has shown to the user. */
  readonly lines: string[] = [];
  /** The calls of the provider's methods, each with the first party of the session. */
  readonly calls: string[] = [];
  readonly #provider: MaskingProvider;
  readonly #gateway: Gateway | undefined;
  readonly #connections = new Connections();
  #gone = false;

  private constructor(
    { clock, environment, random, bulkAfter }: ProcessOptions,
    gateway: Gateway | undefined,
  ) {
    const host: Host = {
      environment,
      log: (line) => this.lines.push(line),
      clock: clock.until(() => this.#gone),
      random,
      bulkAfter,
    };
    this.#provider = maskingProvider(host);
    this.#gateway = gateway;
  }

  static async start(options: ProcessOptions): Promise<ProviderProcess> {
    const { emulator, killable } = options;
    const gateway = killable ? await Gateway.open(emulator.endpoint) : undefined;
    const endpoint = gateway?.endpoint ?? emulator.endpoint;
    const environment = { ...emulator.environment, PLIVO_ENDPOINT: endpoint, ...options.environment };
    const started = new ProviderProcess({ ...options, environment }, gateway);
    await started.#provider.configure({ config: { get: () => undefined, require: missing } });
    return started;
  }

  /** Cuts what is in flight; no call that is under way ever answers, and no wait ends. */
  end(): void {
    this.#gone = true;
    this.#connections.close();
    this.#gateway?.close();
  }

  async check(olds: Properties, news: Properties) {
    const method = Object.keys(olds).length === 0 ? "check without olds" : "check";
    const checked = await this.#call(method, news, () =>
      this.#provider.check(received(olds), received(news)),
    );
    return {
      inputs: sent((checked.inputs ?? news) as Properties, news),
      failures: checked.failures ?? [],
    };
  }

  async diff(id: string, olds: Properties, news: Properties) {
    const { changes, replaces = [] } = await this.#call("diff", news, () =>
      this.#provider.diff(id, received(olds), received(news)),
    );
    return { changes, replaces };
  }

  async create(inputs: Properties): Promise<Made> {
    return this.#made("create", inputs, async () => {
      const created = await this.#provider.create(received(inputs));
      const { id } = created;
      if (typeof id !== "string" || id === "") throw new TypeError("The provider gave no id.");
      return { id, outputs: sent(created.outs as Properties, inputs), initErrors: [] };
    });
  }

  async read(id: string, outputs: Properties) {
    const read = await this.#call("read", outputs, () => this.#provider.read(id, received(outputs)));
    return {
      id: read.id ?? "",
      outputs: sent((read.props ?? {}) as Properties, outputs),
      inputs: read.inputs === undefined ? undefined : sent(read.inputs as Properties, outputs),
    };
  }

  async update(id: string, olds: Properties, news: Properties): Promise<Made> {
    return this.#made("update", news, async () => {
      const updated = await this.#provider.update(id, received(olds), received(news));
      return { id, outputs: sent((updated.outs ?? {}) as Properties, news), initErrors: [] };
    });
  }

  async delete(id: string, outputs: Properties): Promise<void> {
    await this.#call("delete", outputs, () => this.#provider.delete(id, received(outputs)));
  }

  #made(method: string, properties: Properties, work: () => Promise<Made>): Promise<Made> {
    return this.#call(method, properties, async () => {
      try {
        return await work();
      } catch (error) {
        const { id, properties: outputs, reasons } = Object(error) as Record<string, unknown>;
        if (typeof id !== "string" || id === "") throw error;
        const initErrors = reasons as readonly string[];
        return { id, outputs: transferred(outputs as Properties), initErrors, error };
      }
    });
  }

  /** Answers as `work` does; never, once the process has ended. */
  async #call<T>(method: string, { firstParty }: Properties, work: () => Promise<T>): Promise<T> {
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

function missing(key: string): never {
  throw new Error(`There is no configuration ${key}.`);
}

/** What the host makes of properties: it throws on what a Struct cannot hold. */
function transferred(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, inStruct(value)]));
}

function inStruct(value: unknown): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(inStruct);
  if (typeof value === "object") return transferred(value as Properties);
  throw new TypeError("Unexpected struct type.");
}

function received(properties: Properties): Properties {
  const { __provider: code } = properties;
  if (Object.keys(properties).length > 0 && code !== providerText)
    throw new TypeError("code must be a string");
  return transferred(properties);
}

function sent(result: Properties, { __provider }: Properties): Properties {
  return transferred({ ...result, __provider });
}
