import type { FastifyInstance, FastifyRequest } from "fastify";
import { callbackAgent } from "../callbacks/queued-callback";
import { RefusedRequestError } from "../routes/refused-request";

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;
const reads = ["GET", "HEAD", "OPTIONS"];

function isAllowed(host: string, allowedHosts: ReadonlySet<string>): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return loopback.test(name) || allowedHosts.has(name);
}

/** Whether a page of another origin sent the request. Only browsers send these headers. */
function isFromOtherOrigin({ headers }: FastifyRequest): boolean {
  const { origin, host = "", "sec-fetch-site": site } = headers;
  if (origin !== undefined && origin.replace(/^https?:\/\//, "") !== host) return true;
  return site !== undefined && site !== "same-origin" && site !== "none";
}

function requireHost(request: FastifyRequest, allowedHosts: ReadonlySet<string>): void {
  if (isAllowed(request.headers.host ?? "", allowedHosts)) return;
  throw new RefusedRequestError(
    "this Host is not one of the emulator's: use 127.0.0.1 or localhost, or start it with --allow-host",
  );
}

/**
 * Rejects three kinds of requests on every route:
 * - another Host than this machine's or an allowed one: with DNS rebinding, a page of another site reaches
 * this address under its own name;
 * - a change from a page of another origin;
 * - the emulator's own callbacks, which could otherwise use its controls.
 */
export function guard(app: FastifyInstance, allowedHosts: ReadonlySet<string>): void {
  app.addHook("onRequest", (request, _reply, done) => {
    requireHost(request, allowedHosts);
    if (request.headers["user-agent"] === callbackAgent) {
      throw new RefusedRequestError("a callback cannot go to the emulator itself");
    }
    if (!reads.includes(request.method) && isFromOtherOrigin(request)) {
      throw new RefusedRequestError("a page of another origin cannot use the emulator");
    }
    done();
  });
}
