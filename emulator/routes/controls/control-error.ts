import type { FastifyReply, FastifyRequest } from "fastify";
import { decodeBody, isJsonObject } from "../../common/json";
import { RefusedRequestError } from "../refused-request";

/** A mistake in a control request. */
export class ControlError extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}

/** A control request's JSON object. Throws ControlError where it is none. */
export function readObject(request: FastifyRequest): Record<string, unknown> {
  const body = decodeBody(request.body);
  if (!isJsonObject(body)) throw new ControlError(400, "the body should be a JSON object");
  return body;
}

/** Answers a mistake in a control request; 400 if its error says nothing else. */
export function sendControlError(error: unknown, reply: FastifyReply): FastifyReply {
  const message = error instanceof Error ? error.message : "unknown error";
  const isOwn = error instanceof ControlError || error instanceof RefusedRequestError;
  return reply.status(isOwn ? error.statusCode : 400).send({ error: message });
}
