import { concealCredentials, hasCredentials } from "../common/url-credentials";
import { isSessionUuid, type Session } from "../plivo";
import { SessionNotImportableError, SessionNotReadableError } from "../session/errors";
import { expiryText, isExpired, onExpiryOf } from "../session/expiry";
import { fieldNames, type SessionInputs } from "../session/fields";
import { importedInputs } from "../session/imported";
import { OwnerUnknownError } from "../session/incomplete-errors";
import { incompleteMark } from "../session/incomplete-state";
import { canDrift, reportedValue } from "../session/match";
import { declaredInputs, sessionState, type SessionState } from "../session/state";
import { assertAccount } from "./assert-account";
import type { Context, Stored } from "./call";
import type { Sessions } from "./sessions";

/** A session as read back; undefined: gone. */
export type InputsAndState = { readonly state: SessionState; readonly inputs: SessionInputs } | undefined;

/**
 * Reads a session that this stack owns, for a refresh.
 *
 * Create-only arguments never drift, nor does what the program did not declare or the answer does not report. An expired
 * or unknown session is gone under `onExpiry: "recreate"`; under the others one past its end stays, as expired.
 *
 * @throws ForeignAccountError where another account owns the session; nothing is sent then.
 */
export async function refresh(
  context: Context,
  { id: sessionUuid, state: olds }: Stored<SessionState>,
): Promise<InputsAndState> {
  const { client } = context;
  assertAccount(sessionUuid, olds, client.authId);
  return refreshResult(context, olds, await client.findStored(sessionUuid, olds));
}

/** What a refresh makes of a session that it has found, or not. */
export function refreshResult(
  { client, clock }: Context,
  olds: SessionState,
  session: Session | undefined,
): InputsAndState {
  const now = clock.now();
  if (session === undefined) return keepsExpired(olds, now) ? asExpired(olds) : undefined;
  if (session.status === "expired" && onExpiryOf(olds) === "recreate") return undefined;
  const inputs = withDrift(declaredInputs(olds), session);
  return { inputs, state: sessionState(inputs, client.authId, session, olds) };
}

/**
 * A session that a state has; undefined if its account does not know it.
 *
 * @throws OwnerUnknownError if the state does not name the account: another one may have the session.
 */
export async function findOwned(
  client: Sessions,
  sessionUuid: string,
  { authId }: Partial<Pick<SessionState, "authId">>,
): Promise<Session | undefined> {
  const session = isSessionUuid(sessionUuid) ? await client.find(sessionUuid) : undefined;
  if (session === undefined && authId === undefined) throw new OwnerUnknownError(sessionUuid, client.authId);
  return session;
}

/** Plivo keeps data for 90 days: an unknown session past its end was there, an unknown live one never counts. */
function keepsExpired(olds: SessionState, now: number): boolean {
  return onExpiryOf(olds) !== "recreate" && isExpired(olds, now);
}

function asExpired(olds: SessionState): InputsAndState {
  return { inputs: declaredInputs(olds), state: { ...olds, status: "expired" } };
}

/** The declared arguments with what was changed elsewhere: a value unset there is absent here. */
function withDrift(declared: SessionInputs, session: Session): SessionInputs {
  const drifted: Record<string, unknown> = { ...declared };
  for (const name of fieldNames) {
    if (declared[name] === undefined || !canDrift(name, declared)) continue;
    const reported = reportedValue(session, name);
    if (reported === undefined) continue;
    if (reported === null) Reflect.deleteProperty(drifted, name);
    else drifted[name] = hideNewCredentials(reported, declared[name]);
  }
  return drifted;
}

/** User and password that somebody else has put into a URL are hidden: Pulumi takes what the program declares without them for no secret. */
function hideNewCredentials(reported: unknown, declared: unknown): unknown {
  if (!hasCredentials(reported) || hasCredentials(declared)) return reported;
  return concealCredentials(String(reported), "hidden:hidden");
}

/**
 * Reads a session that this stack does not own, for `MaskingSession.get`: everything that Plivo reports of it.
 *
 * @throws SessionNotReadableError if the account has no such session, or it has expired.
 */
export async function get(context: Context, sessionUuid: string): Promise<SessionState> {
  const session = await findLive(context, sessionUuid, SessionNotReadableError);
  return sessionState(reportedInputs(session), context.client.authId, session);
}

/**
 * Reads a session that the stack imports, with the inputs by which a program declares it as it is.
 *
 * The state is marked as incomplete if Plivo does not show all of them: the next update then compares the
 * program with what Plivo shows, and takes the program's word for the rest.
 *
 * @throws SessionNotImportableError if the account has no such session, or it has expired.
 */
export async function importSession(
  context: Context,
  sessionUuid: string,
): Promise<NonNullable<InputsAndState>> {
  const session = await findLive(context, sessionUuid, SessionNotImportableError);
  const { inputs, isComplete } = importedInputs(session);
  const state = sessionState(inputs, context.client.authId, session);
  return { inputs, state: isComplete ? state : { ...state, ...incompleteMark } };
}

async function findLive(
  { client, clock }: Context,
  sessionUuid: string,
  Refusal: typeof SessionNotReadableError | typeof SessionNotImportableError,
): Promise<Session> {
  const session = await client.find(sessionUuid);
  if (session === undefined) throw new Refusal(sessionUuid, "does not exist in this account");
  const now = clock.now();
  const state = sessionState({}, client.authId, session);
  if (isExpired(state, now)) throw new Refusal(sessionUuid, expiryText(state, now));
  return session;
}

function reportedInputs(session: Session): SessionInputs {
  const set = fieldNames.filter((name) => (reportedValue(session, name) ?? null) !== null);
  return Object.fromEntries(set.map((name) => [name, reportedValue(session, name)]));
}
