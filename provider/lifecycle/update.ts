import {
  AlreadyExpiredError,
  NotFoundError,
  PlivoError,
  UnreadableAnswerError,
  type Session,
  type UpdateSessionRequest,
} from "../plivo";
import { changes, valueToSend, type Change } from "../session/changes";
import { SessionEndedError, SessionIncompleteError } from "../session/errors";
import { isDueForRenewal, isExpired } from "../session/expiry";
import type { FieldName, SessionInputs } from "../session/fields";
import { reportedValue } from "../session/match";
import { sessionState, type SessionState } from "../session/state";
import { assertAccount } from "./assert-account";
import type { Context, Stored } from "./call";
import type { Ledger } from "./ledger";
import type { Sessions } from "./sessions";

/**
 * Brings a live session to what the program declares: one request with only what changed, since sending `sessionExpiry`
 * again restarts the session's clock, which is done where `renewBefore` says so; no request where nothing is to be sent,
 * unless the state does not know the session yet, because something failed just after it was made.
 *
 * @returns the outputs after the update.
 * @throws SessionEndedError where the session has expired or vanished meanwhile.
 * @throws SessionIncompleteError where nobody knows whether Plivo has moved the session's end.
 */
export async function update(
  { client, clock, ledger }: Context,
  { id: sessionUuid, state: olds }: Stored<SessionState>,
  news: SessionInputs,
): Promise<SessionState> {
  assertAccount(sessionUuid, olds, client.authId);
  const changed = changes(olds, news);
  const request = {
    ...updateRequest(changed),
    ...(isRenewed(ledger, sessionUuid) || isDueForRenewal(news, olds, clock.now()) ? renewal(news) : {}),
  };
  const { sessionExpiry } = request;
  let isLost = false;
  const onLost = () => {
    isLost = true;
  };
  const knownState = () =>
    sessionExpiry === undefined
      ? olds
      : { ...olds, expiryTime: latestExpiryTime(sessionExpiry, clock.now()) };
  const session = await send(client, sessionUuid, olds, request, onLost).catch(async (error: unknown) => {
    const isOver = error instanceof AlreadyExpiredError || error instanceof NotFoundError;
    const end = isOver ? await confirmExpiry(client, sessionUuid, olds, clock.now()) : undefined;
    const mayBeExtended = isLost && sessionExpiry !== undefined;
    throw end ?? (mayBeExtended ? new SessionIncompleteError(sessionUuid, knownState(), error) : error);
  });
  return sessionState(news, client.authId, session, knownState());
}

/** A diff that has said so counts even if the session's end has passed meanwhile. */
function isRenewed(ledger: Ledger, sessionUuid: string): boolean {
  return ledger.plan(sessionUuid) === "renewed";
}

/** A session's new end, where no answer tells it: by an earlier one, it could be replaced while it lives. */
function latestExpiryTime(sessionExpiry: number, now: number): string {
  return new Date(now + sessionExpiry * 1000).toISOString();
}

async function send(
  client: Sessions,
  sessionUuid: string,
  olds: SessionState,
  request: UpdateSessionRequest,
  onLost: () => void,
): Promise<Session> {
  const isEmpty = Object.keys(request).length === 0;
  if (isEmpty && olds.virtualNumber === undefined) return client.get(sessionUuid);
  try {
    return await client.update(sessionUuid, request, onLost);
  } catch (error) {
    if (error instanceof PlivoError && error.processed !== "no") onLost();
    if (!(error instanceof UnreadableAnswerError)) throw error;
    // Carried out, by its status; but a proxy's page has the same.
    const session = await client.get(sessionUuid);
    if (!matchesRequest(session, request)) throw error;
    return session;
  }
}

/** Whether a session has each value that was sent, as far as Plivo shows it. */
function matchesRequest(session: Session, request: UpdateSessionRequest): boolean {
  return Object.entries(request).every(([name, value]) => {
    const shown = reportedValue(session, name as FieldName);
    return shown === undefined || (shown ?? "") === value;
  });
}

/** The error for a session that has ended, once Plivo confirms it; undefined where it lives. */
async function confirmExpiry(
  client: Sessions,
  sessionUuid: string,
  olds: SessionState,
  now: number,
): Promise<SessionEndedError | undefined> {
  const session = await client.find(sessionUuid);
  if (session !== undefined && !isExpired(session, now)) return undefined;
  const state = session === undefined ? olds : sessionState(olds, client.authId, session, olds);
  return sessionEndedError(sessionUuid, state, session !== undefined, now);
}

/** The error for a session that Plivo shows as expired, or does not know any more; the state then says so too. */
export function sessionEndedError(
  sessionUuid: string,
  state: SessionState,
  isKnown: boolean,
  now: number,
): SessionEndedError {
  const past = isExpired({ expiryTime: state.expiryTime }, now) ? state.expiryTime : undefined;
  return new SessionEndedError(
    sessionUuid,
    { ...state, status: "expired", expiryTime: past ?? new Date(now).toISOString() },
    isKnown ? "has expired" : "no longer exists",
  );
}

function updateRequest(changed: readonly Change[]): UpdateSessionRequest {
  const values = changed.map((change) => [change.name, valueToSend(change)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** Sent again, `sessionExpiry` restarts the session's clock. */
function renewal({ sessionExpiry }: SessionInputs): UpdateSessionRequest {
  return sessionExpiry === undefined ? {} : { sessionExpiry };
}
