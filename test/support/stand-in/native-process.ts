import { hasCredentials } from "../../../provider/common/url-credentials.ts";
import { secretOf, type Bag } from "../plugin-calls.ts";
import type { Gateway } from "./gateway.ts";
import { FailedCall, Lines, PluginHandlers } from "./plugin-handlers.ts";
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
 * A process of the native plugin: its service behind its gRPC handlers. Every message is encoded and decoded,
 * without a connection. Like the engine, it keeps secrets marked, and recognises "initialization failed" by a
 * status's details.
 */
export class NativeProcess extends ProviderProcess {
  readonly #plugin: PluginHandlers;

  constructor(options: ProcessOptions, gateway: Gateway | undefined) {
    super(options, gateway);
    const { environment, random, bulkThreshold } = options;
    const log = new Lines((line) => this.lines.push(line));
    this.#plugin = new PluginHandlers({ environment, clock: this.clock, log, random, bulkThreshold });
  }

  /** Throws the plugin's error with the text that the engine shows. */
  protected override async call<T>(
    method: string,
    properties: Properties,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await super.call(method, properties, work);
    } catch (error) {
      throw error instanceof FailedCall ? error.shown : error;
    }
  }

  override async configure(): Promise<void> {
    await this.#plugin.configure();
  }

  override async check(name: string, olds: Properties, args: Properties): Promise<CheckResult> {
    const { inputs, failures } = await this.call(checkName(olds), args, () =>
      this.#plugin.check(name, markSecrets(args)),
    );
    return { inputs: unmarkSecrets(inputs), failures: failures.map((reason) => ({ reason })) };
  }

  override async diff(known: Known, news: Properties) {
    return this.call("diff", news, () => this.#plugin.diff(known.name, messageOf(known), markSecrets(news)));
  }

  override create(name: string, inputs: Properties): Promise<Created> {
    return this.#resultOf("create", inputs, () => this.#plugin.create(name, markSecrets(inputs)));
  }

  override async read(known: Known) {
    const { id, inputs, outputs } = await this.call("read", known.outputs, () =>
      this.#plugin.read(known.name, known.id, messageOf(known)),
    );
    return { id, inputs: unmarkSecrets(inputs), outputs: unmarkSecrets(outputs) };
  }

  override update(known: Known, news: Properties): Promise<Created> {
    return this.#resultOf("update", news, () =>
      this.#plugin.update(known.name, messageOf(known), markSecrets(news)),
    );
  }

  override async delete(known: Known): Promise<void> {
    await this.call("delete", known.outputs, () => this.#plugin.delete(known.name, messageOf(known)));
  }

  override async planCreate(name: string, inputs: Properties): Promise<void> {
    await this.call("create in a preview", inputs, () =>
      this.#plugin.create(name, markSecrets(inputs), { preview: true }),
    );
  }

  override async planUpdate(known: Known, news: Properties): Promise<void> {
    await this.call("update in a preview", news, () =>
      this.#plugin.update(known.name, messageOf(known), markSecrets(news), { preview: true }),
    );
  }

  #resultOf(
    method: string,
    properties: Properties,
    work: () => Promise<{ readonly id: string; readonly outputs: Bag }>,
  ): Promise<Created> {
    return this.call(method, properties, async () => {
      try {
        const { id, outputs } = await work();
        if (id === "") throw new TypeError("The provider gave no id.");
        return { id, outputs: unmarkSecrets(outputs), initErrors: [] };
      } catch (error) {
        if (!(error instanceof FailedCall) || error.failed === undefined) throw error;
        const { id, properties: outputs, reasons } = error.failed;
        return { id, outputs: unmarkSecrets(outputs), initErrors: reasons, error: error.shown };
      }
    });
  }
}

/** The arguments that are always secret. */
const secretNames = new Set(["firstParty", "secondParty", "firstPartyPin", "secondPartyPin"]);

function isSecret(name: string, value: unknown): boolean {
  return secretNames.has(name) || (typeof value === "string" && hasCredentials(value));
}

/** Properties as the engine sends them. */
function markSecrets(properties: Properties): Bag {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      isSecret(name, value) ? secretOf(value) : value,
    ]),
  );
}

function messageOf({ id, inputs, outputs }: Known) {
  return { id, inputs: markSecrets(inputs), outputs: markSecrets(outputs) };
}

/** Properties of a response. Every number, PIN and URL with a password must be marked as secret. */
function unmarkSecrets(properties: Bag): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, sentValue]) => {
      const value = valueOf(sentValue);
      if (value === sentValue && value !== null && isSecret(name, value))
        throw new TypeError(`The plugin has answered ${name} in clear.`);
      return [name, value];
    }),
  );
}

function valueOf(sentValue: unknown): unknown {
  const isMarked = typeof sentValue === "object" && sentValue !== null && "value" in sentValue;
  return isMarked ? sentValue.value : sentValue;
}
