import type { PlivoClient, Session, UpdateSessionRequest } from "../plivo";
import { SessionIncompleteError } from "../session/errors";
import { field, fieldNames, type FieldName, type SessionInputs } from "../session/fields";
import { shownValue } from "../session/match";
import { sessionState, type SessionState } from "../session/state";

/**
 * Brings a session that is taken over to what the program declares: one update of what differs, or no request. Not of
 * `sessionExpiry`, which Plivo does not show, and which would restart the session's clock.
 *
 * @throws SessionIncompleteError where the update fails: the session is taken over all the same.
 */
export async function bringInLine(
  client: PlivoClient,
  inputs: SessionInputs,
  session: Session,
): Promise<SessionState> {
  const differing = fieldNames.filter((name) => differs(name, inputs, session));
  const taken = sessionState(inputs, client.authId, session);
  if (differing.length === 0) return taken;
  const request: UpdateSessionRequest = Object.fromEntries(differing.map((name) => [name, inputs[name]]));
  try {
    return sessionState(inputs, client.authId, await client.update(session.sessionUuid, request), taken);
  } catch (error) {
    const state = sessionState(asShown(inputs, session, differing), client.authId, session);
    throw new SessionIncompleteError(session.sessionUuid, state, error);
  }
}

function differs(name: FieldName, inputs: SessionInputs, session: Session): boolean {
  const updatable = field(name).effect === "update" && name !== "sessionExpiry";
  return updatable && inputs[name] !== undefined && shownValue(session, name) !== inputs[name];
}

/** The arguments as the session has them, so that the next update finds the difference and sends it. */
function asShown(inputs: SessionInputs, session: Session, differing: readonly FieldName[]): SessionInputs {
  const shown = fieldNames.map((name) => {
    const value = differing.includes(name) ? (shownValue(session, name) ?? undefined) : inputs[name];
    return [name, value] as const;
  });
  return Object.fromEntries(shown.filter(([, value]) => value !== undefined));
}
