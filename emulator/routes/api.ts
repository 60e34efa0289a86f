import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ApiError, refusals } from "../domain/refusals";
import type { Emulation } from "../emulation";
import { isAuthenticated } from "./authentication";
import { addFaultHooks } from "./fault-hooks/hooks";
import { pathOf } from "./request-url";
import { sessionRoutes } from "./sessions";

const accountPath = "/v1/Account/:authId";

/** Prints an internal error to stderr, since its response has no details. */
function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof Error && "statusCode" in error && typeof error.statusCode === "number") {
    return new ApiError(error.statusCode, error.message);
  }
  console.error(error);
  return refusals.internal();
}

/** Sends an error like the API: with an `api_id` unless it is a 401. */
function refuse(reply: FastifyReply, error: ApiError): FastifyReply {
  const body = { error: error.message };
  return reply.status(error.status).send(error.status === 401 ? body : { api_id: randomUUID(), ...body });
}

/** Checks credentials, then the rate limit. */
function admit(emulation: Emulation, request: FastifyRequest, reply: FastifyReply): void {
  const { authId = "" } = request.params as { authId?: string };
  if (!isAuthenticated(request.headers.authorization, authId, emulation.accounts))
    throw refusals.unauthenticated();
  const { limiter, switches } = emulation;
  if (switches.trailingSlash === "refuse" && pathOf(request).endsWith("/")) throw refusals.notFound();
  const now = emulation.clock.now();
  if (limiter?.accept(authId, now) !== false) return;
  if (switches.retryAfter === "seconds")
    reply.header("retry-after", String(limiter.retryAfterSeconds(authId, now)));
  throw refusals.tooManyRequests();
}

function refuseUnknownPath(): never {
  throw refusals.notFound();
}

function accountRoutes(app: FastifyInstance, emulation: Emulation): void {
  app.addHook("preHandler", (request, reply, done) => {
    admit(emulation, request, reply);
    done();
  });
  sessionRoutes(app, emulation);
  app.all("/*", refuseUnknownPath);
}

/** Plivo's API. Every request is logged and answered in Plivo's envelopes. */
export function apiRoutes(app: FastifyInstance, emulation: Emulation): void {
  app.setErrorHandler((error, _request, reply) => refuse(reply, asApiError(error)));
  addFaultHooks(app, emulation);
  if (emulation.latency > 0) app.addHook("onSend", () => delay(emulation.latency));
  void app.register(
    (account, _options, done) => {
      accountRoutes(account, emulation);
      done();
    },
    { prefix: accountPath },
  );
  app.all("/*", refuseUnknownPath);
}
