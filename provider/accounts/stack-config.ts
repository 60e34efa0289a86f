/** The stack's configuration. Keys have their namespace, and secrets are in plain text. */
export interface StackConfig {
  get(key: string): string | undefined;
}

/** A trimmed setting. Undefined if it is blank, which counts as not set. */
export function nonBlank(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === "" ? undefined : trimmed;
}
