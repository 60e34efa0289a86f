import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { decodeBody, isJsonObject } from "../common/json";
import { createSession } from "../domain/create-session";
import { candidates, listSessions, nameFilters, pagePath } from "../domain/list-sessions";
import { nameParameters } from "../domain/parameter-names";
import { readParameters } from "../domain/read-parameters";
import { refusals } from "../domain/refusals";
import { wireListRow, wireSession } from "../domain/response-shapes";
import type { Session } from "../domain/session";
import {
  responseIfExpired,
  expireSession,
  requireUpdatable,
  expiredResponse,
  updateSession,
} from "../domain/update-session";
import type { Emulation } from "../emulation";
import type { Operation } from "../faults/types";
import { recordHiding } from "./fault-hooks/hooks";
import { setCreatedSession } from "./recorded-request";
import { queryOf } from "./request-url";

const collection = "/Masking/Session";
const item = `${collection}/:sessionUuid`;

declare module "fastify" {
  interface FastifyContextConfig {
    /** The API call that the route serves. */
    operation?: Operation;
  }
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** SDKs repeat the path's session_uuid in the bodies of updates and deletes. */
const itemBodyNames = ["session_uuid"];

function authIdOf(request: FastifyRequest): string {
  return (request.params as { authId: string }).authId;
}

function findSession(emulation: Emulation, request: FastifyRequest): Session {
  const { authId, sessionUuid } = request.params as { authId: string; sessionUuid: string };
  if (emulation.switches.malformedUuid === "invalid" && !uuid.test(sessionUuid))
    throw refusals.malformedUuid();
  const session = emulation.sessions.get(sessionUuid);
  if (session?.auth_id === authId) return session;
  const isOdd = !uuid.test(sessionUuid) || emulation.switches.unknownUuid === "not-found";
  throw isOdd ? refusals.notFound() : refusals.unknownUuid();
}

/** The JSON object of a POST. An empty body counts as {}. */
function readBody(request: FastifyRequest): Record<string, unknown> {
  const body = decodeBody(request.body) ?? {};
  if (request.body && !/^application\/json\b/i.test(request.headers["content-type"] ?? "")) {
    throw refusals.contentType();
  }
  if (!isJsonObject(body)) throw refusals.bodyNotJson();
  return body;
}

function refuseQuery(emulation: Emulation, request: FastifyRequest): void {
  const [unknown] = Object.keys(queryOf(request));
  if (emulation.strict && unknown !== undefined) throw refusals.unknown(unknown);
}

function create(emulation: Emulation, request: FastifyRequest): object {
  refuseQuery(emulation, request);
  const sent = readParameters(nameParameters(readBody(request), [], emulation), emulation.switches);
  const session = createSession(emulation, authIdOf(request), sent);
  setCreatedSession(request, session.session_uuid);
  emulation.faults.lag.addSession(session.session_uuid);
  return {
    api_id: randomUUID(),
    session_uuid: session.session_uuid,
    virtual_number: `+${session.virtual_number}`,
    message: "Session created",
    session: wireSession(session, emulation.clock.now(), emulation, "create"),
  };
}

function update(emulation: Emulation, request: FastifyRequest): object {
  refuseQuery(emulation, request);
  const session = findSession(emulation, request);
  requireUpdatable(emulation, session);
  updateSession(emulation, session, nameParameters(readBody(request), itemBodyNames, emulation));
  return {
    api_id: randomUUID(),
    message: "Session updated",
    session: wireSession(session, emulation.clock.now(), emulation),
  };
}

function expire(emulation: Emulation, request: FastifyRequest): object {
  refuseQuery(emulation, request);
  const session = findSession(emulation, request);
  const [unknown] = Object.keys(readBody(request)).filter((name) => !itemBodyNames.includes(name));
  if (emulation.strict && unknown !== undefined) throw refusals.unknown(unknown);
  const answer = responseIfExpired(emulation, session);
  if (answer === undefined) expireSession(emulation, session);
  return { api_id: randomUUID(), ...(answer ?? expiredResponse) };
}

function retrieve(emulation: Emulation, request: FastifyRequest): object {
  refuseQuery(emulation, request);
  const session = findSession(emulation, request);
  return { api_id: randomUUID(), response: wireSession(session, emulation.clock.now(), emulation) };
}

function list(emulation: Emulation, request: FastifyRequest): object {
  const authId = authIdOf(request);
  const query = nameFilters(queryOf(request), emulation.strict);
  const now = emulation.clock.now();
  const accountSessions = candidates(emulation.sessions, authId, query);
  const { page, hiddenBy } = emulation.faults.lag.listWithout(accountSessions, (sessions) =>
    listSessions(sessions, query, now, emulation.switches),
  );
  recordHiding(request, hiddenBy);
  const path = `/v1/Account/${authId}${collection}/`;
  return {
    api_id: randomUUID(),
    response: {
      meta: {
        limit: page.limit,
        next: pagePath(path, query, page, 1),
        offset: page.offset,
        previous: pagePath(path, query, page, -1),
        total_count: page.total,
      },
      objects: page.rows.map((session) => wireListRow(session, now, emulation)),
    },
  };
}

function routeOptions(operation: Operation): { config: { operation: Operation } } {
  return { config: { operation } };
}

/** The five calls of the Masking Session API. Other methods on their paths get 405. */
export function sessionRoutes(app: FastifyInstance, emulation: Emulation): void {
  app.post(collection, routeOptions("create"), (request, reply) =>
    reply.status(201).send(create(emulation, request)),
  );
  app.get(collection, routeOptions("list"), (request) => list(emulation, request));
  app.get(item, routeOptions("get"), (request) => retrieve(emulation, request));
  app.post(item, routeOptions("update"), (request) => update(emulation, request));
  app.delete(item, routeOptions("expire"), (request) => expire(emulation, request));
  const refuseMethod = () => {
    throw refusals.methodNotAllowed();
  };
  const others = ["PUT", "PATCH", "HEAD", "OPTIONS", "TRACE"];
  app.route({ method: [...others, "DELETE"], url: collection, handler: refuseMethod });
  app.route({ method: others, url: item, handler: refuseMethod });
}
