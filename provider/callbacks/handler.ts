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

/** Idle sessions with a remembered sequence number. */
const maxSessions = 10_000;
/** Time for `onEvent`, beyond `gapTimeoutMs`, before another process may claim the event. */
const onEventLeaseMs = 30_000;

type Refuse = (error: unknown) => Response;
const refuseByHandler = new WeakMap<CallbackHandler, Refuse>();

/**
 * Rejects what cannot become a Request, and reports it to the handler's onError. Undefined for a user's
 * function.
 */
export function refuseOf(handler: CallbackHandler): Refuse | undefined {
  return refuseByHandler.get(handler);
}

/**
 * A web-standard handler of Plivo's masking callbacks, for `callbackUrl` and `recordingCallbackUrl`.
 *
 * It verifies the signature, drops repetitions that the store remembers, and passes the events of a session
 * to `onEvent` in order. Responses:
 * - 200 once `onEvent` is done or `respondWithinMs` is over, and for a repetition;
 * - 500 if `onEvent` or the store failed, 503 if the handler is busy: Plivo may send the callback again;
 * - 400, 403, 405 or 413 for a rejected request.
 *
 * `onError` receives each failure and each rejection.
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
    leaseMs: gapTimeoutMs + onEventLeaseMs,
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
  const result = checkSignature({ method, url, headers: request.headers, body, authTokens, acceptV2 });
  if ("reason" in result) throw new CallbackSignatureError(result.reason);
  // For a GET, the verified query: a publicUrl function may return another one than the request's.
  const input = method === "GET" ? new URL(url).searchParams : body;
  const event = parseCallback(input);
  if (!result.altered) checkAge(event, settings);
  const keys = { request: requestKey(result.signedText), event: eventKey(event, input) };
  return responseFor(await outcomeInTime(event, deliveries.accept(event, keys, result.altered), settings));
}

/** The outcome, or after `respondWithinMs` the outcome so far: `done` if the event is claimed. */
async function outcomeInTime(
  event: CallbackEvent,
  delivery: Delivery,
  { clock, respondWithinMs, reportError }: Settings,
): Promise<Outcome> {
  if (respondWithinMs === Number.POSITIVE_INFINITY) return delivery.outcome;
  const timer = new AbortController();
  const soFar = () => (delivery.isClaimed ? "done" : "unclaimed");
  const timeout = clock.wait(respondWithinMs, timer.signal).then(soFar, soFar);
  const outcome = await Promise.race([delivery.outcome, timeout]);
  // Without a reason, abort would create an error with a stack for every callback.
  timer.abort("responded");
  if (outcome !== "unclaimed") return outcome;
  reportError(new CallbackBusyError("the store did not respond within respondWithinMs"), event);
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

/**
 * The response has only the error's code, because its sender may be anyone. A mounting mistake is explained
 * there too.
 */
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
