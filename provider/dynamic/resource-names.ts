import type { SessionInputs } from "../session/fields";
import { declarationKey } from "../session/state";

/**
 * The names of the resources that the program declares. Pulumi's host does not tell a provider which resource a call is
 * for, so `check` notes each name by the checked inputs, with which the engine then calls `diff`.
 */
export class ResourceNames {
  readonly #names = new Map<string, string | undefined>();

  /** Notes a resource's name. */
  add(inputs: SessionInputs, name: string | undefined): void {
    const key = declarationKey(inputs);
    const isShared = this.#names.has(key) && this.#names.get(key) !== name;
    this.#names.set(key, isShared ? undefined : name);
  }

  /** Undefined if it is not known, or if resources of different names declare the same. */
  of(inputs: SessionInputs): string | undefined {
    return this.#names.get(declarationKey(inputs));
  }
}

/** The line as it is shown for a resource. */
export function lineFor(name: string | undefined, line: string): string {
  return name === undefined ? line : `${name}: ${line}`;
}
