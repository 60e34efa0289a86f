/**
 * The stack's configuration, as Pulumi hands it to a provider: keys with their namespace, secrets in clear.
 */
export interface StackConfig {
  get(key: string): string | undefined;
}

/** A setting without the blanks around it; undefined: it is blank, which counts as not set. */
export function nonBlank(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === "" ? undefined : trimmed;
}
