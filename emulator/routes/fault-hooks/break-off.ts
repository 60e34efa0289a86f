import type { FastifyReply } from "fastify";
import type { Claim, EndingFault } from "../../faults/plan";
import type { CutFault, ResetFault } from "../../faults/types";
import type { Answer } from "./answers";
import { cutAnswer, resetConnection } from "./sockets";
import type { Trace } from "./trace";

type BreakingFault = ResetFault | CutFault;

/** Whether a fault ends the connection, rather than replacing the answer. */
export function breaksOff(fault: EndingFault): fault is BreakingFault {
  return fault.kind === "reset" || fault.kind === "cut";
}

/** Ends the connection as the fault says: without an answer, or within this one. */
export function breakOff(
  trace: Trace,
  reply: FastifyReply,
  claim: Claim<BreakingFault>,
  answer: Answer,
): void {
  const { socket } = trace.request.raw;
  if (claim.fault.kind === "reset") {
    resetConnection(socket);
    trace.hit(claim, 0);
  } else {
    cutAnswer(socket, reply.raw, answer);
    trace.hit(claim, answer.status);
  }
  trace.finish();
}
