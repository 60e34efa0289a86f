import { AlreadyExpiredError, isSessionUuid, NotFoundError } from "../plivo";
import type { Context, Stored } from "./call";
import { drain } from "./drain";
import { OwnerUnknownError } from "../session/incomplete-errors";
import type { IncompleteState } from "../session/incomplete-state";
import { assertAccount } from "./assert-account";
import type { SessionState } from "../session/state";

/**
 * Expires a session; with `drainTimeout`, after its call. Succeeds if the session has expired already, or if
 * its account does not know it.
 *
 * @throws OwnerUnknownError if the account does not have the session and the state names no account.
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
 * Expires a session that was replaced only because its stored end has passed, unless someone extended it.
 *
 * @returns whether someone did, and it stays live.
 */
export async function expireUnlessExtended(context: Context, stored: Stored<SessionState>): Promise<boolean> {
  const { id: sessionUuid, state: olds } = stored;
  const { client } = context;
  assertAccount(sessionUuid, olds, client.authId);
  const session = await client.find(sessionUuid);
  // By Plivo's status, because this machine's clock may be wrong.
  if (session === undefined || session.status === "expired") return false;
  if (expiryTimeMs(session) - expiryTimeMs(olds) > expiryToleranceMs) return true;
  await expire(context, stored);
  return false;
}

/** How far a stored end may differ from Plivo's without an extension. Plivo's shortest extension is 60 s. */
const expiryToleranceMs = 30_000;

function expiryTimeMs({ expiryTime }: { readonly expiryTime?: string | null | undefined }): number {
  return typeof expiryTime === "string" ? Date.parse(expiryTime) : Number.NEGATIVE_INFINITY;
}
