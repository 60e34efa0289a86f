import type { FastifyReply } from "fastify";
import { httpDate } from "../../common/timestamps";
import { applyAnswer, faultyAnswer, pretendedSuccess } from "./answers";
import { breakOff, breaksOff } from "./break-off";
import type { Trace } from "./trace";

/** What befalls a request before the server acts. Answers whether it goes on to the server. */
export async function meetRequest(trace: Trace, reply: FastifyReply): Promise<boolean> {
  const { delays, end } = trace.plan.before;
  for (const claim of delays) await trace.hold(claim, 0);
  if (trace.isDropped) return false;
  if (!end?.armed.stands) return true;
  const now = trace.emulation.clock.now();
  const pretended = pretendedSuccess(trace.operation);
  const { fault } = end;
  if (breaksOff(fault)) {
    trace.decided(0);
    trace.closeListener(reply);
    reply.hijack();
    const headers = { ...pretended.headers, date: httpDate(now) };
    breakOff(trace, reply, { ...end, fault }, { ...pretended, headers });
    return false;
  }
  const answer = faultyAnswer(fault, pretended, now);
  trace.answeredBy = { claim: end, decided: fault.kind === "status" ? answer.status : 0 };
  applyAnswer(reply, answer);
  reply.send(answer.body);
  return false;
}
