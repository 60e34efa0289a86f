import { momentOf, type Moment } from "../common/moments";
import { PlivoError, UnreadableAnswerError, type CreateSessionRequest, type Session } from "../plivo";
import { SessionIncompleteError } from "../session/errors";
import { field, fieldNames, type SessionInputs } from "../session/fields";
import { sessionState, type SessionState } from "../session/state";
import type { Context } from "./call";
import type { LostRequest } from "./pending-creates";
import type { Sessions } from "./sessions";

/** The create request of a session: the declared arguments that the vendor knows, nothing else. */
export function createRequest(inputs: SessionInputs): CreateSessionRequest {
  const sent = fieldNames.filter((name) => field(name).sent && inputs[name] !== undefined);
  return Object.fromEntries(sent.map((name) => [name, inputs[name]]));
}

/**
 * Sends the create request.
 *
 * @returns the session's state, or that the request's outcome is unknown.
 * @throws SessionIncompleteError if the session's id is known, and nothing else that can be read.
 */
export async function send(
  { client, clock, ledger }: Context,
  inputs: SessionInputs,
): Promise<{ readonly state: SessionState } | LostRequest> {
  let sentAt: Moment | undefined;
  try {
    const { session } = await client.create(createRequest(inputs), () => {
      sentAt = momentOf(clock);
    });
    ledger.owned.add(session.sessionUuid);
    return { state: created(client, inputs, session) };
  } catch (error) {
    const surelyNot = error instanceof PlivoError && error.processed === "no";
    if (surelyNot || error instanceof SessionIncompleteError || sentAt === undefined) throw error;
    const sessionUuid = error instanceof UnreadableAnswerError ? error.sessionUuid : undefined;
    if (sessionUuid === undefined) return { reason: reasonOf(error), sentAt };
    ledger.owned.add(sessionUuid);
    return { state: await readCreated(client, inputs, sessionUuid, error) };
  }
}

/** Whatever fails once a session's id is known, the id is not lost. */
function created(client: Sessions, inputs: SessionInputs, session: Session): SessionState {
  try {
    return sessionState(inputs, client.authId, session);
  } catch (error) {
    throw incomplete(client, inputs, session.sessionUuid, error);
  }
}

/** The response named the session, and nothing else that could be read. */
async function readCreated(
  client: Sessions,
  inputs: SessionInputs,
  sessionUuid: string,
  cause: unknown,
): Promise<SessionState> {
  try {
    return sessionState(inputs, client.authId, await client.get(sessionUuid));
  } catch {
    // What made the reading necessary tells the user more than why it failed too.
    throw incomplete(client, inputs, sessionUuid, cause);
  }
}

export function incomplete(client: Sessions, inputs: SessionInputs, sessionUuid: string, cause: unknown) {
  return new SessionIncompleteError(sessionUuid, sessionState(inputs, client.authId, { sessionUuid }), cause);
}

function reasonOf(error: unknown): string {
  return error instanceof PlivoError ? error.what : "an unexpected error";
}
