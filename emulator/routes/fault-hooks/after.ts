import type { FastifyReply } from "fastify";
import { applyResponse, faultyResponse, type HttpResponse } from "./responses";
import { breakConnection, isConnectionFault } from "./break-connection";
import type { Trace } from "./trace";

function currentResponse(reply: FastifyReply, payload: unknown): HttpResponse {
  const headers = Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)] as const);
  return {
    status: reply.statusCode,
    headers: Object.fromEntries(headers),
    body: typeof payload === "string" ? payload : "",
  };
}

/** Records a response that a fault sent instead of the server. */
function recordFaultResponse(trace: Trace, reply: FastifyReply): void {
  if (!trace.respondedBy) return;
  trace.status(trace.respondedBy.status);
  trace.closeListener(reply);
  trace.recordHit(trace.respondedBy.claim, reply.statusCode);
}

/**
 * Applies the faults after the server has acted. Returns the body to send, or undefined if the connection is
 * gone.
 */
export async function applyFaultsToResponse(
  trace: Trace,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  if (trace.respondedBy) {
    recordFaultResponse(trace, reply);
    return payload;
  }
  const { statusCode } = reply;
  const { delays, end } = trace.plan.after;
  trace.status(statusCode);
  for (const armed of trace.hiddenBy) trace.recordHit({ armed, matching: armed.matching }, statusCode);
  for (const claim of delays) await trace.hold(claim, statusCode);
  if (trace.isDropped) return undefined;
  trace.closeListener(reply);
  if (!end?.armed.isArmed) {
    trace.recordSentStatus(statusCode);
    return payload;
  }
  const { fault } = end;
  if (isConnectionFault(fault)) {
    breakConnection(trace, reply, { ...end, fault }, currentResponse(reply, payload));
    return undefined;
  }
  const answer = faultyResponse(fault, currentResponse(reply, payload), trace.emulation.clock.now());
  applyResponse(reply, answer);
  trace.recordHit(end, answer.status);
  return answer.body;
}
