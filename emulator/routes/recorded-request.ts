import type { FastifyRequest } from "fastify";
import type { EmulatorClock } from "../common/clock";
import { decodeBody } from "../common/json";
import type { RecordedRequest } from "../emulation/request-log";
import { pathOf, queryOf } from "./request-url";

const createdSessions = new WeakMap<FastifyRequest, string>();

export function setCreatedSession(request: FastifyRequest, sessionUuid: string): void {
  createdSessions.set(request, sessionUuid);
}

/** The session of a request, for the log. */
export function concernedSession(request: FastifyRequest): Pick<RecordedRequest, "sessionUuid"> {
  const { sessionUuid = createdSessions.get(request) } = request.params as { sessionUuid?: string };
  return sessionUuid === undefined ? {} : { sessionUuid };
}

/** A request for the log, dated now. */
export function recordOf(request: FastifyRequest, status: number, clock: EmulatorClock): RecordedRequest {
  return {
    method: request.method,
    path: pathOf(request),
    query: queryOf(request),
    body: decodeBody(request.body),
    status,
    time: new Date(clock.now()).toISOString(),
    userAgent: request.headers["user-agent"],
    ...concernedSession(request),
  };
}
