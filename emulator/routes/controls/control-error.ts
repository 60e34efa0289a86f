import type { FastifyReply, FastifyRequest } from "fastify";
import { decodeBody, isJsonObject } from "../../common/json";
import { RefusedRequestError } from "../refused-request";

/** An invalid control request. */
export class ControlError extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The JSON object of a control request.
 * @throws ControlError if it is not one.
 */
export function readObject(request: FastifyRequest): Record<string, unknown> {
  const body = decodeBody(request.body);
  if (!isJsonObject(body)) throw new ControlError(400, "the body should be a JSON object");
  return body;
}

/** Responds to an invalid control request, with 400 unless the error has another status. */
export function sendControlError(error: unknown, reply: FastifyReply): FastifyReply {
  const message = error instanceof Error ? error.message : "unknown error";
  const isOwn = error instanceof ControlError || error instanceof RefusedRequestError;
  return reply.status(isOwn ? error.statusCode : 400).send({ error: message });
}
