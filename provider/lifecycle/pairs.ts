import { getOrCreate } from "../common/get-or-create";
import type { SessionInputs } from "../session/fields";
import { unknownInput } from "../session/unknown";

/**
 * Which resources of a program declare a session of the same two parties, in either order. They are told apart by their
 * names, since the engine checks a resource a second time when it replaces it.
 */
export class Pairs {
  readonly #names = new Map<string, Set<string>>();

  /**
   * Notes a resource.
   *
   * @returns the first resource with the same parties, once for each later one; undefined also if a name or a party is not known.
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

/** What is logged about a resource that declares the same two parties as another one. */
export function pairWarning(other: string): string {
  return (
    `the resource ${nameOf(other)} has the same two parties. Plivo's documents disagree on whether a ` +
    "pair can have two sessions at a time: declare one session for both purposes."
  );
}

/** Of `urn:pulumi:STACK::PROJECT::TYPE::NAME` the name. */
function nameOf(resource: string): string {
  return resource.startsWith("urn:pulumi:") ? resource.split("::").slice(3).join("::") : resource;
}
