import { ProviderError } from "../common/errors";
import type { SessionResult } from "../lifecycle/call";
import { pickSerialisable } from "../common/serialisable";

/**
 * Pulumi's "initialization failed". The host stores `id` and `properties`, shows the `reasons`, and the next
 * `up` updates the resource even if the program is unchanged.
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
    // The host adds __provider to results, but not to these. Without it, the resource could not be deleted.
    this.properties = { ...pickSerialisable(state), __provider: provider };
    this.reasons = [cause.message];
  }
}

/**
 * The outputs of a create or an update.
 *
 * @param provider the resource's `__provider`.
 * @throws PartialFailureError after a partial failure.
 */
export function outputs(result: SessionResult, provider: unknown): Record<string, unknown> {
  const { incomplete, state } = result;
  if (incomplete !== undefined) {
    throw new PartialFailureError(incomplete.code, incomplete, result, provider);
  }
  return pickSerialisable(state);
}
