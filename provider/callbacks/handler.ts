import {
  CallbackBusyError,
  CallbackBodyReadError,
  CallbackMethodError,
  CallbackSignatureError,
  CallbackTimeUnreadableError,
  CallbackTooLargeError,
  CallbackTooOldError,
  CallbackUnreadableError,
} from "./errors";
import { checkAge } from "./age";
import { readBody } from "./body";
import { Deliveries, type Delivery, type Outcome } from "./deliveries";
import type { CallbackEvent } from "./events";
import { eventKey, requestKey } from "./identity";
import { validOptions, type CallbackHandlerOptions, type Settings } from "./options";
import { EventOrder } from "./order";
import { parseCallback } from "./parse";
import { publicUrlOf } from "./public-url";
import { checkSignature } from "./signature";

/** Answers one request; never rejects. */
export type CallbackHandler = (request: Request) => Promise<Response>;

/** Sessions whose next sequence numbers are remembered. */
const maxSessions = 10_000;
/** Milliseconds that an event may take beyond its wait for others before another process may claim it. */
const leaseMs = 30_000;

type Refuse = (error: unknown) => Response;
const refuseByHandler = new WeakMap<CallbackHandler, Refuse>();

/** How a handler refuses what cannot be handed to it as a request: with a response, and word to its onError. Undefined for a function of the user's. */
export function refuseOf(handler: CallbackHandler): Refuse | undefined {
  return refuseByHandler.get(handler);
}

/**
 * A handler of Plivo's masking callbacks, of `callbackUrl` and `recordingCallbackUrl`, in the web-standard form.
 *
 * Verifies the signature, reads the event, drops what has been handled before, puts a session's events in order, and hands them to `onEvent`. The
 * answer is 200 once `onEvent` is done, or after `respondWithinMs`; 500, with which Plivo may send the callback again, if it failed before. Refused
 * are other methods than GET and POST (405), too large a body (413), a request that Plivo has not signed or that is older than `maxAgeMs` (403), and what
 * is no callback or was read before (400); 503 asks Plivo to come again. `onError` is told of each refusal.
 *
 * @throws CallbackOptionsError
 */
export function createCallbackHandler(options: CallbackHandlerOptions): CallbackHandler {
  const settings = validOptions(options);
  const { clock, gapTimeoutMs, store, maxPending, dispatch, reportError } = settings;
  const order = new EventOrder({ clock, gapTimeoutMs, maxSessions });
  const deliveries = new Deliveries({
    store,
    order,
    leaseMs: gapTimeoutMs + leaseMs,
    maxPending,
    dispatch,
    reportError,
  });
  const refuse = (error: unknown) => {
    reportError(error);
    return refusalResponse(error);
  };
  const handler: CallbackHandler = async (request) => {
    try {
      return await respond(request, settings, deliveries);
    } catch (error) {
      return refuse(error);
    }
  };
  refuseByHandler.set(handler, refuse);
  return handler;
}

async function respond(request: Request, settings: Settings, deliveries: Deliveries): Promise<Response> {
  const { method } = request;
  if (method !== "GET" && method !== "POST") throw new CallbackMethodError();
  if (request.url.length > settings.maxBodyBytes) throw new CallbackTooLargeError(settings.maxBodyBytes);
  const body = method === "GET" ? "" : await readBody(request, settings.maxBodyBytes);
  const url = publicUrlOf(request, settings);
  const { authTokens, acceptV2 } = settings;
  const judged = checkSignature({ method, url, headers: request.headers, body, authTokens, acceptV2 });
  if ("reason" in judged) throw new CallbackSignatureError(judged.reason);
  // Of a GET the query that was verified, which publicUrl may have worked out.
  const input = method === "GET" ? new URL(url).searchParams : body;
  const event = parseCallback(input);
  if (!judged.altered) checkAge(event, settings);
  const keys = { request: requestKey(judged.signedText), event: eventKey(event, input) };
  return responseFor(await outcomeInTime(event, deliveries.accept(event, keys, judged.altered), settings));
}

/** The end of a delivery, or what can be said of it when the time for the answer is over. */
async function outcomeInTime(
  event: CallbackEvent,
  delivery: Delivery,
  { clock, respondWithinMs, reportError }: Settings,
): Promise<Outcome> {
  if (respondWithinMs === Number.POSITIVE_INFINITY) return delivery.outcome;
  const answered = new AbortController();
  const soFar = () => (delivery.isClaimed ? "done" : "silent");
  const timeOver = clock.wait(respondWithinMs, answered.signal).then(soFar, soFar);
  const outcome = await Promise.race([delivery.outcome, timeOver]);
  // With a reason, since the default one is an error with a stack, made for every callback.
  answered.abort("answered");
  if (outcome !== "silent") return outcome;
  reportError(new CallbackBusyError("the store did not answer within respondWithinMs"), event);
  return "busy";
}

function responseFor(outcome: Outcome): Response {
  if (outcome === "done") return new Response(null, { status: 200 });
  if (outcome === "busy") return new Response(null, { status: 503, headers: { "Retry-After": "1" } });
  if (outcome === "altered") return refusalResponse(new CallbackSignatureError("altered"));
  return new Response(null, { status: 500 });
}

const statuses = [
  [CallbackTooLargeError, 413],
  [CallbackSignatureError, 403],
  [CallbackTooOldError, 403],
  [CallbackTimeUnreadableError, 400],
  [CallbackUnreadableError, 400],
] as const;

/** The code alone, since a stranger may read it; and the cure of a body that was read, which nobody else would be told of. */
export function refusalResponse(error: unknown): Response {
  if (error instanceof CallbackMethodError) {
    return new Response(null, { status: 405, headers: { Allow: "GET, POST" } });
  }
  for (const [type, status] of statuses) {
    if (error instanceof type) return new Response(textOf(error), { status });
  }
  return new Response(null, { status: 500 });
}

function textOf(error: Error & { readonly code: string }): string {
  return error instanceof CallbackBodyReadError ? `${error.code}: ${error.message}` : error.code;
}
