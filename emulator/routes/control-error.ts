import type { FastifyRequest } from "fastify";
import { decodeBody, isJsonObject } from "../body";

/** A mistake in a control request. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
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
