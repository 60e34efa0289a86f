import { problem, type Problem } from "./problem";

/** Whether a text can name an account: the names of environment variables contain it. */
export function isAccountName(name: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(name);
}

/** An account's part of those names. Case, dashes and underscores make no difference. */
export function environmentPart(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, "_");
}

/** The first two names that share their environment variables. */
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

  /** Adds a name, and returns the problem if it shares its variables with an earlier one. */
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
