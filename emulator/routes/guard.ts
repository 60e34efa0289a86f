import type { FastifyInstance, FastifyRequest } from "fastify";
import { ControlError } from "./control-error";

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;
const READS = ["GET", "HEAD", "OPTIONS"];

/** Whether a page of another origin has sent the request: browsers say so, and other clients say nothing of the kind. */
function isFromElsewhere({ headers }: FastifyRequest): boolean {
  const { origin, host = "", "sec-fetch-site": site } = headers;
  if (origin !== undefined && origin !== `http://${host}`) return true;
  return site !== undefined && site !== "same-origin" && site !== "none";
}

/**
 * Refuses what a page of another site might send by way of its visitor's browser: requests under another name of this address (DNS
 * rebinding), and those that change anything and come from another origin.
 */
export function guard(app: FastifyInstance): void {
  app.addHook("onRequest", (request, _reply, done) => {
    if (!LOOPBACK.test(request.headers.host ?? "")) {
      throw new ControlError(403, "controls are for this machine alone: use 127.0.0.1 or localhost");
    }
    if (!READS.includes(request.method) && isFromElsewhere(request)) {
      throw new ControlError(403, "a page of another origin can't use the controls");
    }
    done();
  });
}
