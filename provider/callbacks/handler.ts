import { CallbackSignatureError, CallbackTooLargeError, CallbackUnreadableError } from "./errors";
import { readBody } from "./body";
import { Deliveries, type Delivery, type Outcome } from "./deliveries";
import { eventKey, requestKey } from "./identity";
import { checkedOptions, type CallbackHandlerOptions, type Settings } from "./options";
import { EventOrder } from "./order";
import { parseCallback } from "./parse";
import { publicUrlOf } from "./public-url";
import { judgeSignature } from "./signature";

/** Answers one request; never rejects. */
export type CallbackHandler = (request: Request) => Promise<Response>;

/** Sessions whose next sequence numbers are remembered. */
const maxSessions = 10_000;
/** Milliseconds that an event may take beyond its wait for others before another process may claim it. */
const lease = 30_000;

/**
 * A handler of Plivo's masking callbacks, of `callbackUrl` and `recordingCallbackUrl`, in the web-standard form.
 *
 * Verifies the signature, reads the event, drops what has been handled before, puts a session's events in order, and hands them to `onEvent`. The
 * answer is 200 once `onEvent` is done, or after `answerWithin`; 500, with which Plivo may send the callback again, where it failed before. Refused
 * are other methods than GET and POST (405), too large a body (413), a request that Plivo has not signed (403), and what is no callback (400); 503
 * asks Plivo to come again.
 *
 * @throws CallbackOptionsError
 */
export function createCallbackHandler(options: CallbackHandlerOptions): CallbackHandler {
  const settings = checkedOptions(options);
  const { clock, gapWait, store, maxPending, handOn, tell } = settings;
  const order = new EventOrder({ clock, gapWait, maxSessions });
  const deliveries = new Deliveries({ store, order, lease: gapWait + lease, maxPending, handOn, tell });
  return async (request) => {
    try {
      return await answer(request, settings, deliveries);
    } catch (error) {
      tell(error);
      return refusal(error);
    }
  };
}

async function answer(request: Request, settings: Settings, deliveries: Deliveries): Promise<Response> {
  const { method } = request;
  if (method !== "GET" && method !== "POST") return notAllowed();
  if (request.url.length > settings.maxBodyBytes) throw new CallbackTooLargeError(settings.maxBodyBytes);
  const body = method === "GET" ? "" : await readBody(request, settings.maxBodyBytes);
  const url = publicUrlOf(request, settings);
  const { authTokens, acceptV2 } = settings;
  const judged = judgeSignature({ method, url, headers: request.headers, body, authTokens, acceptV2 });
  if ("reason" in judged) throw new CallbackSignatureError(judged.reason);
  const input = method === "GET" ? new URL(request.url).searchParams : body;
  const event = parseCallback(input);
  const keys = { request: requestKey(judged.signedText), event: eventKey(event, input) };
  return answerTo(await ended(deliveries.take(event, keys), settings));
}

/** The end of a delivery, or what can be said of it when the time for the answer is over. */
async function ended(delivery: Delivery, { clock, answerWithin }: Settings): Promise<Outcome> {
  if (answerWithin === Number.POSITIVE_INFINITY) return delivery.outcome;
  const answered = new AbortController();
  const soFar = () => (delivery.taken ? "done" : "busy");
  const timeOver = clock.wait(answerWithin, answered.signal).then(soFar, soFar);
  const outcome = await Promise.race([delivery.outcome, timeOver]);
  // With a reason, since the default one is an error with a stack, made for every callback.
  answered.abort("answered");
  return outcome;
}

function notAllowed(): Response {
  return new Response(null, { status: 405, headers: { Allow: "GET, POST" } });
}

function answerTo(outcome: Outcome): Response {
  if (outcome === "done") return new Response(null, { status: 200 });
  if (outcome === "busy") return new Response(null, { status: 503, headers: { "Retry-After": "1" } });
  return new Response(null, { status: 500 });
}

/** The code alone, since a stranger may read it. */
function refusal(error: unknown): Response {
  if (error instanceof CallbackTooLargeError) return new Response(error.code, { status: 413 });
  if (error instanceof CallbackSignatureError) return new Response(error.code, { status: 403 });
  if (error instanceof CallbackUnreadableError) return new Response(error.code, { status: 400 });
  return new Response(null, { status: 500 });
}
