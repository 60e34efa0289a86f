import type { Session } from "../plivo";
import { fieldNames, type FieldName, type FieldValue, type SessionInputs } from "../session/fields";
import { IncompleteDiffersError } from "../session/incomplete-errors";
import type { IncompleteState } from "../session/incomplete-state";
import { canDrift, differences, reportedValue } from "../session/match";
import { sessionState, type SessionState } from "../session/state";
import { assertAccount } from "./assert-account";
import type { Context, Stored } from "./call";
import { findOwned } from "./read";
import { sessionEndedError, update } from "./update";

/**
 * Completes a state that this package did not write: reads the session, then sends only what differs.
 *
 * @returns the outputs, without unknown keys of the old ones.
 * @throws OwnerUnknownError if the account does not have the session and the state names no account.
 * @throws IncompleteDiffersError if the session differs in what Plivo cannot change.
 * @throws SessionEndedError, SessionIncompleteError as `update` does.
 */
export async function complete(
  context: Context,
  { id: sessionUuid, state: olds }: Stored<IncompleteState>,
  news: SessionInputs,
): Promise<SessionState> {
  const { client, clock } = context;
  assertAccount(sessionUuid, olds, client.authId);
  const session = await findOwned(client, sessionUuid, olds);
  if (session === undefined || session.status === "expired") {
    const state = sessionState(news, client.authId, session ?? { sessionUuid }, olds);
    throw sessionEndedError(sessionUuid, state, session !== undefined, clock.now());
  }
  const differing = permanentDifferences(sessionUuid, olds, news, session);
  if (differing.length > 0) throw new IncompleteDiffersError(sessionUuid, differing);
  const state = sessionState(shownInputs(news, session, clock.now()), client.authId, session, olds);
  return update(context, { id: sessionUuid, state }, news);
}

/** The differing arguments that no update can change. A PIN that Plivo hides counts as the stored one. */
function permanentDifferences(
  sessionUuid: string,
  olds: IncompleteState,
  news: SessionInputs,
  session: Session,
): FieldName[] {
  const differing = differences(news, session).filter((name) => {
    if (reportedValue(session, name) === undefined) return olds[name] !== news[name];
    return news[name] === undefined || !canDrift(name, news);
  });
  const { adoptSessionUuid } = news;
  const isAnother = adoptSessionUuid !== undefined && adoptSessionUuid !== sessionUuid;
  return isAnother ? [...differing, "adoptSessionUuid"] : differing;
}

/** The declared arguments as the session has them: the update then sends just the differences. */
function shownInputs(news: SessionInputs, session: Session, now: number): SessionInputs {
  const shown = fieldNames.map((name) => [name, valueOf(name, news, session, now)] as const);
  return Object.fromEntries(shown.filter(([, value]) => value !== undefined));
}

function valueOf(
  name: FieldName,
  news: SessionInputs,
  session: Session,
  now: number,
): FieldValue | undefined {
  const declared = news[name];
  if (declared === undefined || !canDrift(name, news)) return declared;
  if (name === "sessionExpiry")
    return hasSessionExpiry(session, Number(declared), now) ? declared : undefined;
  const shown = reportedValue(session, name);
  return shown === undefined ? declared : (shown ?? undefined);
}

/**
 * Whether a session already has this `sessionExpiry`. No response reports it, and sending it again restarts
 * the session's clock. `duration` is `sessionExpiry` or, after an extension, the time until then plus
 * `sessionExpiry`. True if the response does not tell.
 */
function hasSessionExpiry({ duration, expiryTime }: Session, sessionExpiry: number, now: number): boolean {
  if (typeof duration !== "number" || duration === sessionExpiry) return true;
  const left = typeof expiryTime === "string" ? (Date.parse(expiryTime) - now) / 1000 : Infinity;
  return duration > sessionExpiry && left <= sessionExpiry;
}
