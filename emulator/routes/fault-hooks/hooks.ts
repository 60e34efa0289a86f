import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Emulation } from "../../emulation";
import type { Armed } from "../../faults/armed-fault";
import { recordOf } from "../recorded-request";
import { applyFaultsToResponse } from "./after";
import { applyFaultsToRequest } from "./before";
import { resetConnection } from "./sockets";
import { Trace } from "./trace";

/** The requests that arrived while faults were armed. */
const traces = new WeakMap<FastifyRequest, Trace>();

/** Records that faults hid sessions from a list. */
export function recordHiding(request: FastifyRequest, hiddenBy: readonly Armed[]): void {
  const trace = traces.get(request);
  if (trace) trace.hiddenBy = hiddenBy;
}

/** Resets a request on a connection from before the listener closed: it can no longer be refused. */
function resetLateRequest(
  { requests, clock }: Emulation,
  request: FastifyRequest,
  refusingFault: Armed,
): void {
  requests.add({ ...recordOf(request, 0, clock), fault: refusingFault.id, sent: 0 });
  resetConnection(request.raw.socket);
}

function addRequestHook(app: FastifyInstance, emulation: Emulation): void {
  const { faults } = emulation;
  app.addHook("preHandler", (request, reply, done) => {
    const { operation } = request.routeOptions.config;
    if (!faults.isAnyArmed || operation === undefined) {
      done();
      return;
    }
    const { refusingFault } = faults;
    if (refusingFault) {
      reply.hijack();
      resetLateRequest(emulation, request, refusingFault);
      return;
    }
    const trace = new Trace(emulation, request, operation, faults.plan(operation));
    traces.set(request, trace);
    applyFaultsToRequest(trace, reply).then((proceeds) => {
      if (proceeds) done();
    }, done);
  });
}

function addResponseHook(app: FastifyInstance, emulation: Emulation): void {
  app.addHook("onSend", (request, reply, payload, done) => {
    const trace = traces.get(request);
    if (!trace) {
      const entry = recordOf(request, reply.statusCode, emulation.clock);
      emulation.requests.add(entry);
      if (typeof payload === "string") emulation.requests.addResponse(entry, payload);
      done();
      return;
    }
    applyFaultsToResponse(trace, reply, payload)
      .then((body) => {
        if (body === undefined) return;
        trace.recordResponse(body);
        done(null, body);
      }, done)
      .finally(() => {
        trace.finish();
      });
  });
}

/** Logs each request to the API and applies the armed faults. */
export function addFaultHooks(app: FastifyInstance, emulation: Emulation): void {
  addRequestHook(app, emulation);
  addResponseHook(app, emulation);
}
