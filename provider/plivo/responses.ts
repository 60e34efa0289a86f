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
  /** Plivo's ID of the request. Plivo's support asks for it. */
  readonly apiId: string | undefined;
}

/** A page of sessions, newest first. */
export interface SessionPage {
  readonly sessions: Session[];
  /** How many sessions the filters match, if the response has it. */
  readonly totalCount: number | undefined;
  /** The offset of the next page. Undefined on the last page. */
  readonly nextOffset: number | undefined;
  /** The Date header, as ISO 8601 in UTC. */
  readonly date: string | undefined;
}

/** The envelope has the UUID and the virtual number too. They complete a session that lacks them. */
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

/** Checks the UUID, because a cache on the way could return another session. */
export function readGetResponse(response: Response, sessionUuid: string): Session {
  const session = sessionIn(response, readEnvelope(response).response);
  if (session === undefined) throw unreadableError(response, "it has no session with a session_uuid");
  return checkUuid(sessionUuid, session, response);
}

/** The response may lack the UUID, which the request had. */
export function readUpdateResponse(response: Response, sessionUuid: string): Session {
  const inner = readEnvelope(response).session;
  const session =
    inner && sessionIn(response, { ...inner, session_uuid: nonEmpty(inner["session_uuid"]) ?? sessionUuid });
  if (session === undefined) throw unreadableError(response, "it has no session");
  return checkUuid(sessionUuid, session, response);
}

function checkUuid(sessionUuid: string, session: Session, response: Response): Session {
  if (session.sessionUuid.toLowerCase() === sessionUuid.toLowerCase()) return session;
  throw unreadableError(response, "it is about another session than the requested one");
}

export function readPage(response: Response, offset: number): SessionPage {
  const { meta, objects } = readEnvelope(response).response ?? {};
  if (!Array.isArray(objects)) throw unreadableError(response, "it has no page of sessions");
  const sessions = objects.map((row: unknown) => {
    const session = sessionIn(response, row);
    // Skipping it could hide the session that the caller is looking for.
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

/** The response to an expiry may be empty, but must not be another server's page or an error. */
export function readExpireResponse(response: Response): void {
  if (response.body.trim() === "") return;
  readEnvelope(response);
  const failure = response.failure();
  if (failure.vendorText === undefined) return;
  if (isAlreadyExpired(response)) throw new AlreadyExpiredError(failure);
  throw unreadableError(response, "it has a success status but reports an error");
}

/** Messages show a session's UUID, so a text that repeats a secret does not count as one. */
function sessionIn(response: Response, value: unknown): Session | undefined {
  const session = readSession(value);
  return session === undefined || response.isSecret(session.sessionUuid) ? undefined : session;
}

function nonEmpty(value: unknown): unknown {
  return value === "" ? undefined : value;
}

/** The top level of a response. */
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
      : "it is not a JSON object";
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
