import { ProviderError } from "../common/errors";
import { serialisable } from "./serialisable";
import { SessionEndedError, SessionIncompleteError } from "../session/errors";

/**
 * What Pulumi's host takes for "done, but not wholly": it saves `id` and `properties`, shows the `reasons`, and marks the
 * resource so that the next update works on it whether or not the program has changed.
 */
class HalfDoneError extends ProviderError {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly reasons: readonly string[];

  constructor(
    readonly code: string,
    cause: SessionIncompleteError | SessionEndedError,
    provider: unknown,
  ) {
    super(cause.message, { cause });
    this.id = cause.sessionUuid;
    // The host adds __provider to results, but not to these, and without it nobody could delete the resource.
    this.properties = { ...serialisable(cause.state), __provider: provider };
    this.reasons = [cause.message];
  }
}

/** Runs a create or an update so that what it has half done is kept in the state. */
export async function keepingHalfDone<T>(provider: unknown, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const halfDone = error instanceof SessionIncompleteError || error instanceof SessionEndedError;
    throw halfDone ? new HalfDoneError(error.code, error, provider) : error;
  }
}

/** What of a half-done error Pulumi's host reads. */
export interface HalfDone {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly reasons: readonly string[];
}

/** What the host is to read of an error; undefined: nothing is half done. */
export function halfDone(error: ProviderError): HalfDone | undefined {
  return error instanceof HalfDoneError ? error : undefined;
}
