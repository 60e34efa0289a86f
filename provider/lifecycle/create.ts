import { momentOf, type Moment } from "../common/moments";
import { PlivoError, UnreadableAnswerError, type CreateSessionRequest, type Session } from "../plivo";
import { CreateUnknownError, OperationCancelledError, SessionIncompleteError } from "../session/errors";
import { field, fieldNames, type SessionInputs } from "../session/fields";
import { sessionState, type SessionState } from "../session/state";
import { adoptExisting, reconcile } from "./adopt";
import { adoptByUuid } from "./adopt-by-uuid";
import { resourceKey, type Context, type CreateContext } from "./call";
import { findLost } from "./lost-create";
import type { LostRequest } from "./pending-creates";
import type { Sessions } from "./sessions";
import { isOver } from "./wait";

/**
 * Creates a session, or adopts an existing one. It depends on `ifExists` and on how many live sessions match
 * the program and belong to no resource:
 *
 * | matching | `create` | `adopt`              | `fail`               |
 * | -------- | -------- | -------------------- | -------------------- |
 * | none     | create   | create               | create               |
 * | one      | create   | adopt                | SessionExistsError   |
 * | several  | create   | SeveralSessionsError | SeveralSessionsError |
 *
 * If the outcome of a request is unknown, the session is looked up before the request is sent again.
 *
 * @throws CreateUnknownError if it is unknown whether Plivo created the session.
 * @throws SessionIncompleteError if Plivo created it, but a later step failed.
 * @throws OperationCancelledError if the call ends before anything is sent.
 */
export async function create(context: CreateContext, inputs: SessionInputs): Promise<SessionState> {
  const { call, client, ledger } = context;
  const { firstParty = "", secondParty = "" } = inputs;
  const parties = JSON.stringify([client.authId, firstParty, secondParty]);
  const key = resourceKey(call, inputs);
  // Before the wait in the queue: the engine starts nothing new after a failure, so this is the same create
  // again.
  const partial = ledger.pendingCreates.takeIncomplete(key);
  try {
    const state = await ledger.creates.run(parties, async () => {
      if (isOver(context)) throw new OperationCancelledError("Nothing was created.");
      const resumed = partial === undefined ? undefined : await resume(context, inputs, partial);
      return resumed ?? (await adoptOrSend(context, inputs, parties));
    });
    ledger.owned.recordCreated(state.sessionUuid);
    return state;
  } catch (error) {
    const sessionUuid = error instanceof SessionIncompleteError ? error.sessionUuid : partial;
    const canResume = error instanceof SessionIncompleteError || error instanceof OperationCancelledError;
    if (canResume && sessionUuid !== undefined) ledger.pendingCreates.recordIncomplete(key, sessionUuid);
    throw error;
  }
}

/** Completes the session of an earlier attempt. Undefined if it has expired since. */
async function resume(
  { client }: CreateContext,
  inputs: SessionInputs,
  sessionUuid: string,
): Promise<SessionState | undefined> {
  const session = await client.find(sessionUuid).catch((error: unknown) => {
    throw incompleteError(client, inputs, sessionUuid, error);
  });
  if (session === undefined || session.status === "expired") return undefined;
  return reconcile(client, inputs, session);
}

async function adoptOrSend(
  context: CreateContext,
  inputs: SessionInputs,
  parties: string,
): Promise<SessionState> {
  const adopted = await adoptByUuid(context, inputs);
  if (adopted !== undefined) return adopted;
  const lost = context.ledger.pendingCreates.lostRequest(parties);
  // Under any ifExists: the request may have created the session.
  if (lost !== undefined) return findOrResend(context, inputs, parties, lost);
  const existing = await adoptExisting(context, inputs);
  if (existing !== undefined) return existing;
  const sent = await send(context, inputs);
  return "state" in sent ? sent.state : findOrResend(context, inputs, parties, sent);
}

/** Looks up the session of a lost request, and sends the request once more if there is none. */
async function findOrResend(
  context: CreateContext,
  inputs: SessionInputs,
  parties: string,
  lost: LostRequest,
): Promise<SessionState> {
  const { pendingCreates } = context.ledger;
  pendingCreates.recordLost(parties, lost);
  try {
    const found = await findLost(context, inputs, lost);
    const state = found ?? (await resend(context, inputs, lost));
    pendingCreates.forgetLost(parties);
    return state;
  } catch (error) {
    // The session was found; a later step failed.
    if (error instanceof SessionIncompleteError) pendingCreates.forgetLost(parties);
    throw error;
  }
}

async function resend(
  context: CreateContext,
  inputs: SessionInputs,
  { reason, sentAt }: LostRequest,
): Promise<SessionState> {
  if (inputs.initiateCallToFirstParty === true) throw new CreateUnknownError(reason, [], { rings: true });
  context.call.log("Plivo has not created the session: sending the create once more.");
  const second = await send(context, inputs);
  if ("state" in second) return second.state;
  const late = await findLost(context, inputs, { reason: second.reason, sentAt });
  if (late === undefined) throw new CreateUnknownError(second.reason, []);
  return late;
}

/** The declared arguments that Plivo knows. */
export function createRequest(inputs: SessionInputs): CreateSessionRequest {
  const sent = fieldNames.filter((name) => field(name).sent && inputs[name] !== undefined);
  return Object.fromEntries(sent.map((name) => [name, inputs[name]]));
}

/**
 * Sends the create request.
 *
 * @returns the session's state, or the lost request if its outcome is unknown.
 * @throws SessionIncompleteError if only the session's UUID is known.
 */
async function send(
  { client, clock, ledger }: Context,
  inputs: SessionInputs,
): Promise<{ readonly state: SessionState } | LostRequest> {
  let sentAt: Moment | undefined;
  try {
    const { session } = await client.create(createRequest(inputs), () => {
      sentAt = momentOf(clock);
    });
    ledger.owned.add(session.sessionUuid);
    return { state: createdState(client, inputs, session) };
  } catch (error) {
    const isUnprocessed = error instanceof PlivoError && error.processed === "no";
    if (isUnprocessed || error instanceof SessionIncompleteError || sentAt === undefined) throw error;
    const sessionUuid = error instanceof UnreadableAnswerError ? error.sessionUuid : undefined;
    if (sessionUuid === undefined) return { reason: reasonOf(error), sentAt };
    ledger.owned.add(sessionUuid);
    return { state: await readCreated(client, inputs, sessionUuid, error) };
  }
}

/** Any error keeps the UUID: without it, the session would be lost. */
function createdState(client: Sessions, inputs: SessionInputs, session: Session): SessionState {
  try {
    return sessionState(inputs, client.authId, session);
  } catch (error) {
    throw incompleteError(client, inputs, session.sessionUuid, error);
  }
}

/** Reads a session of which the response had only the UUID. */
async function readCreated(
  client: Sessions,
  inputs: SessionInputs,
  sessionUuid: string,
  cause: unknown,
): Promise<SessionState> {
  try {
    return sessionState(inputs, client.authId, await client.get(sessionUuid));
  } catch {
    // The first error tells the user more than the second.
    throw incompleteError(client, inputs, sessionUuid, cause);
  }
}

function incompleteError(client: Sessions, inputs: SessionInputs, sessionUuid: string, cause: unknown) {
  return new SessionIncompleteError(sessionUuid, sessionState(inputs, client.authId, { sessionUuid }), cause);
}

function reasonOf(error: unknown): string {
  return error instanceof PlivoError ? error.what : "an unexpected error";
}
