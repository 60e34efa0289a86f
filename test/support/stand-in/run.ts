import type { FaultMoment, FaultOperation } from "plivo-masking-emulator";
import type { Created, ProviderProcess } from "./process.ts";
import { newResource, type Properties, type Resource } from "./resource.ts";

/** When an operation is killed, engine and provider together. */
export type Kill =
  /** While Plivo holds the nth request of this kind, before it acts or before it responds. */
  | {
      readonly at: "request";
      readonly operation: FaultOperation;
      readonly nth: number;
      readonly when: FaultMoment;
    }
  /** After a step, before it is written to the state. */
  | { readonly at: "write"; readonly nth: number };

/** What an operation did, or would do, to one resource, in the engine's words. */
export interface Step {
  readonly name: string;
  readonly op: "create" | "update" | "replace" | "delete" | "delete-replaced" | "same";
  failed: boolean;
}

/** One call of the provider's create. */
export interface Creation {
  readonly name: string;
  readonly inputs: Properties;
  /**
   * "saved": in the state. "failed": it threw, and the state has nothing. "open": the operation was killed
   * before either.
   */
  outcome: "open" | "saved" | "failed";
  error?: unknown;
}

/** The result of one operation. */
export interface Outcome {
  readonly succeeded: boolean;
  readonly killed: boolean;
  readonly steps: readonly Step[];
  readonly creations: readonly Creation[];
  /** All errors, those of partial failures included. */
  readonly errors: readonly unknown[];
  /** The lines that the provider has shown to the user. */
  readonly lines: readonly string[];
  /** The calls of the provider's methods, each with the session's first party. */
  readonly calls: readonly string[];
}

/** A running operation: its process, its state, and its results so far. */
export class Run {
  readonly steps: Step[] = [];
  readonly creations: Creation[] = [];
  readonly errors: unknown[] = [];
  /** Resolves if the operation is killed. */
  readonly death: Promise<void>;
  #die: () => void = () => undefined;
  #killed = false;
  #writes = 0;

  /** @param resources change in place, because the engine writes its state after each step. */
  constructor(
    readonly process: ProviderProcess,
    readonly resources: Resource[],
    readonly kill: Kill | undefined,
    readonly createAttempts: number,
  ) {
    this.death = new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  /** Whether no further step begins: a step has failed, or the operation was killed. */
  get stopped(): boolean {
    return this.#killed || this.errors.length > 0;
  }

  get outcome(): Outcome {
    const { steps, creations, errors } = this;
    const { lines, calls } = this.process;
    return { succeeded: !this.stopped, killed: this.#killed, steps, creations, errors, lines, calls };
  }

  die(): void {
    this.#killed = true;
    this.process.end();
    this.#die();
  }

  /** The resource of this name that is not pending deletion. */
  current(name: string): Resource | undefined {
    return this.resources.find((resource) => resource.name === name && !resource.delete);
  }

  /** Writes the state. @returns false if the operation was killed before. */
  write(change: () => void): boolean {
    this.#writes += 1;
    if (this.kill?.at === "write" && this.kill.nth === this.#writes && !this.#killed) this.die();
    if (this.#killed) return false;
    change();
    return true;
  }

  put(old: Resource, resource: Resource): void {
    const index = this.resources.indexOf(old);
    if (index === -1) throw new Error(`The state has no such resource ${old.name}.`);
    this.resources[index] = resource;
  }

  drop(old: Resource): void {
    const index = this.resources.indexOf(old);
    if (index === -1) throw new Error(`The state has no such resource ${old.name}.`);
    this.resources.splice(index, 1);
  }

  /**
   * Creates a resource. If `old` is given, it replaces it: the old one is pending deletion then, or was
   * deleted before.
   */
  async create(name: string, inputs: Properties, old?: Resource): Promise<void> {
    const creation: Creation = { name, inputs, outcome: "open" };
    this.creations.push(creation);
    await this.step(name, old === undefined ? "create" : "replace", async () => {
      const created = await this.#attempt(name, inputs).catch((error: unknown) => {
        Object.assign(creation, { outcome: "failed", error });
        throw error;
      });
      const written = this.write(() => {
        if (old !== undefined) this.#supersede(old);
        this.resources.push(newResource(name, { ...created, inputs }));
      });
      if (written) creation.outcome = "saved";
      throwPartialFailure(created);
    });
  }

  /**
   * Like an `onError` hook, runs a failing create again, also after a partial failure. The engine forgets the
   * id of an earlier attempt, and keeps its reasons even if a later one succeeds.
   */
  async #attempt(name: string, inputs: Properties): Promise<Created> {
    let initErrors: readonly string[] = [];
    for (let attempt = 1; attempt < this.createAttempts; attempt += 1) {
      const created = await this.process.create(name, inputs).catch(() => undefined);
      if (created !== undefined && created.error === undefined) return { ...created, initErrors };
      initErrors = created?.initErrors ?? initErrors;
    }
    const created = await this.process.create(name, inputs);
    return created.error === undefined ? { ...created, initErrors } : created;
  }

  #supersede(old: Resource): void {
    const { pendingReplacement } = old;
    if (pendingReplacement) this.drop(old);
    else this.put(old, { ...old, delete: true });
  }

  /** Runs one step. After an error, running steps end and no new one begins. */
  async step(name: string, op: Step["op"], work: () => Promise<void>): Promise<void> {
    const step: Step = { name, op, failed: false };
    this.steps.push(step);
    try {
      await work();
    } catch (error) {
      step.failed = true;
      this.errors.push(error);
    }
  }
}

/** The engine has saved a partial failure, and still fails. */
export function throwPartialFailure({ error }: Created): void {
  if (error instanceof Error) throw error;
}
