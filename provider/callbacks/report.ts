import { codeAndAddress, ProviderError } from "../common/errors";
import { isSessionUuid } from "../plivo/session-uuid";
import type { CallbackClock } from "./clock";
import { CallbackTimeUnreadableError } from "./errors";
import { isUnknownEvent, type CallbackEvent } from "./events";

/** Between two lines about rejected requests, because anyone can send one. */
const refusalIntervalMs = 60_000;

/**
 * The default `onError`: a line on stderr for each event that was not handled, and at most one a minute for
 * rejected requests. No line has a value of a request.
 */
export function consoleReporter(
  clock: Pick<CallbackClock, "now">,
): (error: unknown, event?: CallbackEvent) => void {
  let nextAt = Number.NEGATIVE_INFINITY;
  let suppressed = 0;
  return (error, event) => {
    if (event !== undefined && !(error instanceof CallbackTimeUnreadableError)) {
      console.error(eventLine(event));
      return;
    }
    const now = clock.now();
    if (now < nextAt) {
      suppressed += 1;
      return;
    }
    nextAt = now + refusalIntervalMs;
    const more = suppressed === 0 ? "" : ` ${suppressed} more were not printed.`;
    suppressed = 0;
    console.error(
      `${requestLine(error)}${more} At most one such line a minute: ` +
        "set onError of createCallbackHandler to get each one.",
    );
  };
}

/** Only this package's errors surely quote no value. */
function requestLine(error: unknown): string {
  if (!(error instanceof ProviderError)) return "A callback request failed.";
  return `A callback request failed: ${error.message} (${codeAndAddress(error.code)})`;
}

/** Omits an unknown event name, which could be a phone number: V2 does not protect it. */
function eventLine(event: CallbackEvent): string {
  const { eventName, sessionUuid } = event;
  const name = isUnknownEvent(event) ? "of an unknown event" : eventName;
  const session = isSessionUuid(sessionUuid) ? ` of masking session ${sessionUuid}` : "";
  const advice = "Set onError of createCallbackHandler to get the reason.";
  return `The callback ${name}${session} was not handled. ${advice}`;
}
