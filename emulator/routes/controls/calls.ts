import type { FastifyInstance, FastifyRequest } from "fastify";
import { readHangUp, readPlan } from "../../calls/read-call";
import type { CallRecord, CallRequest } from "../../calls/types";
import { decodeBody } from "../../common/json";
import type { Emulation } from "../../emulation";
import { queryOf } from "../request-url";
import { ControlError, readObject } from "./control-error";

/**
 * The session filter of a list of calls or callbacks.
 * @throws ControlError for any other filter.
 */
export function sessionFilter(request: FastifyRequest): { sessionUuid?: string } {
  const { sessionUuid, ...others } = queryOf(request);
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw new ControlError(400, `${unknown.slice(0, 100)} is not a filter: use sessionUuid`);
  }
  return sessionUuid === undefined ? {} : { sessionUuid };
}

export function callRoutes(app: FastifyInstance, { calls }: Emulation): void {
  const existing = (request: FastifyRequest): CallRecord => {
    const call = calls.get((request.params as { callUuid: string }).callUuid);
    if (!call) throw new ControlError(404, "there is no call with this callUuid");
    return call;
  };
  app.get("/calls", (request) => ({ calls: calls.all(sessionFilter(request)) }));
  // `place` checks the body.
  app.post("/calls", (request, reply) =>
    reply.status(201).send(calls.place(readObject(request) as unknown as CallRequest)),
  );
  app.get("/calls/:callUuid", existing);
  app.post("/calls/:callUuid/hangup", (request) => {
    const { callUuid } = existing(request);
    return calls.hangUp(callUuid, readHangUp(decodeBody(request.body) ?? {}));
  });
  app.get("/call-plan", () => calls.plan());
  app.put("/call-plan", (request) => {
    calls.setPlan(readPlan(readObject(request)));
    return calls.plan();
  });
}
