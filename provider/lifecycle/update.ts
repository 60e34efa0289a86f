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
 * Updates a live session to what the program declares.
 *
 * The request has only what changed, because sending `sessionExpiry` again restarts the session's clock. A
 * renewal (`renewBefore`) does that on purpose. If nothing changed, no request is sent, except a read if an
 * earlier create failed before the state had the session's data.
 *
 * @returns the outputs after the update.
 * @throws SessionEndedError if the session has expired or no longer exists.
 * @throws SessionIncompleteError if it is unknown whether Plivo extended the session.
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

/** A renewal that the diff announced is sent even if the session's end has passed since. */
function isRenewed(ledger: Ledger, sessionUuid: string): boolean {
  return ledger.plan(sessionUuid) === "renewed";
}

/** The latest possible end after a lost response. An earlier one could replace the session while it lives. */
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
    // The status says that Plivo updated the session, but a proxy's page may have the same status.
    const session = await client.get(sessionUuid);
    if (!matchesRequest(session, request)) throw error;
    return session;
  }
}

/** Whether the session has each sent value, as far as Plivo reports it. */
function matchesRequest(session: Session, request: UpdateSessionRequest): boolean {
  return Object.entries(request).every(([name, value]) => {
    const shown = reportedValue(session, name as FieldName);
    return shown === undefined || (shown ?? "") === value;
  });
}

/** Reads the session again. Undefined if it is live. */
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

/** The error for a session that is expired or unknown to Plivo. Its state has the status "expired". */
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

function renewal({ sessionExpiry }: SessionInputs): UpdateSessionRequest {
  return sessionExpiry === undefined ? {} : { sessionExpiry };
}
