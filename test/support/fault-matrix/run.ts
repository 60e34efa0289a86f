import type { Emulator } from "plivo-masking-emulator";
import { maskingProvider, type MaskingProvider } from "../../../provider/dynamic/provider";
import type { SessionInputs } from "../../../provider/session/fields";
import type { SessionState } from "../../../provider/session/state";
import { virtualClock } from "../virtual-clock";

/** A resource as the engine keeps it. */
export interface Resource {
  readonly id: string;
  readonly outputs: SessionState;
  /** The engine updates it next time whether or not the program has changed. */
  readonly halfDone: boolean;
}

/** What the state has of one declared session. */
export interface State {
  readonly resource?: Resource | undefined;
  /** Was replaced, and is still to be deleted. */
  readonly replaced: readonly Resource[];
  /** Another session of the stack, which has ended. */
  readonly beside?: Resource | undefined;
}

export const emptyState: State = { replaced: [] };

/**
 * One run of the engine for one session: with a provider of its own, as each run has a process of its own, and with what the
 * engine makes of results and errors. Waits take no real time.
 */
export class Run {
  /** What the provider has shown to the user. */
  readonly lines: string[] = [];
  /** What was thrown. */
  readonly errors: unknown[] = [];
  readonly #provider: MaskingProvider;

  constructor(
    emulator: Emulator,
    public state: State = emptyState,
    environment: NodeJS.ProcessEnv = {},
    bulkAfter?: number,
  ) {
    this.#provider = maskingProvider({
      environment: { ...emulator.environment, ...environment },
      log: (line) => this.lines.push(line),
      clock: virtualClock(emulator),
      bulkAfter,
    });
  }

  /** The ids in the state. */
  get ids(): string[] {
    const { resource, replaced } = this.state;
    return [...(resource === undefined ? [] : [resource]), ...replaced].map(({ id }) => id);
  }

  /** The read of the other session, which comes first in a refresh. */
  async refreshBeside(): Promise<void> {
    const { beside } = this.state;
    if (beside !== undefined) await this.#try(() => this.#provider.read(beside.id, beside.outputs));
  }

  /** `pulumi refresh`. */
  async refresh(): Promise<void> {
    const { resource } = this.state;
    if (resource === undefined) return;
    const read = await this.#try(() => this.#provider.read(resource.id, resource.outputs));
    if (read === undefined) return;
    const gone = read.id === undefined || read.id === "";
    this.#keep(gone ? undefined : { ...resource, outputs: read.props as SessionState });
  }

  /** `pulumi up`, for a program that declares the session. */
  async up(inputs: SessionInputs): Promise<void> {
    await this.#apply(inputs);
    if (this.errors.length === 0) await this.#deleteReplaced();
  }

  /** `pulumi destroy`, or an `up` for a program without the session. */
  async destroy(): Promise<void> {
    const { resource } = this.state;
    if (resource !== undefined && (await this.#delete(resource))) this.#keep(undefined);
    await this.#deleteReplaced();
  }

  async #apply(inputs: SessionInputs): Promise<void> {
    const { resource, replaced } = this.state;
    if (resource === undefined) return this.#create(inputs);
    const { id, outputs, halfDone } = resource;
    const diff = await this.#try(() => this.#provider.diff(id, outputs, inputs));
    if (diff === undefined) return;
    const { changes, replaces = [] } = diff;
    if (replaces.length > 0) {
      await this.#create(inputs);
      if (this.state.resource !== resource) this.state = { ...this.state, replaced: [...replaced, resource] };
      return;
    }
    if (changes === false && !halfDone) return;
    const updated = await this.#try(() => this.#provider.update(id, outputs, inputs));
    if (updated) this.#keep({ id, outputs: updated.outs as SessionState, halfDone: false });
  }

  async #create(inputs: SessionInputs): Promise<void> {
    const created = await this.#try(() => this.#provider.create(inputs));
    if (created) this.#keep({ id: created.id, outputs: created.outs as SessionState, halfDone: false });
  }

  async #deleteReplaced(): Promise<void> {
    for (const resource of this.state.replaced) {
      if (!(await this.#delete(resource))) continue;
      this.state = { ...this.state, replaced: this.state.replaced.filter((other) => other !== resource) };
    }
  }

  /** Whether it went well. */
  async #delete({ id, outputs }: Resource): Promise<boolean> {
    return (await this.#try(() => this.#provider.delete(id, outputs).then(() => true))) ?? false;
  }

  #keep(resource: Resource | undefined): void {
    this.state = { ...this.state, resource };
  }

  /** An error with an id tells of something half done, which the state keeps; one without leaves the state as it is. */
  async #try<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.errors.push(error);
      const { id, properties } = error as { id?: unknown; properties?: SessionState };
      if (typeof id === "string" && id !== "" && properties !== undefined) {
        this.#keep({ id, outputs: properties, halfDone: true });
      }
      return undefined;
    }
  }
}
