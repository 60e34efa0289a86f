import type { Diff } from "../session/diff";

/**
 * The `changes` of a diff for Pulumi's host. If undefined, the engine compares the inputs itself, and its
 * preview shows only the arguments that changed. A forced diff is always true: after a partial failure the
 * inputs can be equal.
 */
export function changesOf({ changed, isForced }: Diff): boolean | undefined {
  if (isForced) return true;
  return changed.length === 0 ? false : undefined;
}
