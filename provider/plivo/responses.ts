import { AlreadyExpiredError, UnreadableAnswerError } from "./errors";
import { isAlreadyExpired } from "./response-errors";
import { asObject, asText, isNestedTooDeep, maxLevels, parseResponse, type JsonObject } from "./json";
import { readMeta, readSession, type Session } from "./schemas";
import { isSessionUuid } from "./session-uuid";
import { httpDate } from "./time";
import type { Response } from "./http-exchange";

/** The response to a create. */
export interface CreateResponse {
  readonly session: Session;
  /** The vendor's name for this request; its support asks for it. */
  readonly apiId: string | undefined;
}

/** A page of sessions, newest first. */
export interface SessionPage {
  readonly sessions: Session[];
  /** How many sessions the filters match, where the response says it. */
  readonly totalCount: number | undefined;
  /** The offset of the next page; undefined: this is the last. */
  readonly nextOffset: number | undefined;
  /** The response's Date header, as ISO 8601 in UTC. */
  readonly date: string | undefined;
}

/** The envelope names the session and its number too: it helps out where the session itself does not. */
export function readCreateResponse(response: Response): CreateResponse {
  const { session: inner, sessionUuid, virtualNumber } = readEnvelope(response);
  const session_uuid = sessionUuid === undefined || response.isSecret(sessionUuid) ? undefined : sessionUuid;
  const session =
    inner &&
    sessionIn(response, {
      ...inner,
      session_uuid: nonEmpty(inner["session_uuid"]) ?? session_uuid,
      virtual_number: nonEmpty(inner["virtual_number"]) ?? virtualNumber,
    });
  if (session === undefined)
    throw unreadableError(response, "it has no session with a session_uuid", session_uuid);
  return { session, apiId: response.failure().apiId };
}

/** A session that was asked for by its UUID: another one, from some cache, would be taken for it. */
export function readGetResponse(response: Response, sessionUuid: string): Session {
  const session = sessionIn(response, readEnvelope(response).response);
  if (session === undefined) throw unreadableError(response, "it has no session with a session_uuid");
  return checkUuid(sessionUuid, session, response);
}

/** The session's UUID is known from the request. */
export function readUpdateResponse(response: Response, sessionUuid: string): Session {
  const inner = readEnvelope(response).session;
  const session =
    inner && sessionIn(response, { ...inner, session_uuid: nonEmpty(inner["session_uuid"]) ?? sessionUuid });
  if (session === undefined) throw unreadableError(response, "it has no session");
  return checkUuid(sessionUuid, session, response);
}

function checkUuid(sessionUuid: string, session: Session, response: Response): Session {
  if (session.sessionUuid.toLowerCase() === sessionUuid.toLowerCase()) return session;
  throw unreadableError(response, "it is about another session than the one that was asked for");
}

export function readPage(response: Response, offset: number): SessionPage {
  const { meta, objects } = readEnvelope(response).response ?? {};
  if (!Array.isArray(objects)) throw unreadableError(response, "it has no page of sessions");
  const sessions = objects.map((row: unknown) => {
    const session = sessionIn(response, row);
    // Left out silently, it could be the very session that somebody looks for.
    if (session === undefined) throw unreadableError(response, "it lists a session without a session_uuid");
    return session;
  });
  const { totalCount, hasNext } = readMeta(meta);
  const next = offset + sessions.length;
  const more = sessions.length > 0 && (totalCount === undefined ? hasNext : next < totalCount);
  const date = httpDate(response.date);
  return {
    sessions,
    totalCount,
    nextOffset: more ? next : undefined,
    date: date === undefined ? undefined : new Date(date).toISOString(),
  };
}

/** An expiry may be answered by nothing at all; but a page of somebody else's, or an error, is no success. */
export function readExpireResponse(response: Response): void {
  if (response.body.trim() === "") return;
  readEnvelope(response);
  const failure = response.failure();
  if (failure.vendorText === undefined) return;
  if (isAlreadyExpired(response)) throw new AlreadyExpiredError(failure);
  throw unreadableError(response, "a success that reports an error");
}

/** A session's UUID is shown everywhere: one that repeats a secret is none. */
function sessionIn(response: Response, value: unknown): Session | undefined {
  const session = readSession(value);
  return session === undefined || response.isSecret(session.sessionUuid) ? undefined : session;
}

function nonEmpty(value: unknown): unknown {
  return value === "" ? undefined : value;
}

/** What surrounds sessions in a response. */
interface Envelope {
  readonly sessionUuid: string | undefined;
  readonly virtualNumber: string | undefined;
  readonly session: JsonObject | undefined;
  readonly response: JsonObject | undefined;
}

function readEnvelope(response: Response): Envelope {
  const read = asObject(parseResponse(response.body));
  if (read === undefined) {
    const what = isNestedTooDeep(response.body)
      ? `it has more than ${String(maxLevels)} levels`
      : "it is no JSON object";
    throw unreadableError(response, what);
  }
  const { session_uuid, virtual_number, session } = read;
  return {
    sessionUuid: isSessionUuid(session_uuid) ? session_uuid : undefined,
    virtualNumber: asText(nonEmpty(virtual_number)),
    session: asObject(session),
    response: asObject(read["response"]),
  };
}

function unreadableError(response: Response, what: string, sessionUuid?: string): UnreadableAnswerError {
  return new UnreadableAnswerError(response.failure(), what, sessionUuid);
}
