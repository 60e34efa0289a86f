import { AlreadyExpiredError, UnreadableAnswerError } from "./errors";
import { saysAlreadyExpired } from "./response-errors";
import { asObject, asText, isNestedTooDeep, maxLevels, parseResponse, type JsonObject } from "./json";
import { readMeta, readSession, type Session } from "./schemas";
import { isSessionUuid } from "./session-uuid";
import { httpDate } from "./time";
import type { Response } from "./http-exchange";

/** The answer to a create. */
export interface CreateResponse {
  readonly session: Session;
  /** The vendor's name for this request; its support asks for it. */
  readonly apiId: string | undefined;
}

/** A page of sessions, newest first. */
export interface SessionPage {
  readonly sessions: Session[];
  /** How many sessions the filters match, where the answer says it. */
  readonly totalCount: number | undefined;
  /** The offset of the next page; undefined: this is the last. */
  readonly nextOffset: number | undefined;
  /** The answer's Date header, as ISO 8601 in UTC. */
  readonly date: string | undefined;
}

/** The envelope names the session and its number too: it helps out where the session itself does not. */
export function readCreated(answer: Response): CreateResponse {
  const { session: inner, sessionUuid: named, virtualNumber } = readEnvelope(answer);
  const session_uuid = named === undefined || answer.isSecret(named) ? undefined : named;
  const session =
    inner &&
    sessionIn(answer, {
      ...inner,
      session_uuid: given(inner["session_uuid"]) ?? session_uuid,
      virtual_number: given(inner["virtual_number"]) ?? virtualNumber,
    });
  if (session === undefined) throw unreadable(answer, "it has no session with a session_uuid", session_uuid);
  return { session, apiId: answer.failure().apiId };
}

/** A session that was asked for by its UUID: another one, from some cache, would be taken for it. */
export function readOne(answer: Response, sessionUuid: string): Session {
  const session = sessionIn(answer, readEnvelope(answer).response);
  if (session === undefined) throw unreadable(answer, "it has no session with a session_uuid");
  return only(sessionUuid, session, answer);
}

/** The session's UUID is known from the request. */
export function readUpdated(answer: Response, sessionUuid: string): Session {
  const inner = readEnvelope(answer).session;
  const session =
    inner && sessionIn(answer, { ...inner, session_uuid: given(inner["session_uuid"]) ?? sessionUuid });
  if (session === undefined) throw unreadable(answer, "it has no session");
  return only(sessionUuid, session, answer);
}

function only(sessionUuid: string, session: Session, answer: Response): Session {
  if (session.sessionUuid.toLowerCase() === sessionUuid.toLowerCase()) return session;
  throw unreadable(answer, "it is about another session than the one that was asked for");
}

export function readPage(answer: Response, offset: number): SessionPage {
  const { meta, objects } = readEnvelope(answer).response ?? {};
  if (!Array.isArray(objects)) throw unreadable(answer, "it has no page of sessions");
  const sessions = objects.map((row: unknown) => {
    const session = sessionIn(answer, row);
    // Left out silently, it could be the very session that somebody looks for.
    if (session === undefined) throw unreadable(answer, "it lists a session without a session_uuid");
    return session;
  });
  const { totalCount, hasNext } = readMeta(meta);
  const next = offset + sessions.length;
  const more = sessions.length > 0 && (totalCount === undefined ? hasNext : next < totalCount);
  const date = httpDate(answer.date);
  return {
    sessions,
    totalCount,
    nextOffset: more ? next : undefined,
    date: date === undefined ? undefined : new Date(date).toISOString(),
  };
}

/** An expiry may be answered by nothing at all; but a page of somebody else's, or an error, is no success. */
export function readExpired(answer: Response): void {
  if (answer.body.trim() === "") return;
  readEnvelope(answer);
  const failure = answer.failure();
  if (failure.vendorText === undefined) return;
  if (saysAlreadyExpired(answer)) throw new AlreadyExpiredError(failure);
  throw unreadable(answer, "a success that reports an error");
}

/** A session's UUID is shown everywhere: one that repeats a secret is none. */
function sessionIn(answer: Response, value: unknown): Session | undefined {
  const session = readSession(value);
  return session === undefined || answer.isSecret(session.sessionUuid) ? undefined : session;
}

function given(value: unknown): unknown {
  return value === "" ? undefined : value;
}

/** What surrounds sessions in an answer. */
interface Envelope {
  readonly sessionUuid: string | undefined;
  readonly virtualNumber: string | undefined;
  readonly session: JsonObject | undefined;
  readonly response: JsonObject | undefined;
}

function readEnvelope(answer: Response): Envelope {
  const read = asObject(parseResponse(answer.body));
  if (read === undefined) {
    const what = isNestedTooDeep(answer.body)
      ? `it has more than ${String(maxLevels)} levels`
      : "it is no JSON object";
    throw unreadable(answer, what);
  }
  const { session_uuid, virtual_number, session, response } = read;
  return {
    sessionUuid: isSessionUuid(session_uuid) ? session_uuid : undefined,
    virtualNumber: asText(given(virtual_number)),
    session: asObject(session),
    response: asObject(response),
  };
}

function unreadable(answer: Response, what: string, sessionUuid?: string): UnreadableAnswerError {
  return new UnreadableAnswerError(answer.failure(), what, sessionUuid);
}
