/**
 * The properties that Pulumi's protocol can carry. Any other would fail the response to a create, and Pulumi
 * would lose the new session.
 */
export function pickSerialisable(properties: object): Record<string, unknown> {
  const entries = Object.entries(properties as Record<string, unknown>);
  return Object.fromEntries(entries.filter(([, value]) => isSerialisable(value)));
}

/** Whether a resource of this provider can have a value. */
export function isSerialisable(value: unknown): boolean {
  return typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}
