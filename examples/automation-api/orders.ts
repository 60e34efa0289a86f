import {
  ConcurrentUpdateError,
  LocalWorkspace,
  PulumiCommand,
  type EngineEvent,
  type OutputMap,
  type Stack,
} from "@pulumi/pulumi/automation/index.js";
import { MaskingSession } from "pulumi-plivo-masking";

/** Two people who must reach each other while the order runs. */
export interface Order {
  /** Names the order's stack: letters, digits, "-" and "_", and no phone number, since it is shown in clear. */
  readonly id: string;
  readonly firstParty: string;
  readonly secondParty: string;
}

/** What the two are told. */
export interface OpenOrder {
  readonly id: string;
  /** The number that either one dials: E.164. */
  readonly number: string;
  /** When the session ends: ISO 8601, UTC. */
  readonly until: string;
}

/** Opening or closing failed. The order's stack is kept: open or close it again, which goes on where it has stopped. */
export class OrderError extends Error {
  readonly code = "ORDER_FAILED";

  /** @param reasons what engine and provider have said; they quote no number, PIN or token. */
  constructor(orderId: string, reasons: readonly string[]) {
    super(`Order ${orderId} failed: ${reasons.join(" ")}`);
    this.name = "OrderError";
  }
}

const projectName = "plivo-masking-automation-api";
const prefix = "order-";

/** A stack with one masking session for each open order. Orders run side by side, the operations of one order one after another. */
export class Orders {
  /** The folder of Pulumi.yaml, from which @pulumi/pulumi and pulumi-plivo-masking resolve. */
  readonly #workDir: string;
  #command: Promise<PulumiCommand> | undefined;
  /** The last operation of each order that is being worked on. */
  readonly #last = new Map<string, Promise<unknown>>();

  /** Backend, passphrase and credentials come from the environment, the `pulumi` command from PATH. */
  constructor(workDir: string) {
    this.#workDir = workDir;
  }

  /** Makes the order's session. Opened again, it is the same session, made anew if it has ended or the people are others. */
  open(order: Order): Promise<OpenOrder> {
    return this.#inTurn(order.id, async () => {
      const stack = await this.#stack(order);
      const { outputs } = await told(order.id, (onEvent) => stack.up({ onEvent, suppressProgress: true }));
      return { id: order.id, number: text(outputs["number"]), until: text(outputs["until"]) };
    });
  }

  /** Ends the order's session and forgets its stack. Says whether there was one. */
  close(id: string): Promise<boolean> {
    return this.#inTurn(id, async () => {
      if (!(await this.list()).includes(id)) return false;
      const stack = await this.#stack({ id, firstParty: "", secondParty: "" });
      await told(id, (onEvent) => stack.destroy({ onEvent, suppressProgress: true }));
      await stack.workspace.removeStack(stack.name);
      return true;
    });
  }

  /** The ids of all orders that have a stack, from the backend, so that it outlives the service. */
  async list(): Promise<string[]> {
    const workspace = await LocalWorkspace.create(await this.#workspace());
    const stacks = await workspace.listStacks();
    // A backend in the cloud names them "organization/project/stack".
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

  /** A stack takes one operation at a time; the next waits, whatever became of the one before. */
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

/** Runs an operation of the engine; where it fails, with what was said of it. */
async function told<T>(id: string, run: (onEvent: (event: EngineEvent) => void) => Promise<T>): Promise<T> {
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
