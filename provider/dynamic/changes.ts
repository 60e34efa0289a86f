import type { Diff } from "../session/diff";

/**
 * What the host is told. Undefined: the engine compares the inputs itself, so that its preview shows just the arguments that changed.
 * What is forced is not left to it: after a partial failure the inputs can be equal.
 */
export function changesOf({ changed, isForced }: Diff): boolean | undefined {
  if (isForced) return true;
  return changed.length === 0 ? false : undefined;
}
