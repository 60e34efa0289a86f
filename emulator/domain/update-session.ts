import { wholeSecond } from "../common/timestamps";
import { defaultOf } from "./create-session";
import { readParameters, type ParameterName, type SentParameters } from "./read-parameters";
import { refusals } from "./refusals";
import { isExpired, lifetime, type Session } from "./session";
import { fieldsWith, rowOf } from "./session-fields";
import type { Switches } from "./switches";
import type { Vendor } from "./vendor";

/** Whether SDKs send this value for arguments that the caller left out. */
function isUnset(value: unknown): boolean {
  return value === null || value === undefined || value === false || value === 0 || value === "";
}

/** Whether a sent value equals the session's: a number with or without "+", an integer also as text. */
function isSame(sent: unknown, own: unknown): boolean {
  if (typeof sent !== "string") return sent === own;
  return sent.replace(/^\+/, "") === String(own);
}

function isRefused(
  session: Session,
  name: ParameterName,
  value: unknown,
  { createOnlyInUpdate }: Switches,
): boolean {
  if (createOnlyInUpdate === "ignore") return false;
  if (createOnlyInUpdate === "refuse") return true;
  return !isUnset(value) && !isSame(value, session[name]);
}

/** Whether an update can change this parameter of this session. */
function isUpdatable(session: Session, name: ParameterName, { singleParty }: Switches): boolean {
  const { update } = rowOf(name);
  if (update !== "single-party") return update === "always";
  const isOpen = session.create_session_with_single_party === true;
  return isOpen && (singleParty === "replaceable" || session[name] === null);
}

/**
 * The parameters that an update can change. A create-only parameter is ignored if it equals the session's
 * value, since SDKs send unset ones with every update.
 * @throws ApiError if it differs.
 */
export function updatableParameters(
  session: Session,
  named: ReadonlyMap<ParameterName, unknown>,
  switches: Switches,
): Map<ParameterName, unknown> {
  const taken = new Map<ParameterName, unknown>();
  for (const [name, value] of named) {
    if (isUpdatable(session, name, switches)) taken.set(name, value);
    else if (isRefused(session, name, value, switches)) throw refusals.notUpdatable(name);
  }
  return taken;
}

/** @throws ApiError if the session has expired. */
export function requireUpdatable(vendor: Vendor, session: Session): void {
  const { updateOfExpired } = vendor.switches;
  if (updateOfExpired === "accept" || !isExpired(session, vendor.clock.now())) return;
  throw updateOfExpired === "not-found" ? refusals.notFound() : refusals.alreadyExpired();
}

/** The response to a deletion, besides `api_id`. */
export const expiredResponse = { message: "Session expired" } as const;

const fieldsWithTwoDefaults = fieldsWith("defaultByText");

/** The defaults for a sent 0, if the switch `zeroInUpdate` says so. */
function defaultsForZeros(named: ReadonlyMap<ParameterName, unknown>, switches: Switches): SentParameters {
  if (switches.zeroInUpdate !== "default") return {};
  const zeros = fieldsWithTwoDefaults.filter((name) => [0, "0"].some((zero) => zero === named.get(name)));
  return Object.fromEntries(zeros.map((name) => [name, defaultOf(name, switches)]));
}

function emptyToNull(sent: SentParameters, { emptyUrl }: Switches): Partial<Session> {
  const entries = Object.entries(sent).map(([name, value]) => {
    if (value === "" && emptyUrl === "refuse") throw refusals.url(name);
    return [name, value === "" ? null : value] as const;
  });
  return Object.fromEntries(entries);
}

/** Updates a live session. Only session_expiry restarts its lifetime. */
export function updateSession(
  vendor: Vendor,
  session: Session,
  named: ReadonlyMap<ParameterName, unknown>,
): void {
  const { switches } = vendor;
  const taken = updatableParameters(session, named, switches);
  const sent = { ...defaultsForZeros(taken, switches), ...readParameters(taken, switches) };
  const now = wholeSecond(vendor.clock.now());
  const changes: Partial<Session> = { ...emptyToNull(sent, switches), modified_time: now };
  if (sent.session_expiry !== undefined) {
    const expiry = now + sent.session_expiry * 1000;
    changes.expiry_time = expiry;
    changes.duration = lifetime({ created_time: session.created_time, expiry_time: expiry });
  }
  vendor.sessions.change(session, changes);
}

/** The response to the deletion of an expired session, besides `api_id`. Undefined if it is live. */
export function responseIfExpired(vendor: Vendor, session: Session): object | undefined {
  if (!isExpired(session, vendor.clock.now())) return undefined;
  const { deleteOfExpired } = vendor.switches;
  const refusal = refusals.alreadyExpired();
  if (deleteOfExpired === "accept") return expiredResponse;
  if (deleteOfExpired === "error-in-success") return { error: refusal.message };
  throw deleteOfExpired === "not-found" ? refusals.notFound() : refusal;
}

/** Expires a live session now and ends its calls. It stays stored. */
export function expireSession(vendor: Vendor, session: Session): void {
  const now = wholeSecond(vendor.clock.now());
  vendor.sessions.change(session, {
    modified_time: now,
    expiry_time: now,
    ...(vendor.switches.deletedDuration === "recomputed"
      ? { duration: lifetime({ created_time: session.created_time, expiry_time: now }) }
      : {}),
  });
  vendor.calls.endCallsOf(session);
}
