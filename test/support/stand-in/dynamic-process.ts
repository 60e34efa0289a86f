import { nameInput } from "../../../provider/common/resource-type.ts";
import { maskingProvider, type MaskingProvider } from "../../../provider/dynamic/provider.ts";
import { providerText } from "../provider-process.ts";
import type { Gateway } from "./gateway.ts";
import {
  checkName,
  ProviderProcess,
  type CheckResult,
  type Known,
  type Created,
  type ProcessOptions,
} from "./process.ts";
import type { Properties } from "./resource.ts";

/**
 * A process of Pulumi's host of dynamic providers, with its own provider. Like the host, it passes properties
 * as a Struct, adds `__provider` to results, and recognises a partial failure by an error's `id`.
 */
export class DynamicProcess extends ProviderProcess {
  readonly #provider: MaskingProvider;

  constructor(options: ProcessOptions, gateway: Gateway | undefined) {
    super(options, gateway);
    const { environment, random, bulkThreshold } = options;
    const log = (line: string) => this.lines.push(line);
    this.#provider = maskingProvider({ environment, log, clock: this.clock, random, bulkThreshold });
  }

  override async configure(): Promise<void> {
    await this.#provider.configure({ config: { get: () => undefined, require: throwMissing } });
  }

  /** With the name that the SDK adds to the arguments. */
  override async check(name: string, olds: Properties, args: Properties): Promise<CheckResult> {
    const news = { ...args, [nameInput]: name, __provider: providerText };
    const checked = await this.call(checkName(olds), news, () =>
      this.#provider.check(receive(olds), receive(news)),
    );
    return {
      inputs: send((checked.inputs ?? news) as Properties, news),
      failures: checked.failures ?? [],
    };
  }

  override async diff({ id, outputs }: Known, news: Properties) {
    const { changes, replaces = [] } = await this.call("diff", news, () =>
      this.#provider.diff(id, receive(outputs), receive(news)),
    );
    return { changes, replaces };
  }

  override async create(_name: string, inputs: Properties): Promise<Created> {
    return this.#resultOf("create", inputs, async () => {
      const created = await this.#provider.create(receive(inputs));
      const { id } = created;
      if (typeof id !== "string" || id === "") throw new TypeError("The provider gave no id.");
      return { id, outputs: send(created.outs as Properties, inputs), initErrors: [] };
    });
  }

  override async read({ id, outputs }: Known) {
    const read = await this.call("read", outputs, () => this.#provider.read(id, receive(outputs)));
    return {
      id: read.id ?? "",
      outputs: send((read.props ?? {}) as Properties, outputs),
      inputs: read.inputs === undefined ? undefined : send(read.inputs as Properties, outputs),
    };
  }

  override async update({ id, outputs }: Known, news: Properties): Promise<Created> {
    return this.#resultOf("update", news, async () => {
      const updated = await this.#provider.update(id, receive(outputs), receive(news));
      return { id, outputs: send((updated.outs ?? {}) as Properties, news), initErrors: [] };
    });
  }

  override async delete({ id, outputs }: Known): Promise<void> {
    await this.call("delete", outputs, () => this.#provider.delete(id, receive(outputs)));
  }

  /** A preview calls nothing of a dynamic provider. */
  override planCreate(): Promise<void> {
    return Promise.resolve();
  }

  override planUpdate(): Promise<void> {
    return Promise.resolve();
  }

  #resultOf(method: string, properties: Properties, work: () => Promise<Created>): Promise<Created> {
    return this.call(method, properties, async () => {
      try {
        return await work();
      } catch (error) {
        const { id, properties: outputs, reasons } = Object(error) as Record<string, unknown>;
        if (typeof id !== "string" || id === "") throw error;
        const initErrors = reasons as readonly string[];
        return { id, outputs: transfer(outputs as Properties), initErrors, error };
      }
    });
  }
}

function throwMissing(key: string): never {
  throw new Error(`There is no configuration ${key}.`);
}

/** Properties after the host's conversion, which throws for what a Struct cannot hold. */
function transfer(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, inStruct(value)]));
}

function inStruct(value: unknown): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(inStruct);
  if (typeof value === "object") return transfer(value as Properties);
  throw new TypeError("Unexpected struct type.");
}

function receive(properties: Properties): Properties {
  const { __provider: code } = properties;
  if (Object.keys(properties).length > 0 && code !== providerText)
    throw new TypeError("code must be a string");
  return transfer(properties);
}

function send(result: Properties, { __provider }: Properties): Properties {
  return transfer({ ...result, __provider });
}
