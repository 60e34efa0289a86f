import type { MaskingClient } from "../client";
import type { ProviderError } from "../common/errors";
import { InvalidSessionUuidError, NotFoundError } from "../plivo";
import type { SessionDetails } from "../client/queries";
import type { Context } from "./context";
import { unlessInterrupted } from "./io";
import { inParallel } from "./parallel";

/** A session, or the error of reading it. */
export type Found = SessionDetails | ProviderError;

/**
 * Reads sessions, in the order of their IDs. It waits for the first one, which shows whether the credentials
 * are right.
 */
export async function readSessions(
  { io, print }: Context,
  client: MaskingClient,
  ids: readonly string[],
): Promise<Found[]> {
  const found: Found[] = [];
  let done = 0;
  const read = async (id: string, index: number) => {
    if (ids.length > 1) print.progress(`Reading ${String(done + 1)} of ${String(ids.length)} ...`);
    found[index] = await unlessInterrupted(io, client.get(id)).catch(errorOfThisSession);
    done += 1;
  };
  const [first, ...others] = ids;
  if (first !== undefined) await read(first, 0);
  await inParallel(others, (id, index) => read(id, index + 1));
  print.clear();
  return found;
}

/** Returns an error that concerns one ID only; throws any other. */
function errorOfThisSession(error: unknown): ProviderError {
  if (error instanceof NotFoundError || error instanceof InvalidSessionUuidError) return error;
  throw error;
}
