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

/** The result of a read. Undefined: the session is gone. */
export type InputsAndState = { readonly state: SessionState; readonly inputs: SessionInputs } | undefined;

/**
 * Reads a session that this stack owns, for a refresh.
 *
 * Only arguments that the program declares, the response reports and Plivo can change may drift. With
 * `onExpiry: "recreate"`, an expired or unknown session is gone. Otherwise it stays in the state as expired
 * if its end has passed.
 *
 * @throws ForeignAccountError if another account owns the session; nothing is sent then.
 */
export async function refresh(
  context: Context,
  { id: sessionUuid, state: olds }: Stored<SessionState>,
): Promise<InputsAndState> {
  const { client } = context;
  assertAccount(sessionUuid, olds, client.authId);
  return refreshResult(context, olds, await client.findStored(sessionUuid, olds));
}

/** The result of a refresh. `session`: as Plivo reports it; undefined if it is unknown. */
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
 * A session of the state. Undefined if its account does not know it.
 *
 * @throws OwnerUnknownError if the session is unknown and the state names no account: another may have it.
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

/** Plivo deletes data after 90 days: a 404 after the stored end means expired, one before it means gone. */
function keepsExpired(olds: SessionState, now: number): boolean {
  return onExpiryOf(olds) !== "recreate" && isExpired(olds, now);
}

function asExpired(olds: SessionState): InputsAndState {
  return { inputs: declaredInputs(olds), state: { ...olds, status: "expired" } };
}

/** The declared arguments with the values that Plivo reports. A value that was unset elsewhere is absent. */
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

/** Hides credentials that someone else put into a URL: Pulumi would store them in clear. */
function hideNewCredentials(reported: unknown, declared: unknown): unknown {
  if (!hasCredentials(reported) || hasCredentials(declared)) return reported;
  return concealCredentials(String(reported), "hidden:hidden");
}

/**
 * Reads a session that this stack does not own, for `MaskingSession.get`, with all that Plivo reports.
 *
 * @throws SessionNotReadableError if the account has no such session, or it has expired.
 */
export async function get(context: Context, sessionUuid: string): Promise<SessionState> {
  const session = await findLive(context, sessionUuid, SessionNotReadableError);
  return sessionState(reportedInputs(session), context.client.authId, session);
}

/**
 * Reads a session for an import, with the inputs that declare it as it is.
 *
 * If Plivo does not report all of them, the state is marked as incomplete: the next update compares the
 * program with what Plivo reports, and trusts the program for the rest.
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
