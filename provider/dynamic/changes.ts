import type { Diff } from "../session/diff";

/**
 * The `changes` of a diff for Pulumi's host. If undefined, the engine compares the inputs itself, and shows
 * only the arguments that changed. True for a forced diff, because its inputs can be equal.
 */
export function changesOf({ changed, isForced }: Diff): boolean | undefined {
  if (isForced) return true;
  return changed.length === 0 ? false : undefined;
}
