import {
  PlivoError,
  UnreadableAnswerError,
  type CreateSessionRequest,
  type PlivoClient,
  type Session,
} from "../plivo";
import { bringInLine } from "./adopt";
import { CreateUnknownError, SessionExistsError, SessionIncompleteError } from "./errors";
import { field, fieldNames, type IfExists, type SessionInputs } from "./fields";
import { findMatching, lookUp, momentOf, type LookUpContext, type Moment } from "./look-up";
import { sessionState, type SessionState } from "./state";
import type { Turns } from "./turns";

export interface CreateContext extends LookUpContext {
  /** Shows one line to the user. */
  readonly log: (line: string) => void;
  /** What to do where a live session is already there that is what the program declares. */
  readonly ifExists: IfExists;
  /** Of all creates in this process. */
  readonly turns: Turns;
}

/** The create request of a session: the declared arguments that the vendor knows, nothing else. */
export function createRequest(inputs: SessionInputs): CreateSessionRequest {
  const sent = fieldNames.filter((name) => field(name).sent && inputs[name] !== undefined);
  return Object.fromEntries(sent.map((name) => [name, inputs[name]]));
}

/**
 * Makes a session, or takes over the one that is there already:
 *
 * | a live session is there that is what the program declares, and no resource has it | `create` | `adopt`         | `fail`             |
 * | --------------------------------------------------------------------------------- | -------- | --------------- | ------------------ |
 * | none                                                                              | made     | made            | made               |
 * | one                                                                               | made     | taken over      | SessionExistsError |
 * | several                                                                           | made     | SeveralSessionsError | SeveralSessionsError |
 *
 * Never two for one resource: a request whose outcome is unknown is looked up before it is sent again. Creates for the same
 * parties run one after another, so that each knows what the others have made.
 *
 * @throws CreateUnknownError where nobody knows whether Plivo has made the session.
 * @throws SessionIncompleteError where it has, but something failed afterwards.
 */
export function create(context: CreateContext, inputs: SessionInputs): Promise<SessionState> {
  const { firstParty = "", secondParty = "" } = inputs;
  const key = JSON.stringify([context.client.authId, firstParty, secondParty]);
  return context.turns.run(
    key,
    async () => (await existing(context, inputs)) ?? (await make(context, inputs)),
  );
}

/** The state of a session that was there before, where it may be taken over. */
async function existing(context: CreateContext, inputs: SessionInputs): Promise<SessionState | undefined> {
  const { client, ifExists, log, owned } = context;
  if (ifExists === "create") return undefined;
  const session = await findMatching(context, inputs);
  if (session === undefined) return undefined;
  if (ifExists === "fail") throw new SessionExistsError(session.sessionUuid);
  if (!owned.adopt(session.sessionUuid)) return undefined;
  log(`Masking session ${session.sessionUuid} is taken over instead of making another: ifExists is "adopt".`);
  return bringInLine(client, inputs, session);
}

/** Sends the request; after a lost answer looks up what came of it, and only then sends it once more. */
async function make(context: CreateContext, inputs: SessionInputs): Promise<SessionState> {
  const first = await send(context, inputs);
  if ("state" in first) return first.state;
  const found = await afterLostAnswer(context, inputs, first, first.sentAt);
  if (found !== undefined) return found;
  if (inputs.initiateCallToFirstParty === true) throw new CreateUnknownError(first.reason, [], "rings");
  context.log("Plivo has not made the session: the create is sent once more.");
  const second = await send(context, inputs);
  if ("state" in second) return second.state;
  const late = await afterLostAnswer(context, inputs, second, first.sentAt);
  if (late !== undefined) return late;
  throw new CreateUnknownError(second.reason, []);
}

/** A request that may have been carried out. */
interface Lost {
  /** What happened, in one sentence. */
  readonly reason: string;
  /** When it left. */
  readonly sentAt: Moment;
}

async function send(
  context: CreateContext,
  inputs: SessionInputs,
): Promise<{ readonly state: SessionState } | Lost> {
  const { client, clock, owned } = context;
  let sentAt: Moment | undefined;
  try {
    const { session } = await client.create(createRequest(inputs), () => {
      sentAt = momentOf(clock);
    });
    owned.add(session.sessionUuid);
    return { state: completed(client, inputs, session) };
  } catch (error) {
    const surelyNot = error instanceof PlivoError && error.processed === "no";
    if (surelyNot || error instanceof SessionIncompleteError || sentAt === undefined) throw error;
    const sessionUuid = error instanceof UnreadableAnswerError ? error.sessionUuid : undefined;
    if (sessionUuid === undefined) return { reason: reasonOf(error), sentAt };
    owned.add(sessionUuid);
    return { state: await readMade(client, inputs, sessionUuid, error) };
  }
}

/** Whatever fails once a session's id is known, the id is not lost. */
function completed(client: PlivoClient, inputs: SessionInputs, session: Session): SessionState {
  try {
    return sessionState(inputs, client.authId, session);
  } catch (error) {
    throw incomplete(client, inputs, session.sessionUuid, error);
  }
}

/** The answer named the session, and nothing else that could be read. */
async function readMade(
  client: PlivoClient,
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

function incomplete(client: PlivoClient, inputs: SessionInputs, sessionUuid: string, cause: unknown) {
  return new SessionIncompleteError(sessionUuid, sessionState(inputs, client.authId, { sessionUuid }), cause);
}

/** The state of the session that a lost request has made; undefined where it has made none. */
async function afterLostAnswer(
  context: CreateContext,
  inputs: SessionInputs,
  { reason }: Lost,
  sentAt: Moment,
): Promise<SessionState | undefined> {
  const { client, log, owned } = context;
  log(`The answer to a create was lost (${reason}): looking for the session at Plivo.`);
  for (;;) {
    const found = await lookUp(context, inputs, sentAt);
    if (found.outcome === "unknown") throw new CreateUnknownError(reason, found.sessionUuids);
    if (found.outcome === "none") return undefined;
    // Where a diff has meanwhile shown it to be another resource's, the look-up goes on without it.
    if (!owned.adopt(found.session.sessionUuid)) continue;
    log(`Masking session ${found.session.sessionUuid} is the one whose answer was lost: it is kept.`);
    return bringInLine(client, inputs, found.session);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof PlivoError ? error.what : "an unexpected error";
}
