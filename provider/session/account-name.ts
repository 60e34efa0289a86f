import { problem, type Problem } from "./problem";

/** Whether a text can name an account: the names of environment variables are built from it. */
export function isAccountName(name: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(name);
}

/** The part of those names: two that differ only in case, or in dashes and underscores, have the same. */
export function environmentPart(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, "_");
}

/** Two names that share their environment variables; undefined: there are none. */
export function conflictingNames(names: readonly string[]): readonly [string, string] | undefined {
  for (const [index, name] of names.entries()) {
    const other = names.slice(index + 1).find((one) => one !== name && shareVariables(one, name));
    if (other !== undefined) return [name, other];
  }
  return undefined;
}

function shareVariables(one: string, other: string): boolean {
  return environmentPart(one) === environmentPart(other);
}

/** The accounts that the resources of a run declare. */
export class DeclaredAccounts {
  readonly #names = new Map<string, string>();

  /** What is wrong with one more; it is not quoted, as no argument's value is. */
  problems(name: unknown): Problem[] {
    if (typeof name !== "string" || !isAccountName(name)) return [];
    const part = environmentPart(name);
    const known = this.#names.get(part) ?? name;
    this.#names.set(part, known);
    return known === name ? [] : [problem("account", sharesVariables)];
  }
}

const sharesVariables =
  "shares its environment variables with the account of another resource: their names differ only in case, or in dashes and " +
  "underscores. Rename one of them.";
