import { randomUUID } from "node:crypto";
import type { FastifyReply } from "fastify";
import { decodeBody, isJsonObject } from "../../common/json";
import { httpDate } from "../../common/timestamps";
import type { EndingFault } from "../../faults/plan";
import type { Operation, StatusFault, UnnamedFault } from "../../faults/types";

/** A response. */
export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A fault that replaces the response on an intact connection. */
export type ResponseFault = Exclude<EndingFault, { kind: "reset" | "cut" }>;

const jsonType = { "content-type": "application/json; charset=utf-8" };

const reasons: Record<StatusFault["status"], string> = {
  303: "See other",
  403: "Forbidden",
  404: "Not found",
  408: "Request timeout",
  429: "Too many requests, rate limited",
  499: "Client closed request",
  500: "Internal server error.",
  502: "Bad gateway",
  503: "Service unavailable",
  504: "Gateway timeout",
};

const successes: Record<Operation, object> = {
  create: { message: "Session created" },
  get: { response: {} },
  list: {
    response: {
      meta: { limit: 20, next: null, offset: 0, previous: null, total_count: 0 },
      objects: [],
    },
  },
  update: { message: "Session updated" },
  expire: { message: "Session expired" },
};

/** A success response without a session, for a server that did nothing. */
export function fakeSuccess(operation: Operation): HttpResponse {
  return {
    status: operation === "create" ? 201 : 200,
    headers: jsonType,
    body: JSON.stringify({ api_id: randomUUID(), ...successes[operation] }),
  };
}

function retryAfter({ retryAfter: seconds, retryAfterForm }: StatusFault, now: number): object {
  if (seconds === undefined) return {};
  if (retryAfterForm !== "date") return { "retry-after": String(seconds) };
  return { "retry-after": httpDate(Math.ceil(now / 1000 + seconds) * 1000) };
}

function statusResponse(fault: StatusFault, now: number): HttpResponse {
  const { status } = fault;
  const reason = reasons[status];
  const headers = { ...retryAfter(fault, now) };
  if (fault.body === "empty") return { status, headers, body: "" };
  if (fault.body === "html") {
    const body = `<html><head><title>${status} ${reason}</title></head><body><h1>${reason}</h1></body></html>`;
    return { status, headers: { ...headers, "content-type": "text/html" }, body };
  }
  const body = JSON.stringify({ api_id: randomUUID(), error: reason });
  return { status, headers: { ...headers, ...jsonType }, body };
}

function withoutUuid({ session_uuid: _left, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return rest;
}

function removeUuids({ keep }: UnnamedFault, body: string): string {
  const envelope = decodeBody(body);
  if (!isJsonObject(envelope)) return body;
  const { session } = envelope;
  const named = keep === "session" || !isJsonObject(session) ? session : withoutUuid(session);
  const rest = keep === "envelope" ? envelope : withoutUuid(envelope);
  return JSON.stringify(session === undefined ? rest : { ...rest, session: named });
}

/** The response that a fault turns another one into. `now`: milliseconds, by the emulator's clock. */
export function faultyResponse(fault: ResponseFault, decided: HttpResponse, now: number): HttpResponse {
  switch (fault.kind) {
    case "status":
      return statusResponse(fault, now);
    case "unreadable":
      return { ...decided, body: "upstream answered" };
    case "truncated":
      return { ...decided, body: decided.body.slice(0, Math.floor(decided.body.length / 2)) };
    case "unnamed":
      return { ...decided, body: removeUuids(fault, decided.body) };
  }
}

/** Sets status and headers of a reply. */
export function applyResponse(reply: FastifyReply, { status, headers }: HttpResponse): void {
  reply.removeHeader("content-type").code(status).headers(headers);
}
