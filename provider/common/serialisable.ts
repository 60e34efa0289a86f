/**
 * Only what Pulumi's protocol can carry: a failure there would lose the session that has just been created.
 */
export function pickSerialisable(properties: object): Record<string, unknown> {
  const entries = Object.entries(properties as Record<string, unknown>);
  return Object.fromEntries(entries.filter(([, value]) => isSerialisable(value)));
}

/** Whether a value is one that resources of this provider can have. */
export function isSerialisable(value: unknown): boolean {
  return typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}
