import { changesOf } from "../../provider/dynamic/changes.ts";
import type { Diff } from "../../provider/session/diff.ts";

/** A diff with the `changes` that the host of dynamic providers passes to the engine. */
export function engineDiff(difference: Diff) {
  const { replaces, explanations, replacedByExpiry, renewed } = difference;
  return { changes: changesOf(difference), replaces, explanations, replacedByExpiry, renewed };
}
