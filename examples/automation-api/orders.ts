import {
  ConcurrentUpdateError,
  LocalWorkspace,
  PulumiCommand,
  type EngineEvent,
  type OutputMap,
  type Stack,
} from "@pulumi/pulumi/automation/index.js";
import { MaskingSession } from "pulumi-plivo-masking";

/** Two people who must reach each other while the order is open. */
export interface Order {
  /** Names the order's stack: letters, digits, "-" and "_". It is shown in clear, so use no phone number. */
  readonly id: string;
  readonly firstParty: string;
  readonly secondParty: string;
}

/** What the two people need to know. */
export interface OpenOrder {
  readonly id: string;
  /** The number to dial: E.164. */
  readonly number: string;
  /** The session's expiry: ISO 8601, UTC. */
  readonly until: string;
}

/** Opening or closing failed. The stack remains: opening or closing the order again continues. */
export class OrderError extends Error {
  readonly code = "ORDER_FAILED";

  /** @param reasons the output of engine and provider. It contains no number, PIN or token. */
  constructor(orderId: string, reasons: readonly string[]) {
    super(`Order ${orderId} failed: ${reasons.join(" ")}`);
    this.name = "OrderError";
  }
}

const projectName = "plivo-masking-automation-api";
const prefix = "order-";

/**
 * A stack with one masking session for each open order. Different orders run in parallel, the operations of
 * one order in sequence.
 */
export class Orders {
  /** The folder of Pulumi.yaml, from which @pulumi/pulumi and pulumi-plivo-masking resolve. */
  readonly #workDir: string;
  #command: Promise<PulumiCommand> | undefined;
  /** The last operation of each order in progress. */
  readonly #last = new Map<string, Promise<unknown>>();

  /** Backend, passphrase and credentials come from the environment, the `pulumi` command from PATH. */
  constructor(workDir: string) {
    this.#workDir = workDir;
  }

  /** Creates the order's session, or replaces it if it has expired or the people have changed. */
  open(order: Order): Promise<OpenOrder> {
    return this.#inTurn(order.id, async () => {
      const stack = await this.#stack(order);
      const { outputs } = await runOperation(order.id, (onEvent) =>
        stack.up({ onEvent, suppressProgress: true }),
      );
      return { id: order.id, number: text(outputs["number"]), until: text(outputs["until"]) };
    });
  }

  /** Deletes the order's session and stack. Returns whether there was one. */
  close(id: string): Promise<boolean> {
    return this.#inTurn(id, async () => {
      if (!(await this.list()).includes(id)) return false;
      const stack = await this.#stack({ id, firstParty: "", secondParty: "" });
      await runOperation(id, (onEvent) => stack.destroy({ onEvent, suppressProgress: true }));
      await stack.workspace.removeStack(stack.name);
      return true;
    });
  }

  /** The IDs of all orders that have a stack. They come from the backend, so they survive a restart. */
  async list(): Promise<string[]> {
    const workspace = await LocalWorkspace.create(await this.#workspace());
    const stacks = await workspace.listStacks();
    // A cloud backend names them "organization/project/stack".
    const names = stacks.map(({ name }) => name.split("/").at(-1) ?? "");
    return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  }

  async #stack(order: Order): Promise<Stack> {
    const program = () => Promise.resolve(session(order));
    const stack = { stackName: `${prefix}${order.id}`, projectName, program };
    return LocalWorkspace.createOrSelectStack(stack, await this.#workspace());
  }

  async #workspace() {
    this.#command ??= PulumiCommand.get();
    return { workDir: this.#workDir, pulumiCommand: await this.#command };
  }

  /** Runs the operations of an order in sequence, even if one fails. */
  #inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#last.get(id) ?? Promise.resolve()).then(work, work);
    this.#last.set(id, turn);
    const forget = () => {
      if (this.#last.get(id) === turn) this.#last.delete(id);
    };
    turn.then(forget, forget);
    return turn;
  }
}

/** The Pulumi program of an order. */
function session({ id, firstParty, secondParty }: Order) {
  const { virtualNumber, expiryTime } = new MaskingSession(id, {
    firstParty,
    secondParty,
    sessionExpiry: 7200,
  });
  return { number: virtualNumber, until: expiryTime };
}

/**
 * Runs an operation of the engine.
 * @throws OrderError with the output of the engine.
 */
async function runOperation<T>(
  id: string,
  run: (onEvent: (event: EngineEvent) => void) => Promise<T>,
): Promise<T> {
  const reasons: string[] = [];
  const onEvent = ({ diagnosticEvent: event }: EngineEvent) => {
    if (event?.severity === "error") reasons.push(event.message.replaceAll(/<\{%.*?%\}>/g, "").trim());
  };
  try {
    return await run(onEvent);
  } catch (error) {
    if (error instanceof ConcurrentUpdateError) reasons.push("Another run has locked its stack.");
    if (reasons.length === 0) throw error;
    throw new OrderError(id, reasons);
  }
}

function text(output: OutputMap[string] | undefined): string {
  return typeof output?.value === "string" ? output.value : "";
}
