import type { Session, UpdateSessionRequest } from "../plivo";
import { SessionExistsError, SessionIncompleteError } from "../session/errors";
import { field, fieldNames, type FieldName, type SessionInputs } from "../session/fields";
import { reportedValue } from "../session/match";
import { sessionState, type SessionState } from "../session/state";
import type { CreateContext } from "./call";
import { findMatching } from "./find-matching";
import type { Sessions } from "./sessions";

/**
 * Adopts a live session that matches the program, if there is one and `ifExists` is "adopt".
 *
 * @throws SessionExistsError, SeveralSessionsError
 */
export async function adoptExisting(
  context: CreateContext,
  inputs: SessionInputs,
): Promise<SessionState | undefined> {
  const { call, client, ifExists, ledger } = context;
  if (ifExists === "create") return undefined;
  const { session, nearMisses } = await findMatching(context, inputs);
  for (const { sessionUuid, names } of nearMisses) {
    call.log(
      `Masking session ${sessionUuid} is live and has the same parties, but cannot be adopted: ` +
        `it differs in ${names.join(", ")}.`,
    );
  }
  if (session === undefined) return undefined;
  if (ifExists === "fail") throw new SessionExistsError(session.sessionUuid);
  if (!ledger.owned.adopt(session.sessionUuid)) return undefined;
  call.log(
    `Masking session ${session.sessionUuid} is adopted instead of creating a new one: ifExists is "adopt".`,
  );
  return reconcile(client, inputs, session);
}

/**
 * Updates an adopted session to what the program declares: one request with what differs, or none. It leaves
 * out `sessionExpiry`, because Plivo does not report it and sending it restarts the session's clock.
 *
 * @throws SessionIncompleteError if the update fails: the session is adopted nevertheless.
 */
export async function reconcile(
  client: Sessions,
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
  return updatable && inputs[name] !== undefined && reportedValue(session, name) !== inputs[name];
}

/** The arguments as the session has them: the next update then finds the difference and sends it. */
function asShown(inputs: SessionInputs, session: Session, differing: readonly FieldName[]): SessionInputs {
  const shown = fieldNames.map((name) => {
    const value = differing.includes(name) ? (reportedValue(session, name) ?? undefined) : inputs[name];
    return [name, value] as const;
  });
  return Object.fromEntries(shown.filter(([, value]) => value !== undefined));
}
