import { bringInLine } from "./adopt";
import {
  AdoptDiffersError,
  AdoptExpiredError,
  AdoptNotFoundError,
  AdoptOwnedError,
} from "../session/adopt-errors";
import { expiredAgo, isExpired, onExpiryOf } from "../session/expiry";
import type { SessionInputs } from "../session/fields";
import type { LookUpContext } from "./lost-create";
import { differences } from "../session/match";
import type { SessionState } from "../session/state";

export interface AdoptContext extends LookUpContext {
  /** Shows one line to the user. */
  readonly log: (line: string) => void;
  /** What `adoptSessionUuid` names of resources that are being replaced: it was taken over once, and its successor is a new session. */
  readonly followed: ReadonlySet<string>;
}

/**
 * Takes over the session that `adoptSessionUuid` names: the way to bring a session that was made elsewhere into a stack. What can be
 * updated and differs is updated. Undefined: none is named, or a new one is to be made, since it has expired or is being replaced.
 *
 * @throws AdoptNotFoundError, AdoptDiffersError, AdoptExpiredError, AdoptOwnedError: nothing was changed then.
 * @throws SessionIncompleteError where the update fails: the session is taken over all the same.
 */
export async function named(context: AdoptContext, inputs: SessionInputs): Promise<SessionState | undefined> {
  const { client, clock, owned, log, followed } = context;
  const { adoptSessionUuid: sessionUuid } = inputs;
  if (sessionUuid === undefined || followed.has(sessionUuid)) return undefined;
  const session = await client.find(sessionUuid);
  if (session === undefined) throw new AdoptNotFoundError(sessionUuid, client.authId);
  if (isExpired(session, clock.now())) {
    const ago = expiredAgo(session, clock.now());
    if (onExpiryOf(inputs) !== "recreate") throw new AdoptExpiredError(sessionUuid, ago, onExpiryOf(inputs));
    log(`Masking session ${sessionUuid}, which adoptSessionUuid names, ${ago}: a new one is made.`);
    return undefined;
  }
  const differing = differences(inputs, session);
  if (differing.length > 0) throw new AdoptDiffersError(sessionUuid, differing);
  if (!owned.adopt(sessionUuid)) throw new AdoptOwnedError(sessionUuid);
  log(`Masking session ${sessionUuid} is taken over, as adoptSessionUuid says.`);
  return bringInLine(client, inputs, session);
}
