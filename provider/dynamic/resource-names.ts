import type { SessionInputs } from "../session/fields";
import { declarationKey } from "../session/state";

/**
 * The names of the program's resources. Pulumi's host passes no name to `diff`, so `check` records it by the
 * checked inputs.
 */
export class ResourceNames {
  readonly #names = new Map<string, string | undefined>();

  add(inputs: SessionInputs, name: string | undefined): void {
    const key = declarationKey(inputs);
    const isShared = this.#names.has(key) && this.#names.get(key) !== name;
    this.#names.set(key, isShared ? undefined : name);
  }

  /** Undefined if it is unknown, or if several resources have the same inputs. */
  of(inputs: SessionInputs): string | undefined {
    return this.#names.get(declarationKey(inputs));
  }
}

export function lineFor(name: string | undefined, line: string): string {
  return name === undefined ? line : `${name}: ${line}`;
}
