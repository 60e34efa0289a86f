import type { FastifyReply } from "fastify";
import type { Claim, EndingFault } from "../../faults/plan";
import type { CutFault, ResetFault } from "../../faults/types";
import type { HttpResponse } from "./responses";
import { cutResponse, resetConnection } from "./sockets";
import type { Trace } from "./trace";

type ConnectionFault = ResetFault | CutFault;

/** Whether a fault ends the connection instead of replacing the response. */
export function isConnectionFault(fault: EndingFault): fault is ConnectionFault {
  return fault.kind === "reset" || fault.kind === "cut";
}

/** Ends the connection, without a response or in the middle of this one. */
export function breakConnection(
  trace: Trace,
  reply: FastifyReply,
  claim: Claim<ConnectionFault>,
  answer: HttpResponse,
): void {
  const { socket } = trace.request.raw;
  if (claim.fault.kind === "reset") {
    resetConnection(socket);
    trace.recordHit(claim, 0);
  } else {
    cutResponse(socket, reply.raw, answer);
    trace.recordHit(claim, answer.status);
  }
  trace.finish();
}
