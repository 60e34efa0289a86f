import type { SessionInputs } from "../session/fields";
import { declarationKey } from "../session/state";

interface Names {
  readonly latest: string | undefined;
  readonly isOnly: boolean;
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
    const isOnly = before === undefined || (before.isOnly && before.latest === name);
    this.#names.set(key, { latest: name, isOnly });
  }

  /**
   * The last checked resource with these inputs, undefined if its name is unknown. The engine compares a
   * resource right after its check, unless it compares several in parallel, which is off by default.
   */
  latest(inputs: SessionInputs): string | undefined {
    return this.#names.get(declarationKey(inputs))?.latest;
  }

  /** The only resource with these inputs. Undefined if its name is unknown, or if there are several. */
  only(inputs: SessionInputs): string | undefined {
    const names = this.#names.get(declarationKey(inputs));
    return names?.isOnly === true ? names.latest : undefined;
  }
}

export function lineFor(name: string | undefined, line: string): string {
  return name === undefined ? line : `${name}: ${line}`;
}
