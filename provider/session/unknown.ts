/** What Pulumi's engine sends, in a preview, in place of a value that is known only after an update. */
export const UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a value is unknown in this preview, wholly or somewhere inside, however deep. */
export function containsUnknown(value: unknown): boolean {
  const rest = [value];
  while (rest.length > 0) {
    const next = rest.pop();
    if (next === UNKNOWN_VALUE) return true;
    if (typeof next !== "object" || next === null) continue;
    for (const inner of Object.values(next) as unknown[]) rest.push(inner);
  }
  return false;
}
