import { ProviderError } from "../common/errors";
import type { SessionResult } from "../lifecycle/call";
import { pickSerialisable } from "../common/serialisable";

/**
 * What Pulumi's host takes for "initialization failed": it saves `id` and `properties`, shows the `reasons`,
 * and marks the resource, so that the next update works on it whether or not the program has changed.
 */
export class PartialFailureError extends ProviderError {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly reasons: readonly string[];

  constructor(
    readonly code: string,
    cause: Error,
    { id, state }: SessionResult,
    provider: unknown,
  ) {
    super(cause.message, { cause });
    this.id = id;
    // The host adds __provider to results, but not to these, and without it no one could delete the resource.
    this.properties = { ...pickSerialisable(state), __provider: provider };
    this.reasons = [cause.message];
  }
}

/**
 * The outputs of a create or an update.
 *
 * @param provider the resource's `__provider`.
 * @throws an error that keeps the session in the state, if the operation failed half-way.
 */
export function outputs(result: SessionResult, provider: unknown): Record<string, unknown> {
  const { incomplete, state } = result;
  if (incomplete !== undefined) {
    throw new PartialFailureError(incomplete.code, incomplete, result, provider);
  }
  return pickSerialisable(state);
}
