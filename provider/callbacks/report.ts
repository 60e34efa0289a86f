import { codeAndAddress, ProviderError } from "../common/errors";
import { isSessionUuid } from "../plivo/session-uuid";
import type { CallbackClock } from "./clock";
import { CallbackTimeUnreadableError } from "./errors";
import { isUnknownEvent, type CallbackEvent } from "./events";

/** Milliseconds between two lines about refused requests: anybody can send one. */
const refusalsEvery = 60_000;

/**
 * What is told without an `onError`: a line on stderr for each event that was not handled, and at most one a minute for refused requests.
 * No line has a value of a request.
 */
export function consoleReport(
  clock: Pick<CallbackClock, "now">,
): (error: unknown, event?: CallbackEvent) => void {
  let nextAt = Number.NEGATIVE_INFINITY;
  let unsaid = 0;
  return (error, event) => {
    if (event !== undefined && !(error instanceof CallbackTimeUnreadableError)) {
      console.error(notHandled(event));
      return;
    }
    const now = clock.now();
    if (now < nextAt) {
      unsaid += 1;
      return;
    }
    nextAt = now + refusalsEvery;
    const more = unsaid === 0 ? "" : ` ${unsaid} more were not printed.`;
    unsaid = 0;
    console.error(`${refused(error)}${more} At most one such line a minute: ${advice}`);
  };
}

const advice = "give createCallbackHandler an onError to learn of each.";

/** Only this package's own errors are known to quote nothing. */
function refused(error: unknown): string {
  if (!(error instanceof ProviderError)) return "A callback request failed.";
  return `A callback request failed: ${error.message} (${codeAndAddress(error.code)})`;
}

/** Names nothing that could be a number: V2 lets others choose an event's name. */
function notHandled(event: CallbackEvent): string {
  const { eventName, sessionUuid } = event;
  const name = isUnknownEvent(event) ? "of an unknown event" : eventName;
  const session = isSessionUuid(sessionUuid) ? ` of masking session ${sessionUuid}` : "";
  return `The callback ${name}${session} was not handled. Give createCallbackHandler an onError to learn why.`;
}
