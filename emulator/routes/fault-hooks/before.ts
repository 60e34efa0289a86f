import type { FastifyReply } from "fastify";
import { httpDate } from "../../common/timestamps";
import { applyResponse, faultyResponse, fakeSuccess } from "./responses";
import { breakConnection, isConnectionFault } from "./break-connection";
import type { Trace } from "./trace";

/** Applies the faults before the server acts. Returns whether the request continues to the server. */
export async function applyFaultsToRequest(trace: Trace, reply: FastifyReply): Promise<boolean> {
  const { delays, end } = trace.plan.before;
  for (const claim of delays) await trace.hold(claim, 0);
  if (trace.isDropped) return false;
  if (!end?.armed.isArmed) return true;
  const now = trace.emulation.clock.now();
  const pretended = fakeSuccess(trace.operation);
  const { fault } = end;
  if (isConnectionFault(fault)) {
    trace.status(0);
    trace.closeListener(reply);
    reply.hijack();
    const headers = { ...pretended.headers, date: httpDate(now) };
    breakConnection(trace, reply, { ...end, fault }, { ...pretended, headers });
    return false;
  }
  const answer = faultyResponse(fault, pretended, now);
  trace.respondedBy = { claim: end, status: fault.kind === "status" ? answer.status : 0 };
  applyResponse(reply, answer);
  reply.send(answer.body);
  return false;
}
