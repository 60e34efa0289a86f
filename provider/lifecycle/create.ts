import { momentOf, type Moment } from "../common/moments";
import {
  PlivoError,
  UnreadableAnswerError,
  type CreateSessionRequest,
  type PlivoClient,
  type Session,
} from "../plivo";
import { bringInLine } from "./adopt";
import { named, type AdoptContext } from "./adopt-by-uuid";
import type { BulkCreates } from "./directory/creates";
import { CreateUnknownError, SessionExistsError, SessionIncompleteError } from "../session/errors";
import { field, fieldNames, type IfExists, type SessionInputs } from "../session/fields";
import { findMatching, lookUp } from "./lost-create";
import { declarationKey, sessionState, type SessionState } from "../session/state";
import type { Turns } from "./keyed-queue";
import type { LostRequest, Unfinished } from "./pending-creates";

export interface CreateContext extends AdoptContext {
  /** What to do where a live session is already there that is what the program declares. */
  readonly ifExists: IfExists;
  /** Of all creates in this process. */
  readonly turns: Turns;
  /** The sessions that creates of this process may take over. */
  readonly bulk: BulkCreates;
  /** What failed creates in this process have left behind. */
  readonly unfinished: Unfinished;
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
export async function create(context: CreateContext, inputs: SessionInputs): Promise<SessionState> {
  const { client, owned, turns, unfinished } = context;
  const { firstParty = "", secondParty = "" } = inputs;
  const parties = JSON.stringify([client.authId, firstParty, secondParty]);
  const key = declarationKey(inputs);
  // Now, and not when its turn comes: the engine begins nothing new after a failure, so that this is the same create again.
  const sessionUuid = unfinished.takeIncomplete(key);
  try {
    const state = await turns.run(parties, async () => {
      const begun = sessionUuid === undefined ? undefined : await complete(client, inputs, sessionUuid);
      // A lost request is looked up under any ifExists, and its error says what may exist.
      const isLost = unfinished.lost(parties) !== undefined;
      const found =
        begun ?? (await named(context, inputs)) ?? (isLost ? undefined : await existing(context, inputs));
      return found ?? (await make(context, inputs, parties));
    });
    owned.created(key);
    return state;
  } catch (error) {
    if (error instanceof SessionIncompleteError) unfinished.leaveIncomplete(key, error.sessionUuid);
    throw error;
  }
}

/** The state of a session that an earlier attempt has left incomplete; undefined where it has ended since. */
async function complete(
  client: PlivoClient,
  inputs: SessionInputs,
  sessionUuid: string,
): Promise<SessionState | undefined> {
  const session = await client.find(sessionUuid).catch((error: unknown) => {
    throw incomplete(client, inputs, sessionUuid, error);
  });
  if (session === undefined || session.status === "expired") return undefined;
  return bringInLine(client, inputs, session);
}

/** The state of a session that was there before, where it may be taken over. */
async function existing(context: CreateContext, inputs: SessionInputs): Promise<SessionState | undefined> {
  const { client, ifExists, log, owned } = context;
  if (ifExists === "create") return undefined;
  const { session, nearMisses } = await findMatching(context, inputs);
  for (const { sessionUuid, names } of nearMisses) {
    log(
      `Masking session ${sessionUuid} is live and of the same parties, but differs in ${names.join(", ")}.`,
    );
  }
  if (session === undefined) return undefined;
  if (ifExists === "fail") throw new SessionExistsError(session.sessionUuid);
  if (!owned.adopt(session.sessionUuid)) return undefined;
  log(`Masking session ${session.sessionUuid} is taken over instead of making another: ifExists is "adopt".`);
  return bringInLine(client, inputs, session);
}

/** Sends the request; after a lost answer looks up what came of it, and only then sends it once more. */
async function make(context: CreateContext, inputs: SessionInputs, parties: string): Promise<SessionState> {
  const { unfinished } = context;
  const first = unfinished.lost(parties) ?? (await send(context, inputs));
  if ("state" in first) return first.state;
  unfinished.lose(parties, first);
  try {
    const found = await afterLostAnswer(context, inputs, first.reason, first.sentAt);
    const state = found ?? (await makeAfterAll(context, inputs, first));
    unfinished.settle(parties);
    return state;
  } catch (error) {
    // Its session is known, though what came after failed.
    if (error instanceof SessionIncompleteError) unfinished.settle(parties);
    throw error;
  }
}

/** Sends the request once more, after a look-up that has found nothing. */
async function makeAfterAll(
  context: CreateContext,
  inputs: SessionInputs,
  first: LostRequest,
): Promise<SessionState> {
  if (inputs.initiateCallToFirstParty === true)
    throw new CreateUnknownError(first.reason, [], { rings: true });
  context.log("Plivo has not made the session: the create is sent once more.");
  const second = await send(context, inputs);
  if ("state" in second) return second.state;
  const late = await afterLostAnswer(context, inputs, second.reason, first.sentAt);
  if (late === undefined) throw new CreateUnknownError(second.reason, []);
  return late;
}

async function send(
  context: CreateContext,
  inputs: SessionInputs,
): Promise<{ readonly state: SessionState } | LostRequest> {
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
  reason: string,
  sentAt: Moment,
): Promise<SessionState | undefined> {
  const { client, log, owned } = context;
  log(`The answer to a create was lost (${reason}): looking for the session at Plivo.`);
  for (;;) {
    const found = await lookUp(context, inputs, sentAt);
    if (found.outcome === "unknown") throw new CreateUnknownError(reason, found.sessionUuids, found);
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
