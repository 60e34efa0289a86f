import { AlreadyExpiredError, isSessionUuid, NotFoundError } from "../plivo";
import type { Context, Stored } from "./call";
import { drain } from "./drain";
import { OwnerUnknownError } from "../session/incomplete-errors";
import type { IncompleteState } from "../session/incomplete-state";
import { assertAccount } from "./assert-account";
import type { SessionState } from "../session/state";

/**
 * Ends a session, after a call over it where `drainTimeout` says so. One that has expired already, or that its account does not know, is
 * where it should be.
 *
 * @throws OwnerUnknownError if the configured account does not know the session, and the state does not name its owner.
 */
export async function expire(
  context: Context,
  { id: sessionUuid, state: olds }: Stored<IncompleteState>,
): Promise<void> {
  const { authId } = context.client;
  assertAccount(sessionUuid, olds, authId);
  const isOwnerKnown = olds.authId !== undefined;
  if (!isOwnerKnown && !isSessionUuid(sessionUuid)) throw new OwnerUnknownError(sessionUuid, authId);
  try {
    await expireAfterDrain(context, sessionUuid, olds);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    if (!isOwnerKnown) throw new OwnerUnknownError(sessionUuid, authId);
  }
}

async function expireAfterDrain(context: Context, sessionUuid: string, olds: IncompleteState): Promise<void> {
  const { client } = context;
  await drain(context, sessionUuid, olds.drainTimeout);
  try {
    await client.expire(sessionUuid);
  } catch (error) {
    if (!(error instanceof AlreadyExpiredError)) throw error;
  }
}

/**
 * Ends a session that has been replaced only because it should have expired: unless somebody has extended it meanwhile, whose
 * session it then is.
 *
 * @returns whether it was left alone for that reason.
 */
export async function expireUnlessExtended(context: Context, stored: Stored<SessionState>): Promise<boolean> {
  const { id: sessionUuid, state: olds } = stored;
  const { client } = context;
  assertAccount(sessionUuid, olds, client.authId);
  const session = await client.find(sessionUuid);
  // Not by a clock: one that is wrong has condemned a session that lives.
  if (session === undefined || session.status === "expired") return false;
  if (expiryTimeMs(session) - expiryTimeMs(olds) > expiryToleranceMs) return true;
  await expire(context, stored);
  return false;
}

/** Milliseconds by which a stored end may differ without anybody's doing; Plivo's shortest extension is 60 s. */
const expiryToleranceMs = 30_000;

function expiryTimeMs({ expiryTime }: { readonly expiryTime?: string | null | undefined }): number {
  return typeof expiryTime === "string" ? Date.parse(expiryTime) : Number.NEGATIVE_INFINITY;
}
