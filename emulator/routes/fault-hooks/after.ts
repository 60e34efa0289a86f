import type { FastifyReply } from "fastify";
import { applyAnswer, faultyAnswer, type Answer } from "./answers";
import { breakOff, breaksOff } from "./break-off";
import type { Trace } from "./trace";

function decidedAnswer(reply: FastifyReply, payload: unknown): Answer {
  const headers = Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)] as const);
  return {
    status: reply.statusCode,
    headers: Object.fromEntries(headers),
    body: typeof payload === "string" ? payload : "",
  };
}

/** Lets an answer through that a fault gave in the server's place. */
function passFaultsAnswer(trace: Trace, reply: FastifyReply): void {
  if (!trace.answeredBy) return;
  trace.decided(trace.answeredBy.decided);
  trace.closeListener(reply);
  trace.hit(trace.answeredBy.claim, reply.statusCode);
}

/**
 * What befalls an answer after the server has acted: answers the body to send, or undefined where there is nobody left to send it to.
 */
export async function meetAnswer(trace: Trace, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (trace.answeredBy) {
    passFaultsAnswer(trace, reply);
    return payload;
  }
  const { statusCode } = reply;
  const { delays, end } = trace.plan.after;
  trace.decided(statusCode);
  for (const armed of trace.keptBy) trace.hit({ armed, matching: armed.matching }, statusCode);
  for (const claim of delays) await trace.hold(claim, statusCode);
  if (trace.isDropped) return undefined;
  trace.closeListener(reply);
  if (!end?.armed.stands) {
    trace.sent(statusCode);
    return payload;
  }
  const { fault } = end;
  if (breaksOff(fault)) {
    breakOff(trace, reply, { ...end, fault }, decidedAnswer(reply, payload));
    return undefined;
  }
  const answer = faultyAnswer(fault, decidedAnswer(reply, payload), trace.emulation.clock.now());
  applyAnswer(reply, answer);
  trace.hit(end, answer.status);
  return answer.body;
}
