import type { FastifyRequest } from "fastify";
import { decodeBody } from "../body";
import type { EmulatorClock } from "../clock";
import type { RecordedRequest } from "../request-log";
import { pathOf, queryOf } from "./url";

/** A request as the log shows it, dated now. */
export function recordOf(request: FastifyRequest, status: number, clock: EmulatorClock): RecordedRequest {
  return {
    method: request.method,
    path: pathOf(request),
    query: queryOf(request),
    body: decodeBody(request.body),
    status,
    time: new Date(clock.now()).toISOString(),
    userAgent: request.headers["user-agent"],
  };
}
