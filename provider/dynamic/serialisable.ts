/** Only what the host can send to the engine: a failure there would lose the session that has just been made. */
export function serialisable(properties: object): Record<string, unknown> {
  const entries = Object.entries(properties as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter(
      ([, value]) => typeof value === "string" || typeof value === "boolean" || Number.isFinite(value),
    ),
  );
}
