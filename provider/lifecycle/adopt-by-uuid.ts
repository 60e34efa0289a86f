import {
  AdoptDiffersError,
  AdoptExpiredError,
  AdoptNotFoundError,
  AdoptOwnedError,
} from "../session/adopt-errors";
import { expiryText, isExpired, onExpiryOf } from "../session/expiry";
import type { SessionInputs } from "../session/fields";
import { differences } from "../session/match";
import type { SessionState } from "../session/state";
import { reconcile } from "./adopt";
import type { Context } from "./call";

/**
 * Adopts the session that `adoptSessionUuid` names, and updates what differs and can be updated.
 *
 * @returns undefined if it names none, or if a new session must be created because the named one has expired
 * or is being replaced.
 * @throws AdoptNotFoundError, AdoptDiffersError, AdoptExpiredError, AdoptOwnedError: nothing was changed.
 * @throws SessionIncompleteError if the update fails: the session is adopted nevertheless.
 */
export async function adoptByUuid(
  { call, client, clock, ledger }: Context,
  inputs: SessionInputs,
): Promise<SessionState | undefined> {
  const { adoptSessionUuid: sessionUuid } = inputs;
  if (sessionUuid === undefined || ledger.wasAdoptedBefore(sessionUuid)) return undefined;
  const session = await client.find(sessionUuid);
  if (session === undefined) throw new AdoptNotFoundError(sessionUuid, client.authId);
  if (isExpired(session, clock.now())) {
    const ago = expiryText(session, clock.now());
    if (onExpiryOf(inputs) !== "recreate") throw new AdoptExpiredError(sessionUuid, ago, onExpiryOf(inputs));
    call.log(`Masking session ${sessionUuid}, which adoptSessionUuid names, ${ago}: creating a new one.`);
    return undefined;
  }
  const differing = differences(inputs, session);
  if (differing.length > 0) throw new AdoptDiffersError(sessionUuid, differing);
  if (!ledger.owned.adopt(sessionUuid)) throw new AdoptOwnedError(sessionUuid);
  call.log(`Masking session ${sessionUuid} is adopted (adoptSessionUuid).`);
  return reconcile(client, inputs, session);
}
