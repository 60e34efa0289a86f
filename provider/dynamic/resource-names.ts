import type { SessionInputs } from "../session/fields";
import { declarationKey } from "../session/state";

/** The resources with the same inputs. */
interface Names {
  /**
   * The one that was checked last, undefined if its name is unknown. The engine compares a resource right
   * after its check, unless it compares several in parallel, which is off by default.
   */
  readonly latest?: string | undefined;
  /** The only one. Undefined if its name is unknown, or if there are several. */
  readonly only?: string | undefined;
}

/**
 * The names of the program's resources. Pulumi's host passes no name to `diff`, so `check` records it by the
 * checked inputs.
 */
export class ResourceNames {
  readonly #names = new Map<string, Names>();

  add(inputs: SessionInputs, name: string | undefined): void {
    const key = declarationKey(inputs);
    const before = this.#names.get(key);
    const isShared = before !== undefined && before.only !== name;
    this.#names.set(key, { latest: name, only: isShared ? undefined : name });
  }

  of(inputs: SessionInputs): Names {
    return this.#names.get(declarationKey(inputs)) ?? {};
  }
}

export function lineFor(name: string | undefined, line: string): string {
  return name === undefined ? line : `${name}: ${line}`;
}
