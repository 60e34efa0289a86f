import { getOrCreate } from "../common/get-or-create";
import type { SessionInputs } from "../session/fields";
import { unknownInput } from "../session/unknown";

/**
 * The resources of a program by their two parties, in either order. By name, because the engine checks a
 * resource again when it replaces it.
 */
export class Pairs {
  readonly #names = new Map<string, Set<string>>();

  /**
   * Records a resource.
   *
   * @returns the first resource with the same parties, once for each later one. Undefined also if the name or
   * a party is unknown.
   */
  add(name: string | undefined, inputs: SessionInputs): string | undefined {
    const { account, firstParty, secondParty } = inputs;
    if (name === undefined || firstParty === undefined || secondParty === undefined) return undefined;
    if ([account, firstParty, secondParty].some((value: unknown) => value === unknownInput)) return undefined;
    const key = JSON.stringify([account, ...[firstParty, secondParty].sort()]);
    const names = getOrCreate(this.#names, key, () => new Set<string>());
    const [first] = names;
    const isNew = !names.has(name);
    names.add(name);
    return isNew ? first : undefined;
  }
}

export function pairWarning(other: string): string {
  return (
    `the resource ${nameOf(other)} has the same two parties. Plivo's documents disagree on whether a ` +
    "pair can have two sessions at a time: declare one session for both purposes."
  );
}

/** The name in a URN: `urn:pulumi:STACK::PROJECT::TYPE::NAME`. */
function nameOf(resource: string): string {
  return resource.startsWith("urn:pulumi:") ? resource.split("::").slice(3).join("::") : resource;
}
